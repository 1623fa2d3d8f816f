"""A real key at the wrong level."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypedDict

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.compose_schema import place_of
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._compose_lines import shifted
from bot.pasted.yaml_faults import YamlFault
from bot.pasted.yaml_nodes import last_line

ID = "misplaced-key"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = (
    ("services:\n  web:\n    image: nginx:1.29\n    db:\n      image: postgres:18\n"),
    ('services:\n  web:\n    image: nginx:1.29\nports:\n  - "8080:80"\n'),
    ("services:\n  web:\n    image: nginx:1.29\n    deploy:\n      restart: always\n"),
)
NEAR_MISS = "services:\n  web:\n    image: nginx:1.29\nvolumes:\n  data:\n"


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for fault in file.faults_of(ID):
        name, path, place = fault.detail.split("|")
        service = file.service_at(fault.line)
        here, there = place_of(path, service), place_of(place, service if path.startswith(place) else None)
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"`{name}` стоит не на своём месте: {here.ru} такого ключа нет",
                en=f"`{name}` stands in the wrong place: there is no such key {here.en}",
            ),
            fault.line,
            fault.column,
            Text(ru=f"ему место {there.ru}", en=f"it belongs {there.en}"),
            **_moved(file, fault),
        )


class _Mend(TypedDict, total=False):
    fixed: str
    replaces: tuple[int, int]


def _moved(file: ComposeFile, fault: YamlFault) -> _Mend:
    """A section among the services moved to the margin; a service's key at the margin moved into the last service."""
    name, path, place = fault.detail.split("|")
    if path == "services" and not place and name in file.service_nodes:
        key, node = file.service_nodes[name]
        by = 1 - key.column
    elif path == "services.<service>" and place == "services":
        owner = file.service_at(fault.line)
        entry = file.services[owner].node.entries().get(name) if owner in file.services else None
        if owner is None or entry is None or entry[0].line != fault.line:
            return {}
        key, node = entry
        last = last_line(node, key.line)
        if last != last_line(file.services[owner].node, key.line):
            return {}  # keys of the service above stand below it
        by = file.services[owner].key.column - key.column
    elif not path and place == "services.<service>" and file.root is not None:
        found = file.root.entries().get(name)
        if found is None or found[0].line != fault.line:
            return {}  # of another document
        key, node = found
        before = [entry for entry, _ in file.root.pairs if entry.line < key.line]
        service = list(file.services.values())[-1:]
        if not service or not before or not service[0].node.pairs or name in service[0].entries:
            return {}
        if (
            before[-1].value not in ("services", *file.schema.service.children, *file.service_nodes)
            or not service[0].node.block
        ):
            return {}
        by = service[0].node.pairs[0][0].column - key.column
    else:
        return {}
    last = last_line(node, key.line)
    if key.line != fault.line or not by:
        return {}
    return {"fixed": shifted(file, key.line, last, by), "replaces": (key.line, last)}
