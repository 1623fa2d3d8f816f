"""A value with a colon and a blank in it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "colon-in-value"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = "services:\n  web:\n    image: nginx:1.29\n    command: echo port: 80\n"
NEAR_MISS = 'services:\n  web:\n    image: nginx:1.29\n    command: "echo port: 80"\n'


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for fault in file.faults_of(ID):
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru="в значении есть двоеточие с пробелом: YAML видит второй ключ",
                en="the value has a colon with a blank: YAML sees a second key",
            ),
            fault.line,
            fault.column,
            mend=Text(
                ru="второму ключу место на новой строке с отступом", en="the second key goes on a line of its own"
            )
            if (fault.fixed or "").endswith("}")
            else Text(ru="возьмите всё значение в кавычки", en="put the whole value in quotes"),
            fixed=fault.fixed or _quoted(file.line(fault.line), fault.column),
        )


def _quoted(line: str, column: int) -> str | None:
    """The line with its item in quotes."""
    item = line[column - 1 :].strip()
    return f'{line[: column - 1]}"{item}"' if item and '"' not in item and "\\" not in item else None
