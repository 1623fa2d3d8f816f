"""A database's port is open to the world."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Invocation, Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import placed
from bot.pasted.values.ports import DATABASE_PORTS, parse_publish

ID = "published-database"
SEVERITY: Severity = "danger"
KIND: Kind = "command"
TRIGGERS = ("docker run -p 5432:5432 postgres:16", "docker run -p 0.0.0.0:6379:6379 redis:7")
NEAR_MISS = (
    "docker run -p 127.0.0.1:5432:5432 postgres:16",
    "docker run -p 8080:80 nginx:1.27",
    "docker run -p 9000:9000 portainer/portainer-ce:2.21",
)


def check(script: Script) -> Iterator[Remark]:
    """A database's port is open to the world."""
    for invocation in script.invocations:
        for use in invocation.uses("publish"):
            publish = parse_publish(use.value or "")
            number = publish.container_number if publish else None
            service = DATABASE_PORTS.get(number) if number is not None else None
            if publish is None or service is None or not publish.to_the_world or not invocation.creates_container:
                continue
            if publish.container == "9000" and not _is_database(invocation):
                continue
            host = publish.host or publish.container
            yield placed(
                script,
                ID,
                SEVERITY,
                use.start,
                Text(
                    ru=f"порт {publish.container} ({service}) открыт всем, в обход ufw: базу найдут сканеры",
                    en=f"port {publish.container} ({service}) is open to all, past ufw: scanners will find it",
                ),
                Text(
                    ru=f"только с этой машины: `-p 127.0.0.1:{host}:{publish.container}`",
                    en=f"from this machine only: `-p 127.0.0.1:{host}:{publish.container}`",
                ),
            )


def _is_database(invocation: Invocation) -> bool:
    """Port 9000 is used by many; it counts with a database's image only."""
    return invocation.image is not None and "clickhouse" in invocation.image.value
