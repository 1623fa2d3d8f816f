"""A key without its colon."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "missing-colon"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = "services:\n  web\n    image: nginx:1.29\n"
NEAR_MISS = "services:\n  web:\n    image: nginx:1.29\n"


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for fault in file.faults_of(ID):
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"после `{fault.detail}` нет двоеточия",
                en=f"the colon after `{fault.detail}` is missing",
            ),
            fault.line,
            fault.column,
            mend=Text(
                ru=f"`{fault.detail}:`",
                en=f"`{fault.detail}:`",
            ),
            fixed=fault.fixed,
        )
