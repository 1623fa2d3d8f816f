"""Services without the key `services` above them."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "no-services-key"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = 'web:\n  image: nginx:1.29\n  ports:\n    - "8080:80"\n'
NEAR_MISS = (
    ("services:\n  web:\n    image: nginx:1.29\n"),
    ("volumes:\n  data:\n"),
)


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for fault in file.faults_of(ID):
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru="нет ключа `services:`: сервисы должны стоять под ним (так писали в первой версии формата)",
                en="the key `services:` is missing: services stand under it (the first format did without)",
            ),
            fault.line,
            fault.column,
            mend=Text(
                ru="добавьте первой строкой `services:` и сдвиньте остальное вправо",
                en="put `services:` first and indent the rest",
            ),
            fixed=fault.fixed,
        )
