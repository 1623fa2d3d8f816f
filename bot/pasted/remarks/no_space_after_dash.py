"""A list item without the blank after its dash."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "no-space-after-dash"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = 'services:\n  web:\n    image: nginx:1.29\n    ports:\n      -"8080:80"\n      -"443:443"\n'
NEAR_MISS = "services:\n  web:\n    image: nginx:1.29\n    command:\n      - -g\n      - daemon off;\n"

_TIGHT = re.compile(r"([ \t]{0,200})-(?!-)(\S[^\n]{0,2000})")


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for fault in file.faults_of(ID):
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru="после дефиса нет пробела, и это не список",
                en="no blank after the dash, so this is no list",
            ),
            fault.line,
            fault.column,
            mend=Text(
                ru="`- значение` — с пробелом",
                en="`- value`, with a blank",
            ),
            fixed=fault.fixed or _spaced(file, fault.line),
            replaces=None if fault.fixed else (fault.line, fault.line + _spaced(file, fault.line).count("\n")),
        )


def _spaced(file: ComposeFile, first: int) -> str:
    """The line, and those below it that begin with such a dash, with a blank behind it."""
    lines: list[str] = []
    while (match := _TIGHT.match(file.line(first + len(lines)))) is not None:
        lines.append(f"{match[1]}- {match[2]}".rstrip())
    return "\n".join(lines) or file.line(first)
