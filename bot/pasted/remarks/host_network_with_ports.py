"""Published ports in the network of the host."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "host-network-with-ports"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = (
    "services:\n  vpn:\n    image: acme/vpn:1\n  web:\n    image: nginx:1.29\n    network_mode: service:vpn\n"
    '    ports:\n      - "8080:80"\n',
    'services:\n  web:\n    image: nginx:1.29\n    network_mode: host\n    ports:\n      - "8080:80"\n',
)
NEAR_MISS = "services:\n  web:\n    image: nginx:1.29\n    network_mode: host\n"


_SHARED = re.compile(r"(?:host|none)$|(?:service|container):")


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for service in file.services.values():
        node = service.key_node("ports")
        if node is not None and service.ports and _SHARED.match(service.text("network_mode")):
            mode = service.text("network_mode")
            if mode.partition(":")[0] in ("service", "container"):
                yield Remark(
                    ID,
                    SEVERITY,
                    Text(
                        ru=f"`{service.name}`: с `network_mode: {mode}` своих `ports` не бывает, Docker откажет",
                        en=f"`{service.name}`: with `network_mode: {mode}` there are no `ports`, Docker refuses",
                    ),
                    node.line,
                    node.column,
                    Text(ru="перенесите `ports` к тому сервису", en="move the `ports` to that service"),
                )
                continue
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
