"""Capital letters where Docker knows small ones only (a phone's autocorrection)."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import code, placed

ID = "capital-letters"
SEVERITY: Severity = "fault"
KIND: Kind = "command"
TRIGGERS = ("Docker ps -a", "docker Run nginx")
NEAR_MISS = ("docker ps -a", "docker run -e A=Docker nginx")


def check(script: Script) -> Iterator[Remark]:
    """Capital letters where Docker knows small ones only (a phone's autocorrection)."""
    for fault in script.faults_of(ID):
        yield placed(
            script,
            ID,
            SEVERITY,
            fault.start,
            Text(
                ru=f"{code(fault.word)} с большой буквы Docker не поймёт",
                en=f"Docker does not know {code(fault.word)} with a capital letter",
            ),
            Text(ru=f"напишите `{fault.nearest}`", en=f"write `{fault.nearest}`"),
            fault.nearest,
        )
