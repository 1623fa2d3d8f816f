"""A service in the host's network, without an apparent need."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._host_programs import serves_host_network

ID = "service-host-network"
SEVERITY: Severity = "advice"
KIND: Kind = "compose"
TRIGGERS = "services:\n  web:\n    image: nginx:1.29\n    network_mode: host\n"
NEAR_MISS = (
    "services:\n  hub:\n    image: ghcr.io/home-assistant/home-assistant:2026.10\n    network_mode: host\n",
    "services:\n  web:\n    image: nginx:1.29\n    network_mode: none\n",
    "services:\n  web:\n    build:\n      context: .\n      network: host\n",
)


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for service in file.services.values():
        node = service.key_node("network_mode")
        if node is None or service.text("network_mode") != "host" or serves_host_network(service):
            continue
        if service.ports:
            continue  # host-network-with-ports says it
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"`{service.name}` в сети хоста: все порты программы открыты на нём, "
                "а имена сервисов здесь не работают",
                en=f"`{service.name}` is in the host's network: every port of the program is open there, "
                "and names of services do not work",
            ),
            node.line,
            node.column,
            Text(ru="если нужен лишь порт, хватит `ports:`", en="if it is about a port only, `ports:` will do"),
        )
