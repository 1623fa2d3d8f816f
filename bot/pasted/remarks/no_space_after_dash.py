"""A list item without the blank after its dash."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "no-space-after-dash"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = 'services:\n  web:\n    image: nginx:1.29\n    ports:\n      -"8080:80"\n      -"443:443"\n'
NEAR_MISS = "services:\n  web:\n    image: nginx:1.29\n    command:\n      - -g\n      - daemon off;\n"


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
            fixed=fault.fixed,
        )
