"""What a command, an option, a compose key or an instruction means in a few words, in both languages.

Read from knowledge/reference/glosses/: ``docker-cli.yaml``, ``compose-cli.yaml``, ``dockerfile.yaml``,
``compose-file.yaml``, and ``shell.yaml`` (the programs, signs and variables that stand around docker
commands). A file, a key or a language that is missing is no fault here: the gloss is None.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bot.knowledge.entry import Text
from bot.knowledge.source import read_data

_NOTHING: Mapping[str, Text] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Gloss:
    """A gloss of its own (or none) and those of the parts under it: options, flags, mount options."""

    text: Text | None
    parts: Mapping[str, Text] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True)
class Glosses:
    """All glosses; immutable. Every look-up gives a Text, or None where nothing is written."""

    commands: Mapping[str, Gloss]
    instructions: Mapping[str, Gloss]
    keys: Mapping[str, Text]
    programs: Mapping[str, Text]
    operators: Mapping[str, Text]
    variables: Mapping[str, Text]
    plugins: Mapping[str, Text]
    aliases: Mapping[str, str]
    #: option name -> gloss, of whichever command has it first; compose's own apart
    shared: Mapping[str, Text]
    shared_compose: Mapping[str, Text]

    def command(self, path: str) -> Text | None:
        """What a command does. ``path``: ``docker container run`` or an alias (``docker run``)."""
        gloss = self.commands.get(self.aliases.get(path, path)) or self.commands.get(path)
        return gloss.text if gloss else None

    def option(self, path: str, name: str) -> Text | None:
        """What an option (long name without dashes) does on the command of a path.

        Sought on the command, then on the commands above it (``--context`` of ``docker``),
        then on any other command that has an option of this name.
        """
        path = self.aliases.get(path, path)
        step = path
        while step:
            gloss = self.commands.get(step)
            if gloss and (text := gloss.parts.get(name)):
                return text
            step = step.rpartition(" ")[0]
        own, other = (self.shared_compose, self.shared)
        if not path.startswith("docker compose"):
            own, other = other, own
        return own.get(name) or other.get(name)

    def instruction(self, name: str) -> Text | None:
        """What a Dockerfile instruction does, in any case; also ``# syntax`` and ``RUN --mount=type=cache``."""
        gloss = self.instructions.get(name) or self.instructions.get(name.upper())
        return gloss.text if gloss else None

    def flag(self, instruction: str, name: str) -> Text | None:
        """What a flag of an instruction does (``FROM``, ``platform``), or a mount option under its mount type."""
        for key in (instruction, instruction.upper(), "mount_options"):
            gloss = self.instructions.get(key)
            if gloss and (text := gloss.parts.get(name)):
                return text
        return None

    def key(self, path: str) -> Text | None:
        """What a compose key means; ``path`` as in compose-file.json: ``services.<service>.image``."""
        return self.keys.get(path)

    def program(self, name: str) -> Text | None:
        """What a shell program that stands beside docker does (``grep``, ``xargs``)."""
        return self.programs.get(name)

    def operator(self, sign: str) -> Text | None:
        """What a sign of the shell does (``|``, ``&&``, ``2>&1``)."""
        return self.operators.get(sign)

    def plugin(self, name: str) -> Text | None:
        """What a plugin of the client does (``scout``)."""
        return self.plugins.get(name)

    def variable(self, name: str) -> Text | None:
        """What an environment variable means to Docker (``DOCKER_HOST``)."""
        return self.variables.get(name)


def load_glosses(folder: Path) -> Glosses:
    """Read knowledge/reference/glosses. Aliases come from docker-cli.json and compose-cli.json beside the folder.

    Raises SourceError on a file that is no YAML mapping; everything missing is skipped.
    """
    docker = {path: _gloss(data) for path, data in _read(folder / "docker-cli.yaml").items()}
    compose = {path: _gloss(data) for path, data in _read(folder / "compose-cli.yaml").items()}
    shell = _read(folder / "shell.yaml")
    return Glosses(
        commands=MappingProxyType({**docker, **compose}),
        instructions=MappingProxyType({name: _gloss(data) for name, data in _read(folder / "dockerfile.yaml").items()}),
        keys=_texts(_read(folder / "compose-file.yaml")),
        programs=_texts(shell.get("programs")),
        operators=_texts(shell.get("operators")),
        variables=_texts(shell.get("variables")),
        plugins=_texts(shell.get("plugins")),
        aliases=MappingProxyType(_aliases(folder.parent)),
        shared=_shared(docker),
        shared_compose=_shared(compose),
    )


def _read(path: Path) -> Mapping[str, Any]:
    return read_data(path) if path.is_file() else {}


def _text(data: object) -> Text | None:
    if isinstance(data, Mapping):
        russian, english = data.get("ru"), data.get("en")
        if isinstance(russian, str) and isinstance(english, str):
            return Text(ru=russian.strip(), en=english.strip())
    return None


def _texts(data: object) -> Mapping[str, Text]:
    if not isinstance(data, Mapping):
        return _NOTHING
    return MappingProxyType({str(name): text for name, item in data.items() if (text := _text(item))})


def _gloss(data: object) -> Gloss:
    parts: dict[str, Text] = {}
    if isinstance(data, Mapping):
        for key in ("options", "flags", "mount_options"):
            parts.update(_texts(data.get(key)))
        if "ru" not in data and not parts:
            parts.update(_texts(data))
    return Gloss(_text(data), MappingProxyType(parts))


def _shared(commands: Mapping[str, Gloss]) -> Mapping[str, Text]:
    shared: dict[str, Text] = {}
    for gloss in commands.values():
        for name, text in gloss.parts.items():
            shared.setdefault(name, text)
    return MappingProxyType(shared)


def _aliases(reference: Path) -> dict[str, str]:
    aliases: dict[str, str] = {}
    docker = reference / "docker-cli.json"
    if docker.is_file():
        aliases.update(json.loads(docker.read_text(encoding="utf-8"))["alias_index"])
        aliases["docker image build"] = "docker buildx build"
    compose = reference / "compose-cli.json"
    if compose.is_file():
        for command in json.loads(compose.read_text(encoding="utf-8"))["commands"]:
            path = " ".join(command["path"])
            for alias in command["aliases"]:
                full = alias if alias.startswith("docker ") else f"{path.rpartition(' ')[0]} {alias}"
                aliases[full] = path
    return aliases
