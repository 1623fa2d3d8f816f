"""One name for the containers of two services."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "duplicate-container-name"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = (
    "services:\n"
    "  one:\n"
    "    image: nginx:1.29\n"
    "    container_name: site\n"
    "  two:\n"
    "    image: nginx:1.29\n"
    "    container_name: site\n"
)
NEAR_MISS = (
    "services:\n"
    "  one:\n"
    "    image: nginx:1.29\n"
    "    container_name: site-1\n"
    "  two:\n"
    "    image: nginx:1.29\n"
    "    container_name: site-2\n"
)


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    seen: dict[str, str] = {}
    for service in file.services.values():
        name = service.text("container_name")
        node = service.get("container_name")
        if name and node is not None and name in seen and "$" not in name:
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru=f"имя контейнера `{name}` занято сервисом `{seen[name]}`",
                    en=f"the container name `{name}` is taken by the service `{seen[name]}`",
                ),
                node.line,
                node.column,
                Text(ru="дайте другое имя или уберите ключ", en="use another name, or delete the key"),
            )
        seen.setdefault(name, service.name)
