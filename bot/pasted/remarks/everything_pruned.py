"""A prune that takes more than leftovers: all unused images, or volumes."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import placed

ID = "everything-pruned"
SEVERITY: Severity = "danger"
KIND: Kind = "command"
TRIGGERS = (
    "docker system prune -a --volumes",
    "docker system prune -af",
    "docker image prune -a",
    "docker system prune --volumes",
)
NEAR_MISS = ("docker system prune", "docker image prune", "docker ps -a")


def check(script: Script) -> Iterator[Remark]:
    """A prune that takes more than leftovers: all unused images, or volumes."""
    for invocation in script.invocations:
        wide = [use for use in invocation.uses("all", "volumes") if use.on]
        if invocation.path in ("docker system prune", "docker image prune") and wide:
            use = wide[0]
            volumes = invocation.has("volumes")
            images = invocation.has("all")
            yield placed(
                script,
                ID,
                SEVERITY,
                use.start,
                Text(
                    ru="удалит "
                    + " и ".join(
                        (["все образы без контейнеров"] if images else [])
                        + (["неиспользуемые анонимные тома с данными"] if volumes else [])
                    )
                    + ("; подтверждения не спросит (`-f`)" if invocation.has("force") else ""),
                    en="deletes "
                    + " and ".join(
                        (["all images without a container"] if images else [])
                        + (["unused anonymous volumes with their data"] if volumes else [])
                    )
                    + ("; without asking (`-f`)" if invocation.has("force") else ""),
                ),
                Text(
                    ru="сначала посмотрите: `docker system df`, `docker ps -a`, `docker volume ls`",
                    en="look first: `docker system df`, `docker ps -a`, `docker volume ls`",
                ),
            )
