"""A key that Compose demands and that is not there."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile, Service
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.yaml_nodes import Node

ID = "missing-key"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = (
    "services:\n"
    "  web:\n"
    "    image: nginx:1.29\n"
    "    depends_on:\n"
    "      api:\n"
    "        restart: true\n"
    "  api:\n"
    "    image: shop:1\n",
    "services:\n  a:\n    image: shop:1\n    ulimits:\n      nofile:\n        soft: 1024\n",
    "services:\n  a:\n    image: shop:1\n    extends:\n      file: base.yml\n",
    "services:\n  a:\n    build: .\n    develop:\n      watch:\n        - path: ./src\n",
    "services:\n"
    "  a:\n"
    "    image: shop:1\n"
    "    deploy:\n"
    "      resources:\n"
    "        reservations:\n"
    "          devices:\n"
    "            - driver: nvidia\n"
    "              count: 1\n",
)
NEAR_MISS = (
    "services:\n"
    "  web:\n"
    "    image: nginx:1.29\n"
    "    depends_on:\n"
    "      api:\n"
    "        condition: service_started\n"
    "        restart: true\n"
    "  api:\n"
    "    image: shop:1\n"
)


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each; where a key beside it is misspelt, that is the fault."""
    misspelt = {fault.line for fault in file.faults if fault.kind in ("unknown-key", "empty-key", "wrong-type")}
    for service in file.services.values():
        for name, node, key, example in _incomplete(service):
            inside = {pair[0].line for pair in node.pairs}
            if inside & misspelt:
                continue
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru=f"в `{name}` нет обязательного ключа `{key}`: Compose откажется читать файл",
                    en=f"`{name}` lacks the key `{key}`: Compose refuses the file",
                ),
                node.line,
                node.column,
                Text(ru=f"например `{key}: {example}`", en=f"such as `{key}: {example}`"),
            )


def _incomplete(service: Service) -> Iterator[tuple[str, Node, str, str]]:
    """Mappings that lack a key: their name, the node, the key and a value for it."""
    depends = service.get("depends_on")
    if depends is not None and depends.kind == "mapping":
        for name, (key, node) in depends.entries().items():
            if node.real.kind == "mapping" and node.real.get("condition") is None:
                yield name, node.real if node.real.pairs else key, "condition", "service_healthy"
    limits = service.get("ulimits")
    for name, (_, limit) in (limits.entries() if limits is not None else {}).items():
        for bound in ("soft", "hard") if limit.real.kind == "mapping" and not limit.real.tag else ():
            if limit.real.get(bound) is None:
                yield name, limit.real, bound, "65536"
    extends = service.get("extends")
    if extends is not None and extends.kind == "mapping" and extends.get("service") is None:
        yield "extends", extends, "service", "base"
    develop = service.get("develop")
    watch = develop.get("watch") if develop is not None else None
    for item in watch.items if watch is not None else ():
        for wanted, example in (("action", "sync"), ("path", "./src")):
            if item.real.kind == "mapping" and item.real.get(wanted) is None:
                yield "watch", item.real, wanted, example
    deploy = service.get("deploy")
    for level in ("resources", "reservations", "devices"):
        deploy = deploy.get(level) if deploy is not None else None
    for item in deploy.items if deploy is not None else ():
        if item.real.kind == "mapping" and item.real.get("capabilities") is None:
            yield "devices", item.real, "capabilities", "[gpu]"
