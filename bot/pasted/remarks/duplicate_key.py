"""A key that stands twice."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "duplicate-key"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = "services:\n  web:\n    image: nginx:1.29\n    restart: always\n    image: httpd:2.4\n"
NEAR_MISS = "services:\n  web:\n    image: nginx:1.29\n  api:\n    image: httpd:2.4\n"


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for fault in file.faults_of(ID):
        name, _, other = fault.detail.rpartition("|")
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"ключ `{name}` уже есть в строке {other}: Compose откажется читать файл",
                en=f"the key `{name}` stands in line {other} already: Compose refuses the file",
            ),
            fault.line,
            fault.column,
            mend=Text(
                ru="оставьте один, значения сведите вместе",
                en="keep one and bring the values together",
            ),
            fixed=fault.fixed,
        )
