"""A flag whose true or false stands apart: Docker takes the word for the image."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import code, placed

ID = "blank-before-boolean"
SEVERITY: Severity = "fault"
KIND: Kind = "command"
TRIGGERS = ("docker run --rm true nginx", "docker run -t false alpine")
NEAR_MISS = ("docker run --rm=true nginx", "docker run --rm alpine true")


def check(script: Script) -> Iterator[Remark]:
    """A flag whose true or false stands apart: Docker takes the word for the image."""
    for fault in script.faults_of(ID):
        yield placed(
            script,
            ID,
            SEVERITY,
            fault.start,
            Text(
                ru=f"{code(fault.word)}: флаги не берут значение через пробел, слово станет именем образа",
                en=f"{code(fault.word)}: a flag takes no value after a blank, the word becomes the image",
            ),
            Text(ru=f"напишите `{fault.nearest}` или просто флаг", en=f"write `{fault.nearest}` or the flag alone"),
            fault.nearest,
        )
