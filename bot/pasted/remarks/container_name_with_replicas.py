"""A fixed name for several containers."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "container-name-with-replicas"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = (
    ("services:\n  web:\n    image: nginx:1.29\n    container_name: web-1\n    deploy:\n      replicas: 3\n"),
    ("services:\n  web:\n    image: nginx:1.29\n    container_name: web-1\n    scale: 2\n"),
)
NEAR_MISS = (
    ("services:\n  web:\n    image: nginx:1.29\n    container_name: web-1\n    deploy:\n      replicas: 1\n"),
    ("services:\n  web:\n    image: nginx:1.29\n    scale: 3\n"),
)


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for service in file.services.values():
        node, replicas = service.key_node("container_name"), service.replicas
        if node is not None and replicas is not None and replicas[0] > 1:
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru=f"`{service.name}`: `container_name` и {replicas[0]} копии: имя может быть только у одной",
                    en=f"`{service.name}`: `container_name` and {replicas[0]} replicas: only one can have the name",
                ),
                node.line,
                node.column,
                Text(ru="уберите `container_name`", en="take away `container_name`"),
            )
