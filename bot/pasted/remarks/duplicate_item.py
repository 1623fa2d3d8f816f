"""A list item that stands twice."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "duplicate-item"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = 'services:\n  web:\n    image: nginx:1.29\n    ports:\n      - "8080:80"\n      - "8080:80"\n'
NEAR_MISS = 'services:\n  web:\n    image: nginx:1.29\n    command: ["-v", "-v"]\n'


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for fault in file.faults_of(ID):
        name, _, other = fault.detail.rpartition("|")
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"`{name}` уже есть в строке {other}: Compose требует, чтобы элементы не повторялись",
                en=f"`{name}` stands in line {other} already: Compose wants no item twice",
            ),
            fault.line,
            fault.column,
            mend=Text(
                ru="удалите повтор",
                en="delete the second one",
            ),
            fixed=fault.fixed,
        )
