"""A blank inside a value that has none: ``8080: 80``."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import code, placed

ID = "blank-in-value"
SEVERITY: Severity = "fault"
KIND: Kind = "command"
TRIGGERS = ("docker run -p 8080: 80 nginx", "docker run -v data :/var/lib/x nginx", "docker run -v /my dir:/app nginx")
NEAR_MISS = ("docker run -p 8080:80 nginx",)


def check(script: Script) -> Iterator[Remark]:
    """A blank inside a value that has none: ``8080: 80``."""
    for fault in script.faults_of(ID):
        yield placed(
            script,
            ID,
            SEVERITY,
            fault.start,
            Text(ru=f"в {code(fault.word)} лишний пробел", en=f"{code(fault.word)} has a blank too many"),
            Text(ru=f"слитно или в кавычках: {code(fault.nearest or '')}", en=f"in one: {code(fault.nearest or '')}"),
            fault.nearest,
        )
