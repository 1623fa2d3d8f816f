"""A service that another one names and that is not in the file."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.knowledge.grammar import nearest
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._compose_lines import renamed

ID = "undefined-service"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = (
    ("services:\n  web:\n    image: nginx:1.29\n    depends_on: [database]\n  db:\n    image: postgres:18\n"),
    (
        "services:\n"
        "  web:\n"
        "    image: nginx:1.29\n"
        "    depends_on:\n"
        "      bd:\n"
        "        condition: service_started\n"
        "  db:\n"
        "    image: postgres:18\n"
    ),
    ("services:\n  web:\n    image: nginx:1.29\n    network_mode: service:vpn\n"),
)
NEAR_MISS = (
    ("services:\n  web:\n    image: nginx:1.29\n    links: [db]\n  db:\n    image: postgres:18\n"),
    (
        "services:\n"
        "  web:\n"
        "    image: nginx:1.29\n"
        "    links: [db]\n"
        "  db:\n"
        "    image: postgres:18\n"
        "    profiles: [full]\n"
    ),
)


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    if file.may_lack("services"):
        return
    for reference in file.references():
        if reference.kind != "service" or reference.name in file.service_nodes or "$" in reference.name:
            continue
        near = nearest(reference.name, file.service_nodes)
        names = ", ".join(f"`{name}`" for name in list(file.service_nodes)[:10])
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"`{reference.where}` называет сервис `{reference.name}`, а такого в файле нет",
                en=f"`{reference.where}` names the service `{reference.name}`, which is not in the file",
            ),
            reference.node.line,
            reference.node.column,
            Text(
                ru=f"похоже на `{near}`" if near else f"в файле есть: {names}",
                en=f"`{near}` is near" if near else f"the file has: {names}",
            ),
            fixed=renamed(file, reference, near),
        )
