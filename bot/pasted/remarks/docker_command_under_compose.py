"""A command of docker itself called under compose."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import code, placed

ID = "docker-command-under-compose"
SEVERITY: Severity = "fault"
KIND: Kind = "command"
TRIGGERS = ("docker compose inspect web", "docker-compose rmi app")
NEAR_MISS = ("docker inspect web", "docker compose rm web")


def check(script: Script) -> Iterator[Remark]:
    """A command of docker itself called under compose."""
    for fault in script.faults_of(ID):
        yield placed(
            script,
            ID,
            SEVERITY,
            fault.start,
            Text(
                ru=f"{code(fault.word)} — команда самого Docker, у Compose её нет",
                en=f"{code(fault.word)} is a command of docker itself, Compose has none",
            ),
            Text(ru=f"напишите `docker {fault.nearest}`", en=f"write `docker {fault.nearest}`"),
            f"docker {fault.nearest}",
        )
