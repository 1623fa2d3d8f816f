"""Docker's command line as facts: which commands exist, with which options.

Read from knowledge/reference/docker-cli.json and compose-cli.json, whose
README names their sources. The rules of parsing (bundled short options, ``=``,
options that end at the first argument) are those of Docker's flag library,
as the ``grammar`` key of docker-cli.json records them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from rapidfuzz.distance import OSA


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a command."""

    name: str
    short: str | None
    takes_value: bool
    deprecated: bool = False
    tier: int = 3
    since: str | None = None


@dataclass(frozen=True, slots=True)
class DockerCommand:
    """A command by its canonical path (``docker container run``)."""

    path: str
    tier: int
    options: Mapping[str, Option]
    shorts: Mapping[str, Option]
    subcommands: frozenset[str] = frozenset()
    options_first: bool = False
    since: str | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one word of a command line, and the nearest real word if there is one."""

    word: str
    reason: str
    nearest: str | None = None

    def __str__(self) -> str:
        return f"{self.reason}: {self.word}" + (f" (did you mean {self.nearest}?)" if self.nearest else "")


@dataclass(frozen=True, slots=True)
class ParsedCommand:
    """A docker command line taken apart."""

    command: DockerCommand | None
    options: tuple[tuple[Option, str | None], ...] = ()
    arguments: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()

    def newer_than(self, version: str) -> bool:
        """Tell whether the command or one of its options came with a later release than ``version`` (``28.2``)."""
        marks = [option.since for option, _ in self.options] + [self.command.since if self.command else None]
        return any(mark and not mark.startswith("<=") and _release(mark) > _release(version) for mark in marks)


def _release(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word nearest to ``word`` by optimal string alignment, if near enough for a slip (at most 2 edits)."""
    best: tuple[int, str] | None = None
    for candidate in known:
        distance = OSA.distance(word, candidate, score_cutoff=2)
        if distance <= 2 and distance * 2 < max(len(word), 2) and (best is None or (distance, candidate) < best):
            best = (distance, candidate)
    return best[1] if best else None


@dataclass(slots=True)
class Grammar:
    """All commands by canonical path, and the aliases that lead to them."""

    commands: dict[str, DockerCommand] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    plugins: frozenset[str] = frozenset()

    def command(self, path: str) -> DockerCommand | None:
        """The command of a path or an alias (``docker run``), or None."""
        return self.commands.get(self.aliases.get(path, path))

    def parse(self, words: Sequence[str]) -> ParsedCommand:
        """Take apart the words of a ``docker …`` or ``docker-compose …`` line; ``words[0]`` is the program.

        Nothing is raised: what cannot be understood is among the faults.
        """
        if words[0] == "docker-compose":
            path, position = "docker compose", 1
        else:
            path, position = "docker", 1
        faults: list[Fault] = []
        options: list[tuple[Option, str | None]] = []
        arguments: list[str] = []
        scopes = [self.commands[path]]
        only_arguments = False
        while position < len(words):
            word = words[position]
            position += 1
            if only_arguments:
                arguments.append(word)
            elif word == "--":
                only_arguments = True
            elif word.startswith("-") and len(word) > 1:
                position += self._option(word, words[position:], scopes, options, faults)
            else:
                step = self._descend(path, word) if not arguments else None
                if step is not None:
                    path = step
                    command = self.command(path)
                    if command is None:  # a plugin whose options are not recorded
                        return ParsedCommand(None, tuple(options), tuple(words[position:]), tuple(faults))
                    scopes.append(command)
                    continue
                last = scopes[-1]
                if last.subcommands and not arguments:
                    faults.append(
                        Fault(word, f"unknown command of {last.path}", nearest(word, self._children(last.path)))
                    )
                    return ParsedCommand(None, tuple(options), (), tuple(faults))
                arguments.append(word)
                only_arguments = last.options_first
        return ParsedCommand(scopes[-1], tuple(options), tuple(arguments), tuple(faults))

    def _descend(self, path: str, word: str) -> str | None:
        step = f"{path} {word}"
        if step in self.aliases:
            return self.aliases[step]
        if step in self.commands:
            return step
        if path == "docker" and word in self.plugins:
            return step
        return None

    @lru_cache(maxsize=256)  # noqa: B019 - one grammar lives as long as the process
    def _children(self, path: str) -> tuple[str, ...]:
        prefix = path + " "
        return tuple(
            name[len(prefix) :]
            for name in (*self.commands, *self.aliases)
            if name.startswith(prefix) and " " not in name[len(prefix) :]
        )

    __hash__ = object.__hash__

    def _option(
        self,
        word: str,
        rest: Sequence[str],
        scopes: Sequence[DockerCommand],
        options: list[tuple[Option, str | None]],
        faults: list[Fault],
    ) -> int:
        """Read one option word; return how many of the following words it takes as its value."""
        if word.startswith("--"):
            name, equals, value = word[2:].partition("=")
            option = next((scope.options[name] for scope in reversed(scopes) if name in scope.options), None)
            if option is None:
                known = {known_name for scope in scopes for known_name in scope.options}
                guess = nearest(name, known)
                faults.append(Fault(word, f"unknown option of {scopes[-1].path}", f"--{guess}" if guess else None))
                return 0
            if option.takes_value and not equals:
                if not rest:
                    faults.append(Fault(word, "the option needs a value"))
                    return 0
                options.append((option, rest[0]))
                return 1
            options.append((option, value if equals else None))
            return 0
        for index, letter in enumerate(word[1:], start=1):
            option = next((scope.shorts[letter] for scope in reversed(scopes) if letter in scope.shorts), None)
            if option is None:
                guess = nearest(word.lstrip("-"), scopes[-1].options) if len(word) > 3 else None
                faults.append(
                    Fault(
                        word,
                        f"unknown short option -{letter} of {scopes[-1].path}",
                        f"--{guess}" if guess else None,
                    )
                )
                return 0
            if option.takes_value:
                value = word[index + 1 :].removeprefix("=")
                if value:
                    options.append((option, value))
                    return 0
                if not rest:
                    faults.append(Fault(word, "the option needs a value"))
                    return 0
                options.append((option, rest[0]))
                return 1
            options.append((option, None))
            if word[index + 1 : index + 2] == "=":
                return 0
        return 0


_HELP = Option("help", "h", takes_value=False, tier=1)


def _command(data: Mapping[str, Any], extra: Iterable[Option] = ()) -> DockerCommand:
    options = [
        Option(
            item["name"],
            item.get("short"),
            bool(item["takes_value"]),
            bool(item.get("deprecated")),
            int(item["tier"]),
            item.get("since_cli"),
        )
        for item in data["options"]
    ]
    options.extend(extra)
    options.append(_HELP)
    by_name = {option.name: option for option in reversed(options)}
    return DockerCommand(
        path=" ".join(data["path"]),
        tier=int(data["tier"]),
        options=by_name,
        shorts={option.short: option for option in reversed(options) if option.short},
        subcommands=frozenset(data["subcommands"]),
        options_first=bool(data.get("options_first")),
        since=data.get("since_cli"),
    )


def load_grammar(folder: Path) -> Grammar:
    """Read the grammar from knowledge/reference. Raises OSError, KeyError or ValueError on damaged facts."""
    docker = json.loads((folder / "docker-cli.json").read_text(encoding="utf-8"))
    compose = json.loads((folder / "compose-cli.json").read_text(encoding="utf-8"))
    grammar = Grammar()
    buildx_options: list[Option] = []
    for data in docker["commands"]:
        if data["path"] == ["docker", "buildx"]:
            buildx_options = list(_command(data).options.values())
    for data in docker["commands"]:
        inherited = buildx_options if data["path"][:2] == ["docker", "buildx"] else ()
        command = _command(data, inherited)
        grammar.commands[command.path] = command
    compose_options: list[Option] = []
    for data in compose["commands"]:
        if data["path"] == ["docker", "compose"]:
            persistent = set(compose["persistent_options"])
            compose_options = [option for name, option in _command(data).options.items() if name in persistent]
    for data in compose["commands"]:
        command = _command(data, compose_options)
        grammar.commands[command.path] = command
        for alias in data["aliases"]:
            grammar.aliases[alias if alias.startswith("docker ") else f"{command.path.rpartition(' ')[0]} {alias}"] = (
                command.path
            )
    grammar.aliases.update(docker["alias_index"])
    # The classic builder's entry is shadowed: `docker image build` runs buildx.
    grammar.aliases["docker image build"] = "docker buildx build"
    grammar.plugins = frozenset(item["name"] for item in docker["plugins"]) - {"compose", "buildx"}
    return grammar
