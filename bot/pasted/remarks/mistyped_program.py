"""The name of the program itself is mistyped."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import code, placed

ID = "mistyped-program"
SEVERITY: Severity = "fault"
KIND: Kind = "command"
TRIGGERS = ("dokcer ps -a", "dockerrun -d nginx", "docker-compse up -d")
NEAR_MISS = ("docker ps -a", "docker-compose up -d")


def check(script: Script) -> Iterator[Remark]:
    """The name of the program itself is mistyped."""
    for fault in script.faults_of(ID):
        yield placed(
            script,
            ID,
            SEVERITY,
            fault.start,
            Text(
                ru=f"программы {code(fault.word)} нет, есть `{fault.nearest}`",
                en=f"there is no program {code(fault.word)}, there is `{fault.nearest}`",
            ),
            Text(ru=f"напишите `{fault.nearest}`", en=f"write `{fault.nearest}`"),
            fault.nearest,
        )
