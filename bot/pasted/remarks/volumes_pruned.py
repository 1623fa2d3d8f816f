"""Volumes that no container uses are deleted with their data."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import placed

ID = "volumes-pruned"
SEVERITY: Severity = "danger"
KIND: Kind = "command"
TRIGGERS = ("docker volume prune -a", "docker volume prune -f")
NEAR_MISS = ("docker volume ls", "docker network prune")


def check(script: Script) -> Iterator[Remark]:
    """Volumes that no container uses are deleted with their data."""
    for invocation in script.invocations:
        if invocation.path == "docker volume prune":
            yield placed(
                script,
                ID,
                SEVERITY,
                invocation.program_start,
                Text(
                    ru="удалит тома без контейнеров вместе с данными"
                    + (", и именованные тоже" if invocation.has("all") else " (анонимные)"),
                    en="deletes volumes without a container, data included"
                    + (", named ones too" if invocation.has("all") else " (anonymous ones)"),
                ),
                Text(
                    ru="сначала посмотрите: `docker volume ls -f dangling=true`",
                    en="look first: `docker volume ls -f dangling=true`",
                ),
            )
