"""A blank after the backslash at the end of a line."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import placed

ID = "blank-after-continuation"
SEVERITY: Severity = "fault"
KIND: Kind = "command"
TRIGGERS = ("docker run -d \\ \n  nginx",)
NEAR_MISS = ("docker run -d \\\n  nginx",)


def check(script: Script) -> Iterator[Remark]:
    """A blank after the backslash at the end of a line."""
    for fault in script.faults_of(ID):
        yield placed(
            script,
            ID,
            SEVERITY,
            fault.start,
            Text(
                ru="после знака переноса в конце строки пробел: команда на нём обрывается",
                en="a blank after the sign at the end of the line: the command ends there",
            ),
            Text(ru="уберите пробел в конце строки", en="take away the blank at the end of the line"),
            None,
        )
