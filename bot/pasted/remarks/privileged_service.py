"""A container with all rights."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "privileged-service"
SEVERITY: Severity = "danger"
KIND: Kind = "compose"
TRIGGERS = "services:\n  web:\n    image: nginx:1.29\n    privileged: true\n"
NEAR_MISS = (
    ("services:\n  web:\n    image: nginx:1.29\n    privileged: false\n"),
    ("services:\n  web:\n    image: nginx:1.29\n    cap_add: [NET_ADMIN]\n"),
)


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for service in file.services.values():
        node = service.key_node("privileged")
        if node is not None and service.on("privileged"):
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru=f"`{service.name}`: `privileged: true` даёт контейнеру все устройства и права root на хосте",
                    en=f"`{service.name}`: `privileged: true` gives the container every device and root on the host",
                ),
                node.line,
                node.column,
                Text(
                    ru="обычно хватает `cap_add:` с нужной возможностью или `devices:`",
                    en="`cap_add:` with the one capability, or `devices:`, usually does",
                ),
            )
