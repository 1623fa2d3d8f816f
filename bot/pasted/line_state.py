"""What is known of a docker command line while its words are read, and the look-ups that every step needs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.knowledge.grammar import DockerCommand, Grammar, Option
from bot.knowledge.usage import Usage
from bot.pasted.invocation import Fault, OptionUse, Part
from bot.pasted.shell import DASHES, Edit, Shell, Token


class LineState:
    """The words of one simple command, how far they are read, and what was found in them."""

    def __init__(self, shell: Shell, words: Sequence[Token], grammar: Grammar, usage: Usage, piped: bool) -> None:
        self.shell = shell
        self.words = words
        self.grammar = grammar
        self.usage = usage
        self.piped = piped
        self.position = 0
        self.parts: list[Part] = []
        self.options: list[OptionUse] = []
        self.arguments: list[Token] = []
        self.faults: list[Fault] = []
        self.edits: list[Edit] = []
        self.path = "docker"
        self.spoken = "docker"
        self.v1 = False
        self.unknown = False
        self.filled_by_shell = False

    def _part(self, role: str, token: Token, value: str, **more: str) -> None:
        self.parts.append(Part(role, token.start, token.end, value, path=more.get("path", ""), token=token))

    def _scopes(self) -> list[DockerCommand]:
        """The command and those above it, nearest first."""
        found = []
        path = self.path
        while path:
            command = self.grammar.command(path)
            if command:
                found.append(command)
            path = path.rpartition(" ")[0]
        return found

    def _long(self, name: str) -> tuple[Option | None, DockerCommand | None]:
        for scope in self._scopes():
            if name in scope.options:
                return scope.options[name], scope
        return None, None

    def _short(self, letter: str) -> tuple[Option | None, DockerCommand | None]:
        for scope in self._scopes():
            if letter in scope.shorts:
                return scope.shorts[letter], scope
        return None, None

    def _plain(self, token: Token) -> str:
        """A word with its leading dashes made ASCII; which of one or two was meant is told by the options."""
        value = token.value
        if value[:1] in DASHES or (value[:1] == "-" and value[1:2] in DASHES):
            name = value.lstrip("-" + DASHES)
            head = re.split(r"[= ]", name, maxsplit=1)[0]
            scope = self.grammar.command(self.path)
            long = self._long(head)[0] or (
                len(head) > 1 and not (scope and all(letter in scope.shorts for letter in head) and len(head) <= 4)
            )
            if scope and len(head) > 1 and not self._long(head)[0] and head[0] in scope.shorts:
                takes = scope.shorts[head[0]].takes_value
                long = long and not (takes and not head[1:].isalpha())
            return ("--" if long else "-") + name
        return value

    def _step(self, word: str) -> str | None:
        step = f"{self.path} {word}"
        if step in self.grammar.aliases:
            return self.grammar.aliases[step]
        return step if step in self.grammar.commands else None

    def _children(self, path: str) -> dict[str, int]:
        return _children_of(self.grammar, path)

    def _value_ahead(self) -> bool:
        return self.position < len(self.words) and not self.words[self.position].value.startswith("-")

    def _fault(self, kind: str, token: Token, nearest: str) -> None:
        self.faults.append(Fault(kind, token.start, token.end, token.text, nearest, self.path))

    def _edit(self, token: Token, text: str) -> None:
        self.edits = [edit for edit in self.edits if not token.start <= edit.start < token.end]
        self.edits.append(Edit(token.start, token.end, text))


def _children_of(grammar: Grammar, path: str) -> dict[str, int]:
    """The subcommands and aliases under a path, with their tier."""
    prefix = path + " "
    found: dict[str, int] = {}
    for name in (*grammar.commands, *grammar.aliases):
        if name.startswith(prefix) and " " not in name[len(prefix) :]:
            command = grammar.command(name)
            found[name[len(prefix) :]] = command.tier if command else 3
    return found
