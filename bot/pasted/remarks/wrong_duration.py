"""A duration without its unit."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "wrong-duration"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = "services:\n  web:\n    image: nginx:1.29\n    stop_grace_period: 30\n"
NEAR_MISS = "services:\n  web:\n    image: nginx:1.29\n    stop_grace_period: 1m30s\n"


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for fault in file.faults_of(ID):
        name, _, value = fault.detail.partition("|")
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"`{name}: {value}` — не длительность: нужна единица",
                en=f"`{name}: {value}` is no duration: it wants a unit",
            ),
            fault.line,
            fault.column,
            mend=Text(
                ru=f"например `{name}: 30s` (us, ms, s, m, h)",
                en=f"such as `{name}: 30s` (us, ms, s, m, h)",
            ),
            fixed=fault.fixed,
        )
