"""Read a paste as a compose file: its YAML, mended where that can be, its shape, and the services in it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from bot.pasted.compose_file import ComposeFile
from bot.pasted.compose_indentation import indented
from bot.pasted.compose_schema import ComposeSchema, load_schema
from bot.pasted.compose_shape import MAX_FAULTS, service_faults, shape_faults, strayed_list
from bot.pasted.yaml_faults import YamlFault, read_pasted
from bot.pasted.yaml_nodes import Node

#: Keys that only a service has: one of them makes a mapping a service.
_TELLING = frozenset(
    {
        "image",
        "build",
        "ports",
        "environment",
        "depends_on",
        "container_name",
        "command",
        "env_file",
        "healthcheck",
        "extends",
    }
)


def read_compose(text: str, reference: Path, name: str | None = None) -> ComposeFile:
    """Read a paste; ``reference`` is the folder of compose-file.json, ``name`` the document's. Never raises, linear."""
    schema = load_schema(reference)
    pasted = read_pasted(text, schema.keys, lambda lines: indented(lines, schema))
    file = ComposeFile(pasted, schema, name)
    faults = list(pasted.faults)
    if file.untold:
        file.faults = [fault for fault in faults if fault.kind not in ("yaml-error", "broken-indentation")]
        return file
    faults += (
        YamlFault("unsafe-tag" if "python" in (node.tag or "") else "unknown-tag", node.line, node.column, _tag(node))
        for node in pasted.document.tags
    )
    root = pasted.document.root
    if file.root is not None:
        faults += islice(_shape(file, file.root, schema), MAX_FAULTS)
        for other in pasted.document.others:
            faults += islice(shape_faults(other, schema), MAX_FAULTS)
    elif pasted.document.error is None and root is not None and not root.is_null:
        faults.append(YamlFault("wrong-type", root.line, root.column, f"|mapping|{root.kind}|{root.value[:40]}"))
    nowhere = {fault.line for fault in faults if fault.kind == "unknown-anchor"}
    # What an alias that leads nowhere stands for cannot be judged.
    faults = [fault for fault in faults if fault.line not in nowhere or fault.kind == "unknown-anchor"]
    order = {id(fault): index for index, fault in enumerate(faults)}
    file.faults = sorted(dict.fromkeys(faults), key=lambda fault: (fault.line, fault.column, order[id(fault)]))
    return file


def _tag(node: Node) -> str:
    return (node.tag or "").replace("tag:yaml.org,2002:", "!!")[:80]


def _shape(file: ComposeFile, root: Node, schema: ComposeSchema) -> Iterator[YamlFault]:
    """The faults of the shape; finds out whether only services, or only one service, were pasted."""
    entries = root.entries()
    if "services" not in entries:
        bodies = {
            name: pair
            for name, pair in entries.items()
            if pair[1].real.kind == "mapping"
            and _TELLING & pair[1].real.entries().keys()
            and (name not in schema.root.children)
        }
        rest = {
            name: pair
            for name, pair in entries.items()
            if name not in bodies and name not in schema.root.children and not name.startswith("x-")
        }
        near = next((name for name in rest if schema.nearest(name, schema.root) == "services"), None)
        strayed = rest and not set(rest) - schema.service.children.keys()
        if bodies and (not rest or strayed):
            file.known_services, file.wrapped = bodies, True
            key = next(iter(bodies.values()))[0]
            yield YamlFault("no-services-key", key.line, key.column, key.value)
            yield from service_faults(bodies, schema)
            yield from (fault for fault in shape_faults(root, schema) if fault.kind == "duplicate-key")
            for name, (key, value) in entries.items():
                if name in rest or (name in schema.root.children and strayed_list(key, value, schema)):
                    yield YamlFault("misplaced-key", key.line, key.column, f"{name}||services.<service>")
            return
        if (near is None and rest and "image" in entries) or ("build" in entries and rest):
            own = {name: pair for name, pair in entries.items() if name in schema.service.children}
            if own and len(own) >= len(entries) - 1:
                file.known_services, file.wrapped = {"service": (root, root)}, True
                yield YamlFault("no-services-key", root.line, root.column, "")
                yield from service_faults(file.known_services, schema)
                return
        if near is not None and rest[near][1].real.kind == "mapping":
            file.known_services = rest[near][1].real.entries()
            yield from shape_faults(root, schema)
            yield from service_faults(file.known_services, schema)
            return
        if near is not None and rest[near][1].real.is_null:
            file.known_services = {}
    yield from shape_faults(root, schema)
