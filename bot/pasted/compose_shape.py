"""Hold a compose file's nodes against compose-file.json: unknown keys, wrong types and values, duplicates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from bot.knowledge.grammar import nearest
from bot.pasted.compose_schema import ComposeSchema, Shape
from bot.pasted.values.duration import parse_duration
from bot.pasted.values.size import parse_size
from bot.pasted.yaml_faults import YamlFault
from bot.pasted.yaml_nodes import KNOWN_TAGS, MAX_DEPTH, Node, last_line

#: Faults of one mapping and of one document that are noted; a reader is shown far fewer.
MAX_FAULTS = 300
_RESTART = re.compile(r"no|always|unless-stopped|on-failure(?::\d{1,9})?")
_PULL = re.compile(r"always|never|build|if_not_present|missing|refresh|daily|weekly|every_(?:\d{1,9}[wdhms]){1,6}")
_DAYS = re.compile(r"(?:\d{1,9}[wd]){1,2}")
_DURATIONS = frozenset(
    {"interval", "timeout", "start_period", "start_interval", "stop_grace_period", "delay", "window", "monitor"}
)
_SIZES = frozenset({"mem_limit", "mem_reservation", "memswap_limit", "shm_size", "memory", "size"})
#: Keys that Compose takes as a string as well, if a whole number stands in it.
_WHOLE_NUMBERS = frozenset({"retries", "replicas", "scale", "pids_limit", "cpu_shares", "max_attempts", "parallelism"})
#: Types of a single value.
_SCALARS = frozenset({"string", "integer", "number", "boolean"})
_GLUED = re.compile(r"[A-Za-z_][\w-]{0,60}:[^\s/\\]")
_VARIABLE = re.compile(r"[A-Z_][A-Z0-9_]{1,80}")


def shape_faults(root: Node, schema: ComposeSchema) -> Iterator[YamlFault]:
    """Yield the faults of a whole document, in no particular order."""
    yield from _Check(schema).node(root, schema.root, 0)


def service_faults(services: dict[str, tuple[Node, Node]], schema: ComposeSchema) -> Iterator[YamlFault]:
    """Yield the faults of services that were pasted without the key above them."""
    check = _Check(schema)
    for _, node in services.values():
        yield from check.node(node, schema.service, 0)


class _Check:
    """One walk; a mapping that aliases share is judged once."""

    def __init__(self, schema: ComposeSchema) -> None:
        self.schema = schema
        self.seen: set[tuple[int, str]] = set()

    def node(self, node: Node, shape: Shape, depth: int) -> Iterator[YamlFault]:
        node = node.real
        if depth > MAX_DEPTH or (id(node), shape.path) in self.seen:
            return
        self.seen.add((id(node), shape.path))
        if node.tag in ("!reset", "!override") or (node.tag and node.tag not in KNOWN_TAGS):
            return
        if node.kind == "scalar":
            yield from self._scalar(node, shape)
        elif node.kind == "sequence":
            yield from self._sequence(node, shape, depth)
        else:
            yield from self._mapping(node, shape, depth)

    # -- mappings ---------------------------------------------------------------------

    def _mapping(self, node: Node, shape: Shape, depth: int) -> Iterator[YamlFault]:
        if shape.types and "object" not in shape.types:
            yield _type_fault(node, shape, "mapping")
            return
        faults = list(islice(self._pairs(node, shape, depth), MAX_FAULTS))
        moved = {fault.detail.partition("|")[0] for fault in faults if fault.kind == "content-not-indented"}
        if not moved:
            yield from _duplicates(node)  # else a key of another service, at the wrong level
        empty = ("empty-key", "empty-service")
        yield from (fault for fault in faults if fault.kind not in empty or fault.detail not in moved)

    def _pairs(self, node: Node, shape: Shape, depth: int) -> Iterator[YamlFault]:
        previous: tuple[Node, Node] | None = None
        outside: YamlFault | None = None  # of keys that belong under the one before them
        for key, value in node.pairs:
            if key.kind != "scalar":
                yield YamlFault("wrong-type", key.line, key.column, f"{shape.path}|key|")
                continue
            if key.value == "<<" and key.plain:
                for merged in value.real.items if value.real.kind == "sequence" else [value]:
                    if merged.real.kind == "mapping":
                        yield from self.node(merged, shape, depth + 1)
                    else:
                        yield YamlFault("merge-without-alias", merged.line, merged.column, merged.real.value[:60])
                continue
            if key.value.startswith("x-"):
                continue
            header = shape.path == "services" and value.real.is_null and key.value not in self.schema.service.children
            if (
                outside
                and not header
                and key.value not in shape.children
                and (self.schema.nearest(key.value, shape) is None or _VARIABLE.fullmatch(key.value))
            ):
                outside = replace(outside, detail=f"{outside.detail.rpartition('|')[0]}|{last_line(value, key.line)}")
                continue
            if outside:
                yield outside
            outside = None
            for fault in self._entry(key, value, shape, previous, depth):
                if fault.kind == "content-not-indented" and (fault.line, fault.column) == (key.line, key.column):
                    outside = replace(fault, detail=f"{fault.detail}|{last_line(value, key.line)}")
                else:
                    yield fault
            previous = (key, value)
        if outside:
            yield outside

    def _entry(
        self, key: Node, value: Node, shape: Shape, previous: tuple[Node, Node] | None, depth: int
    ) -> Iterator[YamlFault]:
        child = shape.children.get(key.value)
        if child is None and shape.children:
            if shape.path == "services.<service>" and {"image", "build"} & value.real.entries().keys():
                yield YamlFault("misplaced-key", key.line, key.column, f"{key.value}|services.<service>|services")
                return
            yield self._unknown(key, shape, previous)
            return
        if child is None:
            child = shape.wildcard
        if child is None:
            if shape.map_types and value.real.kind == "mapping" and "object" not in shape.map_types:
                yield YamlFault("wrong-type", key.line, key.column, f"{shape.path}.{key.value}|scalar|mapping")
            elif shape.map_types and value.real.kind == "sequence" and "array" not in shape.map_types:
                yield YamlFault("wrong-type", key.line, key.column, f"{shape.path}.{key.value}|scalar|sequence")
            return
        if child.path == "services.<service>" and value.real.kind != "mapping":
            yield self._no_service(key, value, previous)
            return
        if child.path == "services.<service>" and key.value in self.schema.root.children and _is_section(value, child):
            yield YamlFault("misplaced-key", key.line, key.column, f"{key.value}|services|")
            return
        if value.real.is_null and not value.real.tag:
            allowed = shape.map_types if child is shape.wildcard and shape.map_types else child.types
            if allowed and "null" not in allowed and child.path != "services":
                yield YamlFault("empty-key", key.line, key.column, key.value)
            return
        if child is shape.wildcard and value.real.kind == "scalar" and shape.map_types & {"integer", "string"}:
            return
        if child.path.endswith("build.args") and value.real.kind == "scalar" and "$" not in value.real.value:
            yield _scalar_fault(value.real, child)
        if child.path.endswith("build.args") or not child.path:
            return
        if not shape.path and strayed_list(key, value, self.schema):
            yield YamlFault("misplaced-key", key.line, key.column, f"{key.value}||services.<service>")
            return
        yield from self.node(value, child, depth + 1)

    def _no_service(self, key: Node, value: Node, previous: tuple[Node, Node] | None) -> YamlFault:
        known = key.value in self.schema.service.children
        real = value.real
        if known and previous is not None and previous[1].real.is_null and previous[0].column == key.column:
            return YamlFault("content-not-indented", key.line, key.column, f"{previous[0].value}|{key.value}")
        if known:
            return YamlFault("misplaced-key", key.line, key.column, f"{key.value}|services|services.<service>")
        if real.kind == "scalar" and _GLUED.match(real.value):
            return YamlFault("no-space-after-colon", real.line, real.column + real.value.index(":") + 1, real.value)
        if real.is_null:
            return YamlFault("empty-service", key.line, key.column, key.value)
        return YamlFault("wrong-type", key.line, key.column, f"services.{key.value}|mapping|{real.kind}")

    def _unknown(self, key: Node, shape: Shape, previous: tuple[Node, Node] | None) -> YamlFault:
        """What an unknown key is: content that lost its indentation, a key of another level, or a slip."""
        if previous is not None and previous[1].real.is_null and previous[0].column == key.column:
            above = shape.children.get(previous[0].value)
            if (
                above is not None
                and "object" in above.types
                and (above.free or key.value in above.children or above.wildcard)
            ):
                return YamlFault("content-not-indented", key.line, key.column, f"{previous[0].value}|{key.value}")
        name = key.value
        places = self.schema.places.get(name, ())
        if legacy := self.schema.legacy.get(f"{shape.path}.{name}"):
            return YamlFault("unknown-key", key.line, key.column, f"{name}|{shape.path}||{legacy}")
        near = self.schema.nearest(name, shape)
        if ":" in name and (glued := name.partition(":")[0]) in shape.children:
            return YamlFault("no-space-after-colon", key.line, key.column + len(glued), name)
        if places and not near:
            place = next((place for place in places if place == "services.<service>"), places[0])
            return YamlFault("misplaced-key", key.line, key.column, f"{name}|{shape.path}|{place}")
        if near is None and shape.path == "services.<service>" and _VARIABLE.fullmatch(name):
            return YamlFault("misplaced-key", key.line, key.column, f"{name}|{shape.path}|environment")
        return YamlFault("unknown-key", key.line, key.column, f"{name}|{shape.path}|{near or ''}|")

    # -- lists ------------------------------------------------------------------------

    def _sequence(self, node: Node, shape: Shape, depth: int) -> Iterator[YamlFault]:
        if shape.types and "array" not in shape.types:
            yield _type_fault(node, shape, "sequence")
            return
        seen: dict[str, Node] = {}
        for item in node.items:
            real = item.real
            if real.kind == "scalar":
                section = shape.path.rsplit(".", 1)[-1]
                name = real.value.partition("=")[0] if section == "environment" else real.value.replace("|", "¦")
                if section in _UNIQUE and name in seen and not real.is_null:
                    detail = f"{section}|{name[:80]}|{seen[name].line}"
                    yield YamlFault("duplicate-item", real.line, real.column, detail)
                seen.setdefault(name, real)
                if shape.item_types and not _fits(real, shape.item_types):
                    yield YamlFault(
                        "wrong-type",
                        real.line,
                        real.column,
                        f"{shape.path}[]|string|{real.scalar_type}|{real.value[:40]}",
                    )
                elif (
                    shape.path in _ASSIGNMENTS
                    and "=" not in real.value
                    and re.match(r"[A-Za-z_][\w.-]{0,80}:", real.value)
                ):
                    yield YamlFault("colon-in-list-item", real.line, real.column, real.value.partition(":")[0])
            elif real.kind == "mapping" and shape.item_types and "object" not in shape.item_types:
                first = real.pairs[0][0].value if real.pairs else ""
                if shape.path in _ASSIGNMENTS and "=" in first and len(real.pairs) == 1:
                    yield YamlFault("colon-in-value", real.line, real.column, first)
                    continue
                kind = "list-and-mapping-mixed" if shape.path in _ASSIGNMENTS else "wrong-type"
                detail = first if kind != "wrong-type" else f"{shape.path}[]|string|mapping|{first[:40]}"
                yield YamlFault(kind, real.line, real.column, detail)
            elif real.kind == "sequence" and shape.item_types and "array" not in shape.item_types:
                yield YamlFault("wrong-type", real.line, real.column, f"{shape.path}[]|string|sequence|")
            elif real.kind == "mapping" and shape.item is not None and _is_split_pair(real, shape.item):
                key, value = real.pairs[0]
                yield YamlFault("item-read-as-key", key.line, key.column, f"{key.value}|{value.real.value}")
            elif real.kind == "mapping" and shape.item is not None:
                yield from self.node(real, shape.item, depth + 1)

    # -- scalars ----------------------------------------------------------------------

    def _scalar(self, node: Node, shape: Shape) -> Iterator[YamlFault]:
        value = node.value
        types = shape.types
        if types and not types & _SCALARS and value and not node.is_null:
            yield _scalar_fault(node, shape)  # whatever a variable in it holds: Compose reads no list out of it
            return
        if "$" in value or node.is_null:
            return
        if types and not _fits(node, types):
            yield _scalar_fault(node, shape)
            return
        name = shape.path.rsplit(".", 1)[-1]
        if name in _WHOLE_NUMBERS and not re.fullmatch(r"-?\d{1,18}", value):
            yield YamlFault("wrong-type", node.line, node.column, f"{shape.path}|integer|string|{value[:40]}")
            return
        if (near := _slip(shape, name, node)) is not None:
            yield YamlFault("unknown-value", node.line, node.column, f"{name}|{value[:60]}|{near}")
            return
        if name == "cpus" and not re.fullmatch(r"\d{0,9}\.?\d{1,9}", value):
            yield YamlFault("wrong-type", node.line, node.column, f"{shape.path}|number|string|{value[:40]}")
            return
        closed = shape.values
        if closed and value not in closed:
            yield YamlFault("unknown-value", node.line, node.column, f"{name}|{value[:60]}|{', '.join(closed)}")
        elif name == "restart" and "boolean" not in types and not _RESTART.fullmatch(value):
            yield YamlFault(
                "unknown-value",
                node.line,
                node.column,
                f"{name}|{value[:60]}|no, always, unless-stopped, on-failure[:N]",
            )
        elif name == "pull_policy" and not _PULL.fullmatch(value):
            yield YamlFault(
                "unknown-value",
                node.line,
                node.column,
                f"{name}|{value[:60]}|always, missing, never, build, daily, weekly, every_12h",
            )
        elif name in _DURATIONS and "string" in types and value != "0":
            if parse_duration(value) is None and not _DAYS.fullmatch(value):
                yield YamlFault("wrong-duration", node.line, node.column, f"{name}|{value[:60]}")
        elif name in _SIZES and _is_no_size(value):
            yield YamlFault("wrong-size", node.line, node.column, f"{name}|{value[:60]}")


#: Lists in which an item may stand once.
_UNIQUE = frozenset(
    {
        "ports",
        "volumes",
        "depends_on",
        "networks",
        "cap_add",
        "cap_drop",
        "expose",
        "secrets",
        "configs",
        "devices",
        "dns",
        "profiles",
        "environment",
        "extra_hosts",
        "security_opt",
    }
)
#: Lists of ``NAME=VALUE``.
_ASSIGNMENTS = frozenset(
    {
        "services.<service>.environment",
        "services.<service>.labels",
        "services.<service>.build.args",
        "services.<service>.build.labels",
        "services.<service>.deploy.labels",
        "services.<service>.sysctls",
    }
)


#: Drivers that come with Docker, by the end of the path that names one.
_DRIVERS = {
    "networks.<network>.driver": ("bridge", "overlay", "macvlan", "ipvlan", "host", "none"),
    "volumes.<volume>.driver": ("local",),
    "services.<service>.logging.driver": (
        "json-file", "local", "journald", "syslog", "gelf", "fluentd", "awslogs", "splunk", "gcplogs", "none",
    ),
}  # fmt: skip


def _slip(shape: Shape, name: str, node: Node) -> str | None:
    """The known values, where the value is a slip of one: of true or false, of a driver; a plugin's name is none."""
    value = node.value
    if "boolean" in shape.types and node.scalar_type == "string" and name != "provenance":
        slip = shape.path in _SWITCHES or nearest(value.lower(), ("true", "false"))
        return "true, false" if value not in _TRUTHS and slip else None
    known = _DRIVERS.get(shape.path, ())
    return ", ".join(known) if value not in known and nearest(value, known) else None


#: Keys that hold a truth value and nothing else.
_SWITCHES = frozenset(
    f"services.<service>.{name}"
    for name in ("init", "tty", "stdin_open", "privileged", "read_only", "oom_kill_disable", "use_api_socket")
)
#: Words that Compose takes for true or false.
_TRUTHS = frozenset({"true", "True", "TRUE", "false", "False", "FALSE", "yes", "no", "on", "off", "y", "n"})


def _is_split_pair(item: Node, shape: Shape) -> bool:
    """Whether an item is ``./site: /srv``, a pair that a blank behind its colon made a key and a value."""
    if len(item.pairs) != 1 or item.pairs[0][1].real.kind != "scalar" or item.pairs[0][0].value in shape.children:
        return False
    if nearest(item.pairs[0][0].value, shape.children):
        return False  # a key that is misspelt
    key, value = item.pairs[0]
    return key.kind == "scalar" and bool(re.match(r"[./~$\d]", key.value) or re.match(r"[./~$\d]", value.real.value))


def strayed_list(key: Node, value: Node, schema: ComposeSchema) -> bool:
    """Whether ``volumes:`` or ``secrets:`` at the margin holds what belongs to a service, such as ``- ./site:/srv``."""
    if key.value not in schema.service.children or value.real.kind != "sequence":
        return False
    return any(re.search(r"[:/]", item.value) for item in value.real.scalars())


def _is_section(value: Node, service: Shape) -> bool:
    """Whether a mapping among the services is the file's ``volumes:`` or ``networks:``, and no service of that name."""
    return not any(name in service.children or name in ("<<", "x-") for name in value.real.entries())


def _is_no_size(value: str) -> bool:
    """Whether it is no size; ``512Mi`` is one to Kubernetes, not to Compose."""
    if value.lstrip("-").isdigit():
        return False
    return parse_size(value) is None or re.search(r"\d\s?[kmgtp]i$", value, re.IGNORECASE) is not None


def _duplicates(node: Node) -> Iterator[YamlFault]:
    seen: dict[str, Node] = {}
    for key, _ in node.pairs:
        if key.kind == "scalar" and key.value in seen:
            yield YamlFault("duplicate-key", key.line, key.column, f"{key.value}|{seen[key.value].line}")
        elif key.kind == "scalar":
            seen[key.value] = key


def _fits(node: Node, types: frozenset[str]) -> bool:
    kind = node.scalar_type
    return (
        kind in types
        or (kind == "integer" and "number" in types)
        or (kind == "null" and bool(types & {"null"}))
        or "$" in node.value
    )


def _type_fault(node: Node, shape: Shape, got: str) -> YamlFault:
    wanted = "mapping" if "object" in shape.types else "sequence" if "array" in shape.types else "scalar"
    if "object" in shape.types and "array" in shape.types:
        wanted = "either"
    return YamlFault("wrong-type", node.line, node.column, f"{shape.path}|{wanted}|{got}|")


def _scalar_fault(node: Node, shape: Shape) -> YamlFault:
    value = node.value
    name = shape.path.rsplit(".", 1)[-1]
    if node.scalar_type in ("integer", "number") and name in _DURATIONS:
        return YamlFault("wrong-duration", node.line, node.column, f"{name}|{value[:60]}")
    if shape.types & {"object", "array"} and not shape.types & {"string"}:
        if "array" in shape.types and node.plain and re.match(r"-\S", value):
            return YamlFault("no-space-after-dash", node.line, node.column, value[:60])
        if "object" in shape.types and _GLUED.match(value):
            return YamlFault("no-space-after-colon", node.line, node.column + value.index(":") + 1, value[:60])
    wanted = (
        "sequence"
        if "array" in shape.types and "object" not in shape.types
        else "either"
        if "array" in shape.types
        else "mapping"
        if "object" in shape.types
        else "boolean"
        if "boolean" in shape.types and "string" not in shape.types
        else "integer"
        if "integer" in shape.types and "string" not in shape.types
        else "string"
    )
    return YamlFault("wrong-type", node.line, node.column, f"{shape.path}|{wanted}|{node.scalar_type}|{value[:40]}")
