"""compose down -v deletes the volumes and the data in them."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import placed

ID = "volumes-removed"
SEVERITY: Severity = "danger"
KIND: Kind = "command"
TRIGGERS = ("docker compose down -v", "docker-compose down --volumes --rmi all")
NEAR_MISS = ("docker compose down", "docker compose rm -v")


def check(script: Script) -> Iterator[Remark]:
    """What compose down -v does: it deletes the volumes and the data in them."""
    for invocation in script.invocations:
        for use in invocation.uses("volumes"):
            if invocation.path != "docker compose down" or not use.on:
                continue
            yield placed(
                script,
                ID,
                SEVERITY,
                use.start,
                Text(
                    ru="вместе с контейнерами удалятся тома проекта: базы и файлы в них пропадут безвозвратно",
                    en="the project's volumes go too: databases and files in them are lost for good",
                ),
                Text(
                    ru="без `-v` тома останутся",
                    en="without `-v` the volumes stay",
                ),
            )
