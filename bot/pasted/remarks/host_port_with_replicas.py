"""A fixed host port for several containers."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "host-port-with-replicas"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = (
    'services:\n  web:\n    image: nginx:1.29\n    ports:\n      - "8080:80"\n    deploy:\n      replicas: 3\n',
    'services:\n  web:\n    image: nginx:1.29\n    ports: ["8080:80"]\n'
    "    deploy:\n      mode: replicated\n      replicas: 2\n",
)
NEAR_MISS = (
    ('services:\n  web:\n    image: nginx:1.29\n    ports: ["80"]\n    deploy:\n      replicas: 3\n'),
    ('services:\n  web:\n    image: nginx:1.29\n    ports: ["8080-8082:80"]\n    scale: 3\n'),
)

#: Keys that a file for Swarm has, where the replicas share a published port.
_SWARM = frozenset({"endpoint_mode", "update_config", "rollback_config", "placement"})


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for service in file.services.values():
        replicas = service.replicas
        deploy = service.get("deploy")
        if replicas is None or replicas[0] < 2 or (deploy is not None and _SWARM & deploy.entries().keys()):
            continue
        for port in service.ports:
            if port.publish is not None and port.publish.host.isdigit() and int(port.publish.host):
                yield Remark(
                    ID,
                    SEVERITY,
                    Text(
                        ru=f"`{service.name}`: {replicas[0]} копии не займут один порт хоста {port.publish.host}",
                        en=f"`{service.name}`: {replicas[0]} replicas cannot share the host port {port.publish.host}",
                    ),
                    port.node.line,
                    port.node.column,
                    Text(
                        ru=f"дайте диапазон, или только `{port.publish.container}`, или прокси перед ними",
                        en=f"give a range of ports, or only `{port.publish.container}`, or put a proxy in front",
                    ),
                )
