"""A name of a service, a container, a volume or a network that cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "invalid-service-name"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = (
    "services:\n  my app:\n    image: shop:1\n",
    "services:\n  магазин:\n    image: shop:1\n",
    "services:\n  app:\n    image: shop:1\n    container_name: my app\n",
)
NEAR_MISS = "name: My Shop\nservices:\n  My.App_1-x:\n    image: shop:1\n"

_CONTAINER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{1,200}")
_NAME = re.compile(r"[A-Za-z0-9._-]{1,200}")


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for service in file.services.values():
        node, written = service.get("container_name"), service.text("container_name")
        if (
            node is not None
            and written
            and "$" not in written
            and "{{" not in written
            and not _CONTAINER.fullmatch(written)
        ):
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru=f"`container_name: {written[:60]}` не подходит: от двух знаков, латиница, цифры, `._-`",
                    en=f"`container_name: {written[:60]}` will not do: two or more of letters, digits, `.`, `_`, `-`",
                ),
                node.line,
                node.column,
            )
    for section in ("services", "volumes", "networks", "secrets", "configs"):
        names = file.service_nodes if section == "services" else file.names(section)
        for name, (key, _) in names.items():
            if _NAME.fullmatch(name) or name.startswith("x-") or not name or "{{" in file.line(key.line):
                continue
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru=f"имя `{name[:60]}` не подходит: латинские буквы, цифры, `.`, `_`, `-`, без пробелов",
                    en=f"the name `{name[:60]}` will not do: letters of English, digits, `.`, `_`, `-`, no blanks",
                ),
                key.line,
                key.column,
            )
