"""Which keys a compose file has, at which level, and what they take; from knowledge/reference/compose-file.json."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from bot.knowledge.entry import Text
from bot.knowledge.grammar import nearest


@dataclass(slots=True)
class Shape:
    """What may stand at a place. ``path`` as in compose-file.json: ``services.<service>.ports[].target``.

    types: object, array, string, number, integer, boolean, null; empty where anything goes.
    children: the known keys. wildcard: the shape under a key that the author names. item: of a list's items.
    values: a closed list of what a scalar may be.
    """

    path: str
    types: frozenset[str] = frozenset()
    item_types: frozenset[str] = frozenset()
    map_types: frozenset[str] = frozenset()
    children: dict[str, Shape] = field(default_factory=dict)
    wildcard: Shape | None = None
    item: Shape | None = None
    values: tuple[str, ...] = ()
    tier: int = 3
    _squeezed: dict[str, str] | None = field(default=None, repr=False)

    @property
    def squeezed(self) -> dict[str, str]:
        """The known keys by their letters without ``_``."""
        if self._squeezed is None:
            self._squeezed = {name.replace("_", ""): name for name in self.children}
        return self._squeezed

    @property
    def free(self) -> bool:
        """Whether the keys of a mapping here are the author's own."""
        return not self.children and self.wildcard is None

    def child(self, key: str) -> Shape | None:
        """The shape under a key, or None where the key is unknown or free."""
        return self.children.get(key) or self.wildcard


@dataclass(frozen=True)
class ComposeSchema:
    """The shapes from the root, and the keys of old formats with what took their place."""

    root: Shape
    legacy: dict[str, str]

    @property
    def service(self) -> Shape:
        """The shape of one service."""
        return self._part("services")

    def _part(self, name: str) -> Shape:
        wildcard = self.root.children[name].wildcard
        assert wildcard is not None  # noqa: S101 - a fact of the reference
        return wildcard

    @cached_property
    def keys(self) -> frozenset[str]:
        """Every known key, of whatever level."""
        return frozenset(self.places)

    @cached_property
    def places(self) -> dict[str, tuple[str, ...]]:
        """For every key the paths of the mappings that have it, shallow ones first."""
        places: dict[str, list[str]] = {}
        pending = [self.root]
        while pending:
            shape = pending.pop(0)
            for name, child in shape.children.items():
                places.setdefault(name, []).append(shape.path)
                pending.append(child)
            pending += [other for other in (shape.wildcard, shape.item) if other]
        return {name: tuple(paths) for name, paths in places.items()}

    def nearest(self, key: str, shape: Shape) -> str | None:
        """The known key of a place that a slip of the keyboard makes ``key``; plural, case and ``-`` are slips too."""
        plain = key.lower().replace("-", "_").replace(" ", "_")
        known = shape.children
        plural = f"{plain[:-1]}ies" if plain.endswith("y") else f"{plain}s"
        for candidate in (plain, plural, plain.rstrip("s"), plain.replace("_", "")):
            if candidate in known:
                return candidate
        return (
            shape.squeezed.get(plain.replace("_", ""))
            or (_SYNONYMS.get(plain, "") in known and _SYNONYMS[plain])
            or nearest(plain, known)
        )


#: What people write for a key of another name.
_SYNONYMS = {
    "env": "environment",
    "envs": "environment",
    "environments": "environment",
    "environment_variables": "environment",
    "envfile": "env_file",
    "cmd": "command",
    "port": "ports",
    "volume": "volumes",
    "depends": "depends_on",
    "dependson": "depends_on",
    "depend_on": "depends_on",
    "depends_one": "depends_on",
    "name": "container_name",
    "workdir": "working_dir",
    "restart_policy": "restart",
    "service": "services",
    "health_check": "healthcheck",
    "memory": "mem_limit",
    "mem": "mem_limit",
    "memory_limit": "mem_limit",
    "cpu": "cpus",
    "net": "network_mode",
    "log_driver": "logging",
    "log_opt": "logging",
    "mount": "volumes",
    "mounts": "volumes",
    "file": "dockerfile",
    "path": "context",
    "src": "source",
    "from": "source",
    "dst": "target",
    "dest": "target",
    "destination": "target",
    "to": "target",
    "host": "published",
    "host_port": "published",
    "container": "target",
    "container_port": "target",
    "ro": "read_only",
    "readonly": "read_only",
}


def place_of(path: str, service: str | None = None) -> Text:
    """A path of the reference in words, as it follows a verb: in the service `web`, inside its `build`.

    ``service`` is the one that the place is in, where that is known.
    """
    if not path:
        return Text(ru="на верхнем уровне файла", en="at the top level of the file")
    if path == "services":
        return Text(ru="среди сервисов", en="among the services")
    if path == "services.<service>":
        if service:
            return Text(ru=f"в сервисе `{service}`", en=f"in the service `{service}`")
        return Text(ru="в сервисе", en="in a service")
    name = next((part for part in reversed(path.split(".")) if not part.startswith("<")), path).removesuffix("[]")
    if service and path.startswith("services.<service>."):
        return Text(ru=f"внутри `{name}` сервиса `{service}`", en=f"inside `{name}` of the service `{service}`")
    return Text(ru=f"внутри `{name}`", en=f"inside `{name}`")


@cache
def load_schema(folder: Path) -> ComposeSchema:
    """Read the schema from knowledge/reference. Raises OSError, KeyError or ValueError on damaged facts."""
    data = json.loads((folder / "compose-file.json").read_text(encoding="utf-8"))
    root = Shape("", frozenset({"object"}))
    for attribute in data["attributes"]:
        shape = _at(root, attribute["path"])
        shape.types = frozenset(attribute["types"])
        shape.item_types = frozenset(attribute.get("item_types", ()))
        shape.map_types = frozenset(attribute.get("map_value_types", ()))
        shape.tier = int(attribute["tier"])
        if attribute["enum"]:
            shape.values = tuple(attribute["enum"])
        elif attribute["path"] in _CLOSED:
            shape.values = tuple(attribute["values"])
    legacy = {item["path"]: item["replaced_by"] for item in data["legacy_attributes"]}
    return ComposeSchema(root, legacy)


#: Paths whose recorded ``values`` are all there are.
_CLOSED = frozenset(
    {
        "services.<service>.deploy.endpoint_mode",
        "services.<service>.deploy.mode",
        "services.<service>.deploy.restart_policy.condition",
        "services.<service>.deploy.rollback_config.failure_action",
        "services.<service>.deploy.update_config.failure_action",
        "services.<service>.ports[].mode",
        "services.<service>.volumes[].bind.propagation",
    }
)


def _at(root: Shape, path: str) -> Shape:
    shape = root
    walked = ""
    for segment in path.split("."):
        name = segment.removesuffix("[]")
        walked = f"{walked}.{name}" if walked else name
        if name.startswith("<"):
            if shape.wildcard is None:
                shape.wildcard = Shape(walked, frozenset({"object", "null"}))
            shape = shape.wildcard
        else:
            shape = shape.children.setdefault(name, Shape(walked))
        if segment.endswith("[]"):
            walked += "[]"
            if shape.item is None:
                shape.item = Shape(walked)
            shape = shape.item
    return shape
