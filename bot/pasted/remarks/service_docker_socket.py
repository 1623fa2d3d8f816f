"""The Docker socket inside a container."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "service-docker-socket"
SEVERITY: Severity = "danger"
KIND: Kind = "compose"
TRIGGERS = (
    (
        "services:\n"
        "  proxy:\n"
        "    image: traefik:v3.6\n"
        "    volumes:\n"
        "      - /var/run/docker.sock:/var/run/docker.sock:ro\n"
    ),
    "services:\n  agent:\n    image: acme/agent:1\n    volumes: ['/var/run:/host/run']\n",
)
NEAR_MISS = (
    "services:\n  web:\n    image: nginx:1.29\n    volumes:\n      - ./docker.sock.md:/doc:ro\n",
    "services:\n"
    "  proxy:\n"
    "    image: tecnativa/docker-socket-proxy:0.3.0\n"
    "    volumes:\n"
    "      - /var/run/docker.sock:/var/run/docker.sock:ro\n",
)


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for service in file.services.values():
        if service.image is not None and "socket-proxy" in service.image.name and not service.ports:
            continue  # the very proxy that is advised; published, it is as bad as the socket
        for mount in service.mounts:
            source = mount.mount.source.rstrip("/")
            if source.endswith("/docker.sock") or source in ("/var/run", "/run"):
                yield Remark(
                    ID,
                    SEVERITY,
                    Text(
                        ru=f"`{service.name}` получает docker.sock: это права root на хосте, `:ro` от этого не спасает",
                        en=f"`{service.name}` gets docker.sock: that is root on the host, and `:ro` does not help",
                    ),
                    mount.node.line,
                    mount.node.column,
                    Text(
                        ru="давайте его только тем, кому доверяете, лучше через прокси сокета",
                        en="give it only to what you trust, better through a socket proxy",
                    ),
                )
