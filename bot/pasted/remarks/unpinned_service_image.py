"""An image without a tag, or with `latest`."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "unpinned-service-image"
SEVERITY: Severity = "advice"
KIND: Kind = "compose"
TRIGGERS = (
    ("services:\n  web:\n    image: nginx\n"),
    ("services:\n  web:\n    image: nginx:latest\n"),
)
NEAR_MISS = (
    ("services:\n  web:\n    image: nginx:1.29\n"),
    ("services:\n  app:\n    build: .\n    image: shop\n"),
    ("services:\n  app:\n    image: shop:${TAG:-dev}\n"),
    ("services:\n  app:\n    image: shop@sha256:0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a\n"),
)


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    built = {service.text("image") for service in file.services.values() if service.get("build") is not None}
    for service in file.services.values():
        image, node = service.image, service.get("image")
        if image is None or node is None or image.pinned or image.open or image.wrong or service.text("image") in built:
            continue
        written = (
            Text(ru="с тегом latest", en="has the tag latest") if image.tag else Text(ru="без тега", en="has no tag")
        )
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"образ `{service.text('image')}` {written.ru}: завтра под этим именем может прийти другая версия",
                en=f"the image `{service.text('image')}` {written.en}: tomorrow the name may mean another version",
            ),
            node.line,
            node.column,
            Text(ru="укажите версию: `имя:1.2`", en="name a version: `name:1.2`"),
        )
