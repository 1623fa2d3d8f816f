"""An option without the value that it needs."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import code, placed

ID = "missing-value"
SEVERITY: Severity = "fault"
KIND: Kind = "command"
TRIGGERS = ("docker run -p -d nginx", "docker run --name -d nginx", "docker logs web --tail")
NEAR_MISS = ("docker run -p 80:80 -d nginx", "docker run --memory-swap -1 nginx")


def check(script: Script) -> Iterator[Remark]:
    """An option without the value that it needs."""
    for fault in script.faults_of(ID):
        yield placed(
            script,
            ID,
            SEVERITY,
            fault.start,
            Text(ru=f"у {code(fault.word)} нет значения", en=f"{code(fault.word)} has no value"),
            Text(
                ru=f"напишите значение сразу после {code(fault.word)}",
                en=f"write the value right after {code(fault.word)}",
            ),
            None,
        )
