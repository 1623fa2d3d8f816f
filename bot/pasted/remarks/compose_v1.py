"""docker-compose with a hyphen: the first version, gone since 2023."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import placed

ID = "compose-v1"
SEVERITY: Severity = "advice"
KIND: Kind = "command"
TRIGGERS = ("docker-compose up -d", "sudo docker-compose -f a.yml ps")
NEAR_MISS = ("docker compose up -d", "docker run docker-compose up")


def check(script: Script) -> Iterator[Remark]:
    """docker-compose with a hyphen: the first version, gone since 2023."""
    for fault in script.faults_of(ID):
        yield placed(
            script,
            ID,
            SEVERITY,
            fault.start,
            Text(
                ru="`docker-compose` (v1) не развивается с 2023 года; сегодня это `docker compose`",
                en="`docker-compose` (v1) ended in 2023; today it is `docker compose`",
            ),
            Text(ru="замените дефис пробелом", en="put a blank in place of the hyphen"),
            "docker compose",
        )
