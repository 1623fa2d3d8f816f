"""Published ports in the network of the host."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "host-network-with-ports"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = 'services:\n  web:\n    image: nginx:1.29\n    network_mode: host\n    ports:\n      - "8080:80"\n'
NEAR_MISS = "services:\n  web:\n    image: nginx:1.29\n    network_mode: host\n"


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for service in file.services.values():
        node = service.key_node("ports")
        if node is not None and service.ports and service.text("network_mode") in ("host", "none"):
            mode = service.text("network_mode")
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru=f"`{service.name}`: с `network_mode: {mode}` раздел `ports` не действует",
                    en=f"`{service.name}`: with `network_mode: {mode}` the ports have no effect",
                ),
                node.line,
                node.column,
                Text(
                    ru="уберите `ports` (программа слушает порт хоста сама) или `network_mode`",
                    en="take away `ports` (the program listens on the host itself) or `network_mode`",
                ),
            )
