"""A command of Compose called without compose."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import code, placed

ID = "compose-command-without-compose"
SEVERITY: Severity = "fault"
KIND: Kind = "command"
TRIGGERS = ("docker up -d", "docker down -v")
NEAR_MISS = ("docker compose up -d", "docker ps")


def check(script: Script) -> Iterator[Remark]:
    """A command of Compose called without compose."""
    for fault in script.faults_of(ID):
        yield placed(
            script,
            ID,
            SEVERITY,
            fault.start,
            Text(ru=f"{code(fault.word)} — команда Compose", en=f"{code(fault.word)} is a command of Compose"),
            Text(ru=f"напишите `docker {fault.nearest}`", en=f"write `docker {fault.nearest}`"),
            f"docker {fault.nearest}",
        )
