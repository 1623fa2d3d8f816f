"""A command that current releases no longer have."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import code, placed

ID = "removed-command"
SEVERITY: Severity = "fault"
KIND: Kind = "command"
TRIGGERS = ("docker deploy -c a.yml app", "docker compose convert")
NEAR_MISS = ("docker stack deploy -c a.yml app", "docker compose config")


def check(script: Script) -> Iterator[Remark]:
    """A command that current releases no longer have."""
    for fault in script.faults_of(ID):
        known = fault.detail and fault.detail != "v1"
        since = (f" (убрали в {fault.detail})", f" (removed in {fault.detail})") if known else ("", "")
        yield placed(
            script,
            ID,
            SEVERITY,
            fault.start,
            Text(
                ru=f"команды {code(fault.word)} больше нет" + since[0],
                en=f"the command {code(fault.word)} is gone" + since[1],
            ),
            Text(
                ru=f"вместо неё: `{fault.nearest}`" if fault.nearest else "замены нет",
                en=f"use `{fault.nearest}`" if fault.nearest else "nothing took its place",
            ),
            fault.nearest,
        )
