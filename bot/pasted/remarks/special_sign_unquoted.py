"""A value that begins with a sign that means something to YAML."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "special-sign-unquoted"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = "services:\n  web:\n    image: nginx:1.29\n    command: @daily\n"
NEAR_MISS = 'services:\n  web:\n    image: nginx:1.29\n    command: "@daily"\n'


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for fault in file.faults_of(ID):
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"значение начинается с {fault.detail}: для YAML это служебный знак",
                en=f"the value begins with {fault.detail}, a sign that means something to YAML",
            ),
            fault.line,
            fault.column,
            mend=Text(
                ru="возьмите значение в кавычки",
                en="put the value in quotes",
            ),
            fixed=fault.fixed,
        )
