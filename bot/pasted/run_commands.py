"""The simple commands of a RUN: words between ``&&``, ``||``, ``;``, pipes and newlines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.pasted.dockerfile_parser import Instruction

_PIECES = re.compile(r"\\.|&&|\|\||[;|&\n()]|\"(?:[^\"\\]|\\.)*\"|'[^']*'|[^\s;|&()\"']+|[ \t]+|.", re.DOTALL)
_ASSIGNMENT = re.compile(r"[A-Za-z_]\w{0,80}=")
#: Words in front of a command that the command follows.
_PREFIXES = frozenset({"sudo", "time", "nice", "exec", "then", "do", "else", "if", "while", "!", "env", "set", "{"})
#: Characters of a script that are read.
_LONGEST = 50_000
_APT_VERBS = frozenset(
    {
        "install",
        "update",
        "upgrade",
        "dist-upgrade",
        "full-upgrade",
        "remove",
        "purge",
        "autoremove",
        "clean",
        "build-dep",
        "dist-clean",
        "autoclean",
        "source",
        "download",
    }
)
_PACKAGES = frozenset({"apt-get", "apt", "aptitude"})


@dataclass(frozen=True, slots=True)
class RunCommand:
    """One simple command. ``before``: the sign before it (``&&``, ``|``), empty for the first; nested: in ``( )``."""

    words: tuple[str, ...]
    before: str
    nested: bool = False
    sudo: bool = False

    @property
    def program(self) -> str:
        """The program's name without its folder."""
        return self.words[0].rpartition("/")[2] if self.words else ""

    @property
    def arguments(self) -> tuple[str, ...]:
        """Words behind the program that are no options."""
        return tuple(word for word in self.words[1:] if not word.startswith("-"))

    @property
    def options(self) -> tuple[str, ...]:
        """Words that begin with a dash."""
        return tuple(word for word in self.words[1:] if word.startswith("-"))

    def calls(self, program: str, *arguments: str) -> bool:
        """Whether it is this program with these first arguments."""
        return self.program == program and self.arguments[: len(arguments)] == arguments

    @property
    def apt(self) -> str | None:
        """What apt-get is told to do, options with values in front of it or not; None for another program."""
        if self.program not in _PACKAGES:
            return None
        return next((word for word in self.words[1:] if word in _APT_VERBS), None)

    def installs_with_apt(self) -> bool:
        """Whether it is ``apt-get install``."""
        return self.apt == "install"

    def updates_apt(self) -> bool:
        """Whether it is ``apt-get update``."""
        return self.apt == "update"


def run_commands(instruction: Instruction) -> tuple[RunCommand, ...]:
    """The commands of a RUN, of whichever form, here-documents included."""
    if instruction.words is not None:
        words = instruction.words
        if len(words) > 2 and words[0].rpartition("/")[2] in ("sh", "bash", "ash") and words[1] in ("-c", "-ec", "-lc"):
            return _commands(words[2])
        return (RunCommand(words, ""),)
    script = instruction.value
    if instruction.heredocs:
        script = "\n".join([script.partition("<<")[0], *(heredoc.body for heredoc in instruction.heredocs)])
    return _commands(script[:_LONGEST])


@lru_cache(maxsize=256)
def _commands(script: str) -> tuple[RunCommand, ...]:
    return tuple(_split(re.sub(r"\\[ \t]*\n", " ", script)))


def _split(script: str) -> Iterator[RunCommand]:
    words: list[str] = []
    word = ""
    before = ""
    depth = 0
    substituted = 0  # brackets open since a ``$(``: what is in them belongs to the word
    for match in _PIECES.finditer(script):
        piece = match[0]
        if substituted or (piece == "(" and word.endswith("$")):
            word += piece
            substituted += (piece == "(") - (piece == ")")
        elif piece in ("&&", "||", ";", "|", "&", "\n", "(", ")"):
            if word:
                words.append(word)
                word = ""
            if words and not (piece == "&" and words[-1].endswith((">", "<"))):
                yield from _command(words, before, depth > 0)
                words = []
            if piece in "()":
                depth = max(0, depth + (1 if piece == "(" else -1))
            before = piece
        elif piece.isspace():
            if word:
                words.append(word)
                word = ""
        elif piece[0] in "\"'" and len(piece) > 1:
            word += piece[1:-1]
        elif piece[0] == "\\" and len(piece) == 2:
            word += piece[1]
        else:
            word += piece
    if word:
        words.append(word)
    yield from _command(words, before, depth > 0)


def _command(words: list[str], before: str, nested: bool) -> Iterator[RunCommand]:
    position = 0
    sudo = False
    while position < len(words):
        word = words[position]
        if word == "set" and position == 0:
            break
        if word in _PREFIXES or _ASSIGNMENT.match(word):
            sudo = sudo or word == "sudo"
            position += 1
            while sudo and position < len(words) and words[position].startswith("-"):
                position += 1
        else:
            break
    rest = tuple(words[position:])
    if rest:
        yield RunCommand(rest, before, nested, sudo)
    elif sudo:
        yield RunCommand(("sudo",), before, nested, sudo)
