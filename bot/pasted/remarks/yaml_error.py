"""What the parser refuses and no other rule explains."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "yaml-error"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = "services:\n  web:\n    image: nginx:1.29\n    command: >x\n      y\n"
NEAR_MISS = "services:\n  web:\n    image: nginx:1.29\n"


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for fault in file.faults_of(ID):
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"здесь YAML не читается (парсер: {fault.detail})",
                en=f"YAML cannot be read here (the parser says: {fault.detail})",
            ),
            fault.line,
            fault.column,
            mend=Text(
                ru="проверьте отступ, двоеточие и кавычки в этой строке и в строке выше",
                en="check the indentation, the colon and the quotes of this line and the one above",
            ),
            fixed=fault.fixed,
        )
