"""A limit of memory below Docker's least: mostly a forgotten letter."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile, Service
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._compose_lines import with_value
from bot.pasted.values.size import LEAST_MEMORY, parse_size
from bot.pasted.yaml_nodes import Node

ID = "service-memory-too-small"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = (
    "services:\n  web:\n    image: nginx:1.29\n    mem_limit: 512\n",
    "services:\n  web:\n    image: nginx:1.29\n    deploy:\n      resources:\n"
    "        limits:\n          memory: 512k\n",
)
NEAR_MISS = "services:\n  web:\n    image: nginx:1.29\n    mem_limit: 512m\n    mem_reservation: 0\n"


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for service in file.services.values():
        for name, node in _limits(service):
            size = parse_size(node.value)
            if size is None or not 0 < size < LEAST_MEMORY:
                continue
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru=f"`{name}: {node.value}` — меньше 6 МиБ, Docker откажет; число без буквы — это байты",
                    en=f"`{name}: {node.value}` is below 6 MiB, Docker refuses; without a letter it means bytes",
                ),
                node.line,
                node.column,
                Text(ru="добавьте букву: 512m, 1g", en="add a letter: 512m, 1g"),
                fixed=with_value(file.line(node.line), node.column, node.value, f"{node.value}m")
                if node.value.isdigit() and int(node.value) >= LEAST_MEMORY >> 20
                else None,
            )


def _limits(service: Service) -> Iterator[tuple[str, Node]]:
    """The limits of a service's memory with their keys."""
    resources = service.get("deploy")
    resources = resources.get("resources") if resources is not None else None
    limits = resources.get("limits") if resources is not None else None
    memory = limits.get("memory") if limits is not None else None
    for name, node in (("mem_limit", service.get("mem_limit")), ("memory", memory)):
        if node is not None and node.kind == "scalar":
            yield name, node
