"""From a paste of shell lines to docker invocations, wrong words read as the nearest real ones.

The rules of options are those of Docker's flag library, as bot.knowledge.grammar records them; here every part keeps
its place in the paste, and the rest of a line is still explained after a wrong word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.knowledge.grammar import Grammar
from bot.knowledge.usage import Usage
from bot.pasted.after_image import belongs_before_container, belongs_before_image
from bot.pasted.command_words import PROGRAM, CommandWords
from bot.pasted.invocation import ASSIGNMENT, Fault, Invocation, Mark, Part, Script, SimpleCommand
from bot.pasted.shell import DASHES, MAX_DEPTH, Edit, Shell, ShellFault, Token, tokenize, tokenize_inner

#: Programs that run the command after them, and those of their options that take a value.
PREFIXES: Mapping[str, frozenset[str]] = {
    "sudo": frozenset({"-u", "-g", "-h", "-p", "--user", "--group"}),
    "doas": frozenset({"-u"}),
    "time": frozenset(),
    "nohup": frozenset(),
    "exec": frozenset(),
    "command": frozenset(),
    "winpty": frozenset(),
    "wsl": frozenset({"-d", "-u", "--distribution", "--user"}),
    "env": frozenset({"-u", "--unset"}),
    "watch": frozenset({"-n", "--interval"}),
    "xargs": frozenset({"-n", "-I", "-L", "-P", "-d", "-s", "-E", "-a"}),
    "timeout": frozenset({"-s", "-k", "--signal"}),
    "nice": frozenset({"-n"}),
    "ssh": frozenset({"-p", "-i", "-l", "-o", "-L", "-R", "-J", "-F"}),
    "then": frozenset(),
    "do": frozenset(),
    "else": frozenset(),
    "if": frozenset(),
    "while": frozenset(),
    "until": frozenset(),
    "!": frozenset(),
    "{": frozenset(),
}
#: Prefixes whose first argument is not yet the command.
_PREFIX_ARGUMENTS = {"ssh": 1, "timeout": 1}
_EXEC = frozenset({"docker container exec", "docker compose exec"})


def parse_script(text: str, grammar: Grammar, usage: Usage) -> Script:
    """Read a paste of shell lines. Never raises, whatever the text."""
    shell = tokenize(text)
    commands: list[SimpleCommand] = []
    edits: list[Edit] = []
    faults: list[ShellFault] = []
    marks: list[Mark] = []
    _Collector(shell, grammar, usage, commands, faults, edits, marks).collect(shell.tokens, 0, None)
    edits += shell.edits
    for command in commands:
        if command.invocation:
            edits += command.invocation.edits
    docker = [
        (command.tokens[0].start, command.tokens[-1].end)
        for command in commands
        if command.invocation and command.tokens
    ]
    kept = [fault for fault in (*shell.faults, *faults) if any(a <= fault.start <= b + 2 for a, b in docker)]
    return Script(text, shell, tuple(commands), tuple(edits), tuple(kept), tuple(marks))


@dataclass(slots=True)
class _Collector:
    """Gathers the simple commands of a token list and, one by one, of the substitutions within its words."""

    shell: Shell
    grammar: Grammar
    usage: Usage
    commands: list[SimpleCommand]
    faults: list[ShellFault]
    edits: list[Edit]
    marks: list[Mark]

    def collect(self, tokens: Sequence[Token], depth: int, within: tuple[int, int] | None) -> None:
        """Read tokens at a depth of substitution; ``within`` are the offsets of the substitution's content."""
        group: list[Token] = []
        before = ""
        for index, token in enumerate(tokens):
            if token.kind == "operator":
                self._close(group, before, depth, within)
                before = token.text
            elif token.kind == "newline":
                if _goes_on(self.shell, group, tokens, index):
                    last = group[-1]
                    self.faults.append(ShellFault("missing-continuation", last.end, last.end))
                    sign = {"powershell": " `", "cmd": " ^"}.get(self.shell.dialect, " \\")
                    self.edits.append(Edit(last.end, last.end, sign))
                    continue
                self._close(group, before, depth, within)
                before = ""
            elif token.kind in ("word", "redirection"):
                group.append(token)
            if token.kind not in ("word", "newline"):
                self.marks.append(Mark(token, depth, within))
        self._close(group, before, depth, within)

    def _close(self, group: list[Token], before: str, depth: int, within: tuple[int, int] | None) -> None:
        words = tuple(token for token in group if token.kind == "word")
        tokens = tuple(group)
        group.clear()
        if not words:
            return
        invocation = _Parser(self.shell, words, self.grammar, self.usage, before in ("|", "|&")).run()
        self.commands.append(SimpleCommand(words, tokens, before, depth, invocation, within))
        if depth >= MAX_DEPTH:
            return
        for word in words:
            for start, end in word.inner:
                self.collect(tokenize_inner(self.shell, start, end), depth + 1, (start, end))


def _goes_on(shell: Shell, group: Sequence[Token], tokens: Sequence[Token], index: int) -> bool:
    """Whether the line after a newline belongs to the docker command before it: it begins with an option."""
    if not group or not any(PROGRAM.fullmatch(token.value.lower()) for token in group[:6]):
        return False
    if index + 1 >= len(tokens):
        return False
    following = tokens[index + 1]
    if following.kind != "word":
        return False
    text = following.value.translate(dict.fromkeys(map(ord, DASHES), "-"))
    return bool(re.match(r"--?[A-Za-z]", text))


class _Parser(CommandWords):
    """Reads the words of one simple command."""

    def run(self) -> Invocation | None:
        """The invocation, or None where the words call another program."""
        self._prefixes()
        if self.position >= len(self.words):
            return None
        start = self.position
        if not self._program():
            return None
        program_start = self.words[start].start
        self._rest()
        self._judge()
        return Invocation(
            self.path,
            None if self.unknown else self.grammar.command(self.path),
            tuple(self.parts),
            tuple(self.options),
            tuple(self.arguments),
            tuple(self.faults),
            tuple(self.edits),
            self.v1,
            self.piped,
            program_start,
            self.spoken,
        )

    def _prefixes(self) -> None:
        while self.position < len(self.words):
            token = self.words[self.position]
            value = token.value
            if ASSIGNMENT.match(value) and not value.startswith(("docker", "--")):
                self._part("assignment", token, value)
                self.position += 1
                continue
            if value not in PREFIXES:
                return
            if self.position + 1 >= len(self.words):
                return
            first = self.position
            self.position += 1
            skip = _PREFIX_ARGUMENTS.get(value, 0)
            while self.position < len(self.words):
                word = self.words[self.position].value
                if word.startswith("-") and len(word) > 1:
                    self.position += 2 if word in PREFIXES[value] else 1
                elif skip and not PROGRAM.fullmatch(word):
                    self.position += 1
                    skip -= 1
                else:
                    break
            self.position = min(self.position, len(self.words))
            last = self.words[self.position - 1]
            self.parts.append(
                Part("prefix", token.start, last.end, self.shell.text[token.start : last.end], path=value, token=token)
            )
            if value == "xargs":
                self.filled_by_shell = True
            if first == self.position:  # pragma: no cover - every turn moves on
                return

    def _rest(self) -> None:
        only_arguments = False
        while self.position < len(self.words):
            token = self.words[self.position]
            word = self._plain(token)
            if only_arguments:
                self._argument(token)
            elif word == "--":
                self.position += 1
                self._part("argument", token, "--")
                only_arguments = True
                continue
            elif word.startswith("-") and len(word) > 1 and not token.text.startswith(("'", '"')):
                if not self._dashed_command(token, word):
                    self._option(token, word)
                continue
            elif not self.arguments and not self.unknown and self._descends(token, word):
                continue
            elif self.unknown:
                self._part("opaque", token, token.value)
            elif not self._argument(token):
                continue
            self.position += 1
            command = self.grammar.command(self.path)
            if self.arguments and command and command.options_first:
                only_arguments = True

    def _argument(self, token: Token) -> bool:
        """Take an argument; False where it was used up as something else and the position moved."""
        slots = self.usage.arguments(self.path)
        index = len(self.arguments)
        slot = slots[min(index, len(slots) - 1)] if slots else None
        if slot and index >= len(slots) and not slot.repeated:
            slot = None
        self.arguments.append(token)
        role = "argument"
        if self.path in ("docker container run", "docker container create", "docker service create"):
            role = ("image", "program")[index] if index < 2 else "program-argument"
        elif self.path in ("docker container exec", "docker compose exec", "docker compose run") and index:
            role = "program" if index == 1 else "program-argument"
        if role == "program-argument" and self.parts and self.parts[-1].role == role:
            last = self.parts[-1]
            self.parts[-1] = replace(last, end=token.end)
            return True
        if token.inner or "$" in token.value:
            self.filled_by_shell = True
        self.parts.append(Part(role, token.start, token.end, token.value, slot=slot, path=self.path, token=token))
        return True

    def _judge(self) -> None:
        """Faults that only the whole line shows: arguments that are missing or too many, options after the image."""
        command = self.grammar.command(self.path)
        if self.unknown or command is None or any(use.name in ("help", "version") for use in self.options):
            return
        end = max((part.end for part in self.parts), default=0)
        slots = self.usage.arguments(self.path)
        if command.subcommands and (not self.arguments and self.path != "docker buildx history inspect"):
            return
        required = [slot for slot in slots if slot.required]
        missing = required[len(self.arguments) :]
        if missing and not self.filled_by_shell and not self._needs_none():
            kind = "missing-argument"
            if self.path in ("docker buildx build", "docker image build"):
                kind = "missing-build-context"
                self.edits.append(Edit(end, end, " ."))
            elif self.path in _EXEC and self.arguments:
                if self.arguments[0].value in ("bash", "sh", "zsh", "ash", "/bin/bash", "/bin/sh"):
                    # What stands here is the program; the container is forgotten.
                    self.faults.append(Fault(kind, end, end, "", "CONTAINER", self.spoken))
                    self._options_after_image()
                    return
                kind = "missing-exec-command"
                self.edits.append(Edit(end, end, " sh"))
            self.faults.append(Fault(kind, end, end, "", missing[0].name, self.spoken))
        elif (
            len(self.arguments) > len(slots)
            and not any(slot.repeated for slot in slots)
            and not command.options_first
            and (slots or command.tier < 3)
            and not self.path.startswith("docker compose")
            and not self.filled_by_shell
        ):
            extra = self.arguments[len(slots)]
            count = str(len(slots))
            self.faults.append(Fault("extra-argument", extra.start, extra.end, extra.text, None, self.spoken, count))
        self._options_after_image()

    def _needs_none(self) -> bool:
        return self.path == "docker volume create" or (
            self.path in ("docker container rm", "docker image rm", "docker volume rm") and self.piped
        )

    def _options_after_image(self) -> None:
        """``docker run nginx -p 80:80``: what stands after the image goes to the program in the container."""
        command = self.grammar.command(self.path)
        runs = self.path in ("docker container run", "docker container create", "docker compose run")
        if command is None or len(self.arguments) < 2 or not (runs or self.path in _EXEC):
            return
        found: list[Token] = []
        words = self.arguments[1:]
        position = 0
        while position < len(words):
            used = (belongs_before_image if runs else belongs_before_container)(words, position, command)
            if not used:
                break
            found += words[position : position + used]
            position += used
        if found:
            text = self.shell.text[found[0].start : found[-1].end]
            image = self.arguments[0]
            self.faults.append(
                Fault("option-after-image", found[0].start, found[-1].end, text, None, self.path, image.text)
            )
            spelt = re.sub(r"(?<!\S)-(?=[a-z]{4,20}\b)", "--", text)  # -restart, with one hyphen
            self.edits.append(Edit(image.start, found[-1].end, f"{spelt} {image.text}"))
