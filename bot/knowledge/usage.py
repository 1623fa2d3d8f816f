"""What the grammar leaves out: arguments of commands, values of options, and what old tutorials use and Docker lost.

Read from knowledge/reference/docker-cli.json and compose-cli.json (``args``, ``values``, ``removed_commands``,
``removed_options``, ``removed_in_v2``, ``v1_only``, ``plugins``); its README names the sources.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

_SLOT = re.compile(r"(?:\[[^\]\[]*(?:\[[^\]]*\])?[^\]\[]*\]|[^\s\[])+")


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for an argument as the reference names it: CONTAINER, IMAGE[:TAG], [COMMAND], SERVICE..."""

    name: str
    required: bool
    repeated: bool


@dataclass(frozen=True, slots=True)
class Removal:
    """A command or an option that current releases lack: since when, and what took its place (None: nothing)."""

    name: str
    removed_in: str | None
    replaced_by: str | None


@dataclass(frozen=True, slots=True)
class Usage:
    """Look-ups by canonical command path; immutable."""

    slots: Mapping[str, tuple[Slot, ...]]
    values: Mapping[tuple[str, str], tuple[str, ...]]
    removed_commands: Mapping[str, Removal]
    removed_options: Mapping[tuple[str, str], Removal]
    plugins: Mapping[str, tuple[str, ...]]

    def arguments(self, path: str) -> tuple[Slot, ...]:
        """The arguments that a command takes, in order; empty where it takes none or none are recorded."""
        return self.slots.get(path, ())

    def allowed(self, path: str, option: str) -> tuple[str, ...]:
        """The values that an option takes, where they are a closed or usual list."""
        return self.values.get((path, option), ())


def slots(arguments: str) -> tuple[Slot, ...]:
    """Take apart a usage line: ``CONTAINER COMMAND [ARG...]`` has two required places and one repeated."""
    found: list[Slot] = []
    for match in _SLOT.finditer(arguments.replace(" | ", "|")):
        word = match[0]
        optional = word.startswith("[") and word.endswith("]") and word.count("[") <= word.count("]")
        repeated = "..." in word
        name = word.strip("[]").replace("...", "") if optional else word.replace("...", "")
        if found and repeated and optional and name.split("[")[0] == found[-1].name.split("[")[0]:
            found[-1] = Slot(found[-1].name, found[-1].required, repeated=True)
        else:
            found.append(Slot(name if name.endswith("]") else name.split("[")[0], not optional, repeated))
    return tuple(found)


def load_usage(folder: Path) -> Usage:
    """Read the facts from knowledge/reference. Raises OSError, KeyError or ValueError on damaged facts."""
    docker = json.loads((folder / "docker-cli.json").read_text(encoding="utf-8"))
    compose = json.loads((folder / "compose-cli.json").read_text(encoding="utf-8"))
    places: dict[str, tuple[Slot, ...]] = {}
    values: dict[tuple[str, str], tuple[str, ...]] = {}
    for command in (*docker["commands"], *compose["commands"]):
        path = " ".join(command["path"])
        places[path] = slots(command["args"])
        for option in command["options"]:
            if option.get("values"):
                values[path, option["name"]] = tuple(map(str, option["values"]))
    return Usage(
        slots=MappingProxyType(places),
        values=MappingProxyType(values),
        removed_commands=MappingProxyType(_removed_commands(docker, compose)),
        removed_options=MappingProxyType(_removed_options(docker, compose)),
        plugins=MappingProxyType({item["name"]: tuple(item["subcommands"]) for item in docker["plugins"]}),
    )


def _removed_commands(docker: Mapping[str, Any], compose: Mapping[str, Any]) -> dict[str, Removal]:
    removed: dict[str, Removal] = {}
    for item in docker["removed_commands"]:
        path = " ".join(item["path"])
        removed[path] = Removal(path, item["removed_in"], item.get("replaced_by"))
    for item in compose["removed_in_v2"]:
        if item["name"] is None:
            path = item["command"]
            removed[path] = Removal(path, item.get("removed_in") or item["last_seen"], item["replaced_by"])
    for item in compose["v1_only"]["commands"]:
        path = f"docker compose {item['name']}"
        removed[path] = Removal(path, "v1", item["replaced_by"])
    return removed


def _removed_options(docker: Mapping[str, Any], compose: Mapping[str, Any]) -> dict[tuple[str, str], Removal]:
    removed: dict[tuple[str, str], Removal] = {}
    for item in docker["removed_options"]:
        path = {"docker image build": "docker buildx build"}.get(item["command"], item["command"])
        removed[path, item["name"]] = Removal(item["name"], item["removed_in"], item["replaced_by"])
    for item in compose["removed_in_v2"]:
        if item["name"] is not None:
            key = (item["command"], item["name"])
            removed[key] = Removal(item["name"], item["last_seen"], item["replaced_by"])
    for item in compose["v1_only"]["options"]:
        path = f"docker compose {item['command']}" if item["command"] else "docker compose"
        removal = Removal(item["name"], "v1", item["replaced_by"])
        removed[path, item["name"]] = removal
        if item["short"]:
            removed[path, item["short"]] = removal
    return removed
