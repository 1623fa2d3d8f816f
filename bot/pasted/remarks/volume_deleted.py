"""docker volume rm deletes the data in the volume."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import placed

ID = "volume-deleted"
SEVERITY: Severity = "danger"
KIND: Kind = "command"
TRIGGERS = ("docker volume rm pgdata", "docker volume rm $(docker volume ls -q)")
NEAR_MISS = ("docker volume create pgdata", "docker volume inspect pgdata")


def check(script: Script) -> Iterator[Remark]:
    """What docker volume rm does: it deletes the data in the volume."""
    for invocation in script.invocations:
        if invocation.path == "docker volume rm" and (invocation.arguments or invocation.options):
            yield placed(
                script,
                ID,
                SEVERITY,
                invocation.program_start,
                Text(
                    ru="данные в томе пропадут безвозвратно",
                    en="the data in the volume is lost for good",
                ),
                Text(
                    ru="сначала сохраните копию, если данные нужны",
                    en="make a copy first if you need the data",
                ),
            )
