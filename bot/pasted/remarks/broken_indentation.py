"""A line that stands under nothing."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "broken-indentation"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = 'services:\n  web:\n    image: nginx:1.29\n   ports:\n      - "8080:80"\n'
NEAR_MISS = 'services:\n    web:\n        image: nginx:1.29\n        ports:\n        - "8080:80"\n'


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for fault in file.faults_of(ID):
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru="сбит отступ: строка ни к чему не относится",
                en="the indentation is off: the line belongs to nothing",
            ),
            fault.line,
            fault.column,
            mend=Text(
                ru=f"у соседей отступ {fault.detail}",
                en=f"its neighbours are indented by {fault.detail}",
            ),
            fixed=fault.fixed,
        )
