"""A service that has neither an image nor anything to build one of."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "no-image-or-build"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = 'services:\n  web:\n    restart: always\n    ports:\n      - "8080:80"\n'
NEAR_MISS = (
    ("services:\n  web:\n    ports: !override\n      - '8080:80'\n"),
    ("services:\n  web:\n    volumes: [./src:/app/src]\n  db:\n    ports: ['127.0.0.1:5432:5432']\n"),
    ("services:\n  web:\n    image: nginx:1.29\n"),
    ("services:\n  app:\n    build: .\n"),
    ("services:\n  app:\n    extends:\n      file: common.yaml\n      service: app\n"),
    ("services:\n  db:\n    provider:\n      type: model\n"),
)


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    if not file.is_whole or _is_layer(file):
        return
    for service in file.services.values():
        if any(service.get(key) is not None for key in ("image", "build", "provider")) or service.extends_elsewhere:
            continue
        lost = any(
            each.kind == "service" and each.where == "extends" and each.name not in file.service_nodes
            for each in file.references()
            if file.service_at(each.node.line) == service.name
        )
        misspelt = lost or any(
            fault.detail.split("|")[2:3] in (["image"], ["build"]) for fault in file.faults_of("unknown-key")
        )
        if misspelt or not service.entries:
            continue
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"у сервиса `{service.name}` нет ни `image`, ни `build`: запускать нечего",
                en=f"the service `{service.name}` has neither `image` nor `build`: there is nothing to run",
            ),
            service.key.line,
            service.key.column,
            Text(ru="добавьте `image: имя:версия` или `build: .`", en="add `image: name:version` or `build: .`"),
        )


def _is_layer(file: ComposeFile) -> bool:
    """Whether it can only be meant to be merged with another file: by its tags, or as none of its services has either.

    Of a single service the latter is a slip as often, and is told.
    """
    tags = {node.tag for service in file.services.values() for _, node in service.node.pairs}
    if tags & {"!override", "!reset"}:
        return True
    services = list(file.services.values())
    return len(services) > 1 and not any(
        service.get(key) is not None for service in services for key in ("image", "build", "extends", "provider")
    )
