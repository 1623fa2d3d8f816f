"""The next line begins with an option, but nothing continues the line before it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import placed

ID = "missing-continuation"
SEVERITY: Severity = "fault"
KIND: Kind = "command"
TRIGGERS = ("docker run -d\n  -p 80:80 nginx",)
NEAR_MISS = ("docker run -d \\\n  -p 80:80 nginx", "docker ps\ndocker images")


def check(script: Script) -> Iterator[Remark]:
    """The next line begins with an option, but nothing continues the line before it."""
    for fault in script.faults_of(ID):
        yield placed(
            script,
            ID,
            SEVERITY,
            fault.start,
            Text(
                ru="следующая строка начинается с параметра, а эта не закончена знаком переноса",
                en="the next line begins with an option, but this one does not end with a continuation sign",
            ),
            Text(ru="поставьте `\\` в конце строки", en="put `\\` at the end of the line"),
            None,
        )
