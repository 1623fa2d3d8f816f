"""A command that Docker does not have, with nothing near it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import code, placed

ID = "unknown-command"
SEVERITY: Severity = "fault"
KIND: Kind = "command"
TRIGGERS = ("docker frobnicate web", "docker compose teleport")
NEAR_MISS = ("docker run nginx", "docker exce web sh")


def check(script: Script) -> Iterator[Remark]:
    """A command that Docker does not have, with nothing near it."""
    for fault in script.faults_of(ID):
        yield placed(
            script,
            ID,
            SEVERITY,
            fault.start,
            Text(
                ru=f"у `{fault.scope}` нет команды {code(fault.word)}",
                en=f"`{fault.scope}` has no command {code(fault.word)}",
            ),
            Text(ru=f"список: `{fault.scope} --help`", en=f"see `{fault.scope} --help`"),
            None,
        )
