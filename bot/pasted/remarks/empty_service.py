"""A service without content."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "empty-service"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = "services:\n  web:\n  db:\n    image: postgres:18\n"
NEAR_MISS = "services:\n  web:\n    image: nginx:1.29\n"


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for fault in file.faults_of(ID):
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"у сервиса `{fault.detail}` нет содержимого",
                en=f"the service `{fault.detail}` is empty",
            ),
            fault.line,
            fault.column,
            mend=Text(
                ru="дайте ему `image:` или `build:`; если ключи ниже, сдвиньте их вправо",
                en="give it `image:` or `build:`; if its keys stand below, indent them",
            ),
            fixed=fault.fixed,
        )
