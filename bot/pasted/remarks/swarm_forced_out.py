"""A node is forced out of the swarm."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import placed

ID = "swarm-forced-out"
SEVERITY: Severity = "danger"
KIND: Kind = "command"
TRIGGERS = ("docker swarm leave --force",)
NEAR_MISS = ("docker swarm leave", "docker node ls")


def check(script: Script) -> Iterator[Remark]:
    """A node is forced out of the swarm."""
    for invocation in script.invocations:
        for use in invocation.uses("force"):
            if invocation.path not in ("docker swarm leave", "docker node rm", "docker swarm init"):
                continue
            yield placed(
                script,
                ID,
                SEVERITY,
                use.start,
                Text(
                    ru="`--force` может стоить кворума и всех сервисов кластера",
                    en="`--force` can cost the quorum and all services of the cluster",
                ),
                Text(
                    ru="сначала переведите роль: `docker node demote`",
                    en="change the role first: `docker node demote`",
                ),
            )
