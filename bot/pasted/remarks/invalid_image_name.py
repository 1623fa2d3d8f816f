"""An image name that Docker refuses."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._compose_lines import with_value
from bot.pasted.values.image import explain_image

ID = "invalid-image-name"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = (
    ("services:\n  web:\n    image: MyShop:1.0\n"),
    ("services:\n  web:\n    image: https://hub.docker.com/nginx\n"),
)
NEAR_MISS = "services:\n  web:\n    image: registry.example.com:5000/team/shop:1.0\n"


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for service in file.services.values():
        image, node = service.image, service.get("image")
        if image is None or node is None or not image.wrong:
            continue
        says = explain_image(service.text("image"))
        yield Remark(
            ID,
            SEVERITY,
            Text(ru=f"`{service.text('image')[:80]}`: {says.ru}", en=f"`{service.text('image')[:80]}`: {says.en}"),
            node.line,
            node.column,
            fixed=with_value(file.line(node.line), node.column, node.value, _lowered(node.value))
            if image.wrong == "uppercase"
            else None,
        )


def _lowered(value: str) -> str:
    """The name in lower case, its tag as it was."""
    name, colon, tag = value.rpartition(":")
    return f"{name.lower()}:{tag}" if colon and "/" not in tag else value.lower()
