"""A size that is none."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "wrong-size"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = "services:\n  web:\n    image: nginx:1.29\n    mem_limit: 512 mega\n"
NEAR_MISS = "services:\n  web:\n    image: nginx:1.29\n    mem_limit: 512m\n"


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for fault in file.faults_of(ID):
        name, _, value = fault.detail.partition("|")
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"`{name}: {value}` — не размер",
                en=f"`{name}: {value}` is no size",
            ),
            fault.line,
            fault.column,
            mend=Text(
                ru="число и буква: `512m`, `1g` (b, k, m, g)",
                en="a number and a letter: `512m`, `1g` (b, k, m, g)",
            ),
            fixed=fault.fixed,
        )
