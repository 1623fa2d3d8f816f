"""Russian letters that look like Latin ones."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import code, placed

ID = "lookalike-letter"
SEVERITY: Severity = "fault"
KIND: Kind = "command"
TRIGGERS = ("docker рs -a", "dосker ps")
NEAR_MISS = ("docker ps -a",)


def check(script: Script) -> Iterator[Remark]:
    """Russian letters that look like Latin ones."""
    for fault in script.faults_of(ID):
        yield placed(
            script,
            ID,
            SEVERITY,
            fault.start,
            Text(
                ru=f"в {code(fault.word)} русские буквы, похожие на латинские",
                en=f"{code(fault.word)} has Russian letters that look Latin",
            ),
            Text(ru=f"наберите заново: `{fault.nearest}`", en=f"type it anew: `{fault.nearest}`"),
            fault.nearest,
        )
