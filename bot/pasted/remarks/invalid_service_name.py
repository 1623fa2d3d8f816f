"""A name of a service, a volume or the project that Compose does not take."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._compose_lines import with_value

ID = "invalid-service-name"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = (
    "services:\n  my app:\n    image: shop:1\n",
    "services:\n  магазин:\n    image: shop:1\n",
    "name: My Shop\nservices:\n  app:\n    image: shop:1\n",
)
NEAR_MISS = "name: my-shop_2\nservices:\n  My.App_1-x:\n    image: shop:1\n"

_NAME = re.compile(r"[A-Za-z0-9._-]{1,200}")
_PROJECT = re.compile(r"[a-z0-9][a-z0-9_-]{0,200}")


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    yield from _project(file)
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


def _project(file: ComposeFile) -> Iterator[Remark]:
    node = file.top("name") if not file.wrapped else None
    if node is None or node.kind != "scalar" or not node.value or "$" in node.value or _PROJECT.fullmatch(node.value):
        return
    meant = re.sub(r"[^a-z0-9_-]+", "-", node.value.lower()).strip("-_")
    yield Remark(
        ID,
        SEVERITY,
        Text(
            ru=f"`name: {node.value[:60]}`: в имени проекта бывают только строчные латинские буквы, цифры, `-` и `_`",
            en=f"`name: {node.value[:60]}`: a project's name has lower-case letters, digits, `-` and `_` only",
        ),
        node.line,
        node.column,
        Text(ru=f"`{meant}`", en=f"`{meant}`") if meant else None,
        fixed=with_value(file.line(node.line), node.column, node.value, meant) if meant else None,
    )
