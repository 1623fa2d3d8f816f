"""Services that wait for each other."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "dependency-cycle"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = (
    "services:\n  a:\n    image: nginx:1.29\n    depends_on: [b]\n  b:\n    image: nginx:1.29\n    depends_on: [a]\n"
)
NEAR_MISS = (
    "services:\n"
    "  a:\n"
    "    image: nginx:1.29\n"
    "    depends_on: [b, c]\n"
    "  b:\n"
    "    image: nginx:1.29\n"
    "    depends_on: [c]\n"
    "  c:\n"
    "    image: nginx:1.29\n"
)


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for the first circle."""
    graph = {name: list(service.dependencies) for name, service in file.services.items()}
    done: set[str] = set()
    for start in graph:
        path: list[str] = []
        pending = [(start, 0)]
        while pending:
            name, depth = pending.pop()
            del path[depth:]
            if name in path:
                cycle = [*path[path.index(name) :], name]
                node = file.services[cycle[0]].key_node("depends_on") or file.services[cycle[0]].key
                chain = " → ".join(cycle[:12])
                yield Remark(
                    ID,
                    SEVERITY,
                    Text(ru=f"сервисы ждут друг друга: {chain}", en=f"services wait for each other: {chain}")
                    if len(cycle) > 2
                    else Text(ru=f"`{name}` ждёт сам себя", en=f"`{name}` waits for itself"),
                    node.line,
                    node.column,
                    Text(
                        ru="разорвите круг: уберите одно `depends_on`",
                        en="break the circle: take one `depends_on` away",
                    ),
                )
                return
            if name in done or name not in graph:
                continue
            path.append(name)
            done.add(name)
            pending += [(other, depth + 1) for other in reversed(graph[name])]
