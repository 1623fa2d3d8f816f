"""A docker command line taken apart: command, options, image, arguments, the program inside, faults, with offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from bot.knowledge.grammar import DockerCommand, Option
from bot.knowledge.usage import Slot
from bot.pasted.shell import Edit, Shell, ShellFault, Token, mend

#: An assignment before a command, as a shell knows it.
ASSIGNMENT = re.compile(r"[A-Za-z_]\w{0,100}\+?=")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a part of the line.

    kind: the id of the remark that tells it. word: as typed. nearest: the real one. scope: the command that was meant.
    detail: what the kind needs besides.
    """

    kind: str
    start: int
    end: int
    word: str
    nearest: str | None = None
    scope: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class OptionUse:
    """One option as it is used. Bundled letters share the word: each has its own use, with the word's offsets.

    spelled: as it should be typed (``-p``, ``--name``). value: without quotes; None for a flag.
    token: the word of the value, where it stands in one of its own or in the option's.
    """

    option: Option
    spelled: str
    value: str | None
    start: int
    end: int
    token: Token | None = None

    @property
    def name(self) -> str:
        """The long name without dashes."""
        return self.option.name

    @property
    def on(self) -> bool:
        """Whether a flag is switched on (``--init=false`` is not)."""
        return self.value is None or self.value.lower() not in {"false", "0", "f"}


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the line of one role, in order: everything that the invocation consists of.

    role: prefix, assignment, command, option, unknown-option, image, argument, program, program-argument, help,
    unknown-command, opaque. options: the uses in an option word. slot: the place of an argument.
    """

    role: str
    start: int
    end: int
    value: str
    options: tuple[OptionUse, ...] = ()
    slot: Slot | None = None
    path: str = ""
    token: Token | None = None


@dataclass(frozen=True, slots=True)
class Invocation:
    """One call of docker.

    path: the canonical command (``docker container ls``); spoken: as people say it (``docker ps``), slips mended.
    command: None where the command is not known. piped: whether its input comes from a command before it.
    """

    path: str
    command: DockerCommand | None
    parts: tuple[Part, ...]
    options: tuple[OptionUse, ...] = ()
    arguments: tuple[Token, ...] = ()
    faults: tuple[Fault, ...] = ()
    edits: tuple[Edit, ...] = ()
    v1: bool = False
    piped: bool = False
    program_start: int = 0
    spoken: str = "docker"

    @property
    def creates_container(self) -> bool:
        """Whether it is ``docker run`` or ``docker create``."""
        return self.path in ("docker container run", "docker container create")

    @property
    def image(self) -> Token | None:
        """The image of ``run`` and ``create`` (also of a service)."""
        if self.arguments and (self.creates_container or self.path == "docker service create"):
            return self.arguments[0]
        return None

    @property
    def program(self) -> tuple[Token, ...]:
        """The words for the program in the container."""
        if self.creates_container or self.path in (
            "docker container exec",
            "docker compose exec",
            "docker compose run",
            "docker service create",
        ):
            return self.arguments[1:]
        return ()

    def uses(self, *names: str) -> Iterator[OptionUse]:
        """The uses of options by long name, in order."""
        for use in self.options:
            if use.name in names:
                yield use

    def has(self, *names: str) -> bool:
        """Whether a flag of one of these long names is on."""
        return any(use.on for use in self.uses(*names))

    def value(self, *names: str) -> str | None:
        """The last value of the option of one of these long names."""
        found = None
        for use in self.uses(*names):
            found = use.value
        return found


@dataclass(frozen=True, slots=True)
class SimpleCommand:
    """The words between two signs of the shell; ``invocation`` where they call docker.

    before: the sign before it (``|``, ``&&`` …) or nothing. within: the offsets of the substitution's content that
    it stands in, None outside of any.
    """

    words: tuple[Token, ...]
    tokens: tuple[Token, ...]
    before: str
    depth: int
    invocation: Invocation | None = None
    within: tuple[int, int] | None = None

    @property
    def program(self) -> str:
        """The name of the program, without its folder; empty where there is none."""
        for token in self.words:
            if not ASSIGNMENT.match(token.value) and token.value not in ("sudo", "doas"):
                return token.value.rpartition("/")[2]
        return ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A token that is no word: an operator, a prompt, a comment …, and the substitution that it stands in."""

    token: Token
    depth: int
    within: tuple[int, int] | None


@dataclass(frozen=True)
class Script:
    """A whole paste of shell lines. The subject of the command remarks."""

    text: str
    shell: Shell
    commands: tuple[SimpleCommand, ...]
    edits: tuple[Edit, ...]
    faults: tuple[ShellFault, ...] = field(default=())
    marks: tuple[Mark, ...] = ()

    @cached_property
    def invocations(self) -> tuple[Invocation, ...]:
        """The calls of docker, in order."""
        return tuple(command.invocation for command in self.commands if command.invocation)

    @cached_property
    def mended(self) -> str:
        """The paste with everything mended that has one mend, without prompts."""
        return mend(self.text, list(self.edits)).strip()

    @cached_property
    def is_mended(self) -> bool:
        """Whether more was mended than prompts taken away."""
        prompts = {token.start for token in self.shell.tokens if token.kind == "prompt"}
        return any(
            edit.text != self.text[edit.start : edit.end]
            for edit in self.edits
            if edit.text or edit.start not in prompts
        )

    def line_of(self, offset: int) -> int:
        """The 1-based line of an offset."""
        return self.text.count("\n", 0, offset) + 1

    @cached_property
    def _faults_by_kind(self) -> dict[str, list[Fault]]:
        found: dict[str, list[Fault]] = {}
        for fault in self.faults:
            word = self.text[fault.start : fault.end]
            found.setdefault(fault.kind, []).append(
                Fault(fault.kind, fault.start, fault.end, word, detail=fault.detail)
            )
        for invocation in self.invocations:
            for other in invocation.faults:
                found.setdefault(other.kind, []).append(other)
        return found

    def faults_of(self, kind: str) -> Iterator[Fault]:
        """The faults of one kind, of the shell's and of docker's, in order."""
        yield from self._faults_by_kind.get(kind, ())
