"""A blank after the equals sign of an option."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import code, placed

ID = "blank-after-equals"
SEVERITY: Severity = "fault"
KIND: Kind = "command"
TRIGGERS = ("docker run --name= web nginx",)
NEAR_MISS = ("docker run --name=web nginx", 'docker run --entrypoint="" nginx')


def check(script: Script) -> Iterator[Remark]:
    """A blank after the equals sign of an option."""
    for fault in script.faults_of(ID):
        yield placed(
            script,
            ID,
            SEVERITY,
            fault.start,
            Text(
                ru=f"после {code(fault.word)} пробел: значение окажется пустым",
                en=f"a blank after {code(fault.word)}: the value is empty",
            ),
            Text(ru="уберите пробел", en="take the blank out"),
            None,
        )
