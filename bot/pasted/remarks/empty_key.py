"""A key that must hold something and is empty."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "empty-key"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = 'services:\n  web:\n    image: nginx:1.29\n    environment:\n    ports:\n      - "8080:80"\n'
NEAR_MISS = "services:\n  db:\n    image: postgres:18\n    volumes:\n      - data:/data\nvolumes:\n  data:\n"


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for fault in file.faults_of(ID):
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"ключ `{fault.detail}` пуст: Compose ждёт значение и откажется читать файл",
                en=f"the key `{fault.detail}` is empty: Compose wants a value and refuses the file",
            ),
            fault.line,
            fault.column,
            mend=Text(
                ru="заполните его или удалите; если содержимое ниже, ему не хватает отступа",
                en="fill it or delete it; if its content stands below, that lacks its indentation",
            ),
            fixed=fault.fixed,
        )
