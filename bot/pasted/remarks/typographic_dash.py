"""A dash that a blog or a text editor put in place of hyphens."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import code, placed

ID = "typographic-dash"
SEVERITY: Severity = "fault"
KIND: Kind = "command"
TRIGGERS = ("docker run –name web nginx", "docker run —rm –it ubuntu bash", "docker–compose up")
NEAR_MISS = ("docker run --name web nginx", "docker run -e TITLE='a – b' nginx")


def check(script: Script) -> Iterator[Remark]:
    """A dash that a blog or a text editor put in place of hyphens."""
    faults = list(script.faults_of(ID))
    named = {fault.start for fault in faults if fault.nearest}
    for fault in faults:
        if not fault.nearest and fault.start in named:
            continue  # the option that begins with it is told
        yield placed(
            script,
            ID,
            SEVERITY,
            fault.start,
            Text(
                ru=f"в {code(fault.word)} тире из текстового редактора, а не дефис",
                en=f"{code(fault.word)} has a dash of a text editor, not a hyphen",
            ),
            Text(
                ru=f"напишите `{fault.nearest}`" if fault.nearest else "замените его дефисом `-`",
                en=f"write `{fault.nearest}`" if fault.nearest else "put a hyphen `-` in its place",
            ),
            fault.nearest,
        )
