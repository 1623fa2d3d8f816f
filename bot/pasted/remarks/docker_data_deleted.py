"""Docker's own data is deleted from under it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import placed

_FOLDERS = frozenset({"/var/lib/docker", "/var/lib/containerd", "/var/lib/docker/volumes", "/var/lib/docker/overlay2"})
ID = "docker-data-deleted"
SEVERITY: Severity = "danger"
KIND: Kind = "command"
TRIGGERS = ("sudo rm -rf /var/lib/docker && sudo systemctl restart docker",)
NEAR_MISS = ("ls /var/lib/docker", "rm -rf ./docker")


def check(script: Script) -> Iterator[Remark]:
    """Docker's own data is deleted from under it."""
    for command in script.commands:
        if command.program == "rm" and any(token.value.rstrip("/*") in _FOLDERS for token in command.words):
            yield placed(
                script,
                ID,
                SEVERITY,
                command.words[0].start,
                Text(
                    ru="пропадут все образы, контейнеры и тома этого Docker",
                    en="all images, containers and volumes of this Docker are lost",
                ),
                Text(
                    ru="для чистки есть `docker system prune`; руками — только при удалении Docker",
                    en="to clean up there is `docker system prune`; by hand only when Docker itself goes",
                ),
            )
