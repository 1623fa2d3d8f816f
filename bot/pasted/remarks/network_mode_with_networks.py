"""`network_mode` and `networks` in one service."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "network-mode-with-networks"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = (
    "services:\n  web:\n    image: nginx:1.29\n    network_mode: host\n    networks: [front]\nnetworks:\n  front:\n"
)
NEAR_MISS = "services:\n  web:\n    image: nginx:1.29\n    networks: [front]\nnetworks:\n  front:\n"


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for service in file.services.values():
        node = service.key_node("network_mode")
        if node is not None and service.get("networks") is not None:
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru=f"`{service.name}`: `network_mode` и `networks` вместе не бывают, Compose откажется",
                    en=f"`{service.name}`: `network_mode` and `networks` exclude each other, Compose refuses",
                ),
                node.line,
                node.column,
                Text(ru="оставьте что-то одно", en="keep one of them"),
            )
