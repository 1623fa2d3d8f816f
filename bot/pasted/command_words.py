"""The words that name the command: the program, groups, subcommands, aliases; mistyped ones read as what was meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.pasted.invocation import Fault
from bot.pasted.option_words import OptionWords
from bot.pasted.shell import DASHES, Edit, Token
from bot.pasted.slips import ASCII_DASHES, COMMAND_SYNONYMS, NOT_DOCKER, ascii_letters, nearest_word

#: Docker's programs, also with a folder before them and with the ending of Windows.
PROGRAM = re.compile(r"(?:[\w.~:/\\-]{0,200}[/\\])?(docker(?:-compose)?)(?:\.exe)?", re.ASCII)

_GLUED = re.compile(r"([a-z]{2,12})(-{1,2}[A-Za-z][\w-]{0,30})")


class CommandWords(OptionWords):
    """Reads the words of a line that name the command."""

    def _program(self) -> bool:
        token = self.words[self.position]
        value = token.value.rstrip(",:;")
        if match := PROGRAM.fullmatch(value):
            self._take_program(token, match[1])
            return True
        if token.quoted or len(value) > 40:
            return False
        plain = ascii_letters(value.translate(dict.fromkeys(map(ord, DASHES), "-")))
        lower = plain.lower().removesuffix(".exe")
        if lower in ("docker", "docker-compose"):
            if plain != lower or value != plain:
                kind = (
                    "lookalike-letter"
                    if not value.isascii() and plain != value.translate(ASCII_DASHES)
                    else ("typographic-dash" if not value.isascii() else "capital-letters")
                )
                self._fault(kind, token, lower)
            self._edit(token, lower)
            self._take_program(token, lower)
            return True
        if lower in NOT_DOCKER or len(lower) < 5:
            return False
        following = self.words[self.position + 1].value.lower() if self.position + 1 < len(self.words) else ""
        head, _, tail = lower.partition("-")
        if head == "docker" and tail and self.grammar.command(f"docker {tail}"):
            self._fault("mistyped-program", token, f"docker {tail}")
            self._edit(token, f"docker {tail}")
            self._take_program(token, "docker")
            self._descend(token, tail)
            return True
        guess = nearest_word(lower, ("docker", "docker-compose"))
        if guess and following and (following.startswith("-") or self._is_command(guess, following)):
            self._fault("mistyped-program", token, guess)
            self._edit(token, guess)
            self._take_program(token, guess)
            return True
        for noun in ("docker", "docker-compose"):  # dockerrun, docker-composeup
            tail = lower.removeprefix(noun)
            if tail != lower and self._is_command(noun, tail):
                self._fault("mistyped-program", token, f"{noun} {tail}")
                self._edit(token, f"{noun} {tail}")
                self._take_program(token, noun)
                self._descend(token, tail)
                return True
        return False

    def _is_command(self, program: str, word: str) -> bool:
        path = "docker compose" if program == "docker-compose" else "docker"
        if self.grammar.command(f"{path} {word}") or word in self.grammar.plugins:
            return True
        children = self._children(path)
        return nearest_word(word, children, children) is not None

    def _take_program(self, token: Token, program: str) -> None:
        self.position += 1
        if program == "docker-compose":
            self.v1 = True
            self.path = self.spoken = "docker compose"
            self.faults.append(Fault("compose-v1", token.start, token.end, token.text, "docker compose"))
            self._edit(token, "docker compose")
        self._part("command", token, program, path=self.path)

    def _dashed_command(self, token: Token, word: str) -> bool:
        """``docker –compose``: a dash that an editor put before a command."""
        name = word.lstrip("-")
        if self.arguments or self.unknown or token.value[0] == "-" or self._long(name)[0] or not self._step(name):
            return False
        self._fault("typographic-dash", token, name)
        self._edit(token, name)
        self.position += 1
        self._descend(token, name)
        return True

    def _descends(self, token: Token, word: str) -> bool:
        """Go down to a subcommand, by its name or by the nearest one; True where the word was used up."""
        lower = word
        if self._descend_to(token, lower):
            return True
        command = self.grammar.command(self.path)
        if command is None or not command.subcommands:
            return False
        if self._glued(token, word):
            return True
        if self.path == "docker" and word in self.grammar.plugins:
            self.position += 1
            self.path = self.spoken = f"docker {word}"
            self._part("command", token, word, path=self.path)
            self.unknown = True
            return True
        if removed := self.usage.removed_commands.get(f"{self.path} {word}"):
            self.faults.append(
                Fault(
                    "removed-command",
                    token.start,
                    token.end,
                    word,
                    removed.replaced_by,
                    self.path,
                    removed.removed_in or "",
                )
            )
            replaced = removed.replaced_by
            if replaced and self.grammar.command(replaced):
                self.position += 1
                self._edit_command(token, replaced)
                self.spoken = replaced
                self.path = self.grammar.aliases.get(replaced, replaced)
                self._part("command", token, word, path=self.path)
                return True
        elif guess := self._nearest_command(token, word):
            kind, target = guess
            self.position += 1
            self.faults.append(
                Fault(
                    kind, token.start, token.end, token.text, target.removeprefix("docker "), self.path, self._blamed()
                )
            )
            self._edit_command(token, target)
            self.spoken = target
            self.path = self.grammar.aliases.get(target, target)
            self._part("command", token, word, path=self.path)
            return True
        else:
            self.faults.append(Fault("unknown-command", token.start, token.end, token.text, None, self.path))
        self.position += 1
        self.unknown = True
        self._part("unknown-command", token, word, path=self.path)
        return True

    def _glued(self, token: Token, word: str) -> bool:
        """``docker ps-a``: a command and its option without the blank between them."""
        match = _GLUED.fullmatch(word)
        if match is None or token.text != word or self._step(match[1]) is None:
            return False
        cut = token.start + len(match[1])
        first = replace(token, end=cut, text=match[1], value=match[1], fragments=())
        second = replace(token, start=cut, text=match[2], value=match[2], fragments=())
        self.words = (*self.words[: self.position], first, second, *self.words[self.position + 1 :])
        target = f"{self.spoken} {match[1]} {match[2]}"
        self.faults.append(
            Fault("mistyped-command", token.start, token.end, word, target.removeprefix("docker "), self.path)
        )
        self.edits.append(Edit(cut, cut, " "))
        self.position += 1
        self._descend(first, match[1])
        return True

    def _blamed(self) -> str:
        """The option after a mistyped command: what Docker itself complains about."""
        if self.position < len(self.words):
            word = self._plain(self.words[self.position])
            if word.startswith("-"):
                return word
        return ""

    def _edit_command(self, token: Token, target: str) -> None:
        text = target.removeprefix(self.path + " ")
        if text == target:  # another branch: write the whole after the program
            text = target.removeprefix("docker ")
            if self.path == "docker compose" and not self.v1:
                compose = next((part for part in self.parts if part.value == "compose"), None)
                if compose:
                    self.edits.append(Edit(compose.start, token.start, ""))
            elif self.v1:
                program = next(part for part in self.parts if part.role == "command")
                self.edits = [edit for edit in self.edits if edit.start != program.start]
                self.edits.append(Edit(program.start, program.end, "docker"))
        self._edit(token, text)

    def _descend_to(self, token: Token, word: str) -> bool:
        if self._step(word) is None:
            changed = ascii_letters(word).lower()
            if changed == word or self._step(changed) is None:
                return False
            self._fault("capital-letters" if word.isascii() else "lookalike-letter", token, changed)
            self._edit(token, changed)
            word = changed
        self.position += 1
        self._descend(token, word)
        return True

    def _descend(self, token: Token, word: str) -> None:
        step = self._step(word)
        if step is None:
            return
        self.spoken = f"{self.spoken} {word}"
        self.path = step
        if self.parts and self.parts[-1].token is token:
            self.parts[-1] = replace(self.parts[-1], path=step)
        else:
            self._part("command", token, word, path=step)
        if self.grammar.command(step) is None:
            self.unknown = True

    def _nearest_command(self, token: Token, word: str) -> tuple[str, str] | None:
        """The kind of fault and the canonical or alias path that was meant."""
        if token.quoted or not word or not word[0].isalpha():
            return None
        word = ascii_letters(word).lower()
        synonyms = COMMAND_SYNONYMS.get(self.path, {})
        if word in synonyms:
            return "mistyped-command", f"{self.path} {synonyms[word]}"
        if self._is_noun_before_subcommand(word) or self._is_plural_of_noun(word):
            return "mistyped-command", f"{self.path} {nearest_word(word, self._children(self.path))}"
        if self.path == "docker" and self.grammar.command(f"docker compose {word}"):
            return "compose-command-without-compose", f"docker compose {word}"
        if self.path == "docker compose" and self.grammar.command(f"docker {word}"):
            return "docker-command-under-compose", f"docker {word}"
        children = self._children(self.path)
        follows = self._options_ahead()
        fitting = {
            name: tier - (5 if follows and self._takes_all(f"{self.path} {name}", follows) else 0)
            for name, tier in children.items()
        }
        if guess := nearest_word(word, fitting, fitting):
            return "mistyped-command", f"{self.path} {guess}"
        for separator in ("-", "_", ""):  # docker system-prune, docker composeup
            for child in children:
                tail = word.removeprefix(child + separator)
                if tail != word and tail and self.grammar.command(f"{self.path} {child} {tail}"):
                    return "mistyped-command", f"{self.path} {child} {tail}"
        if self.path == "docker":
            compose = self._children("docker compose")
            if guess := nearest_word(word, compose, compose):
                return "compose-command-without-compose", f"docker compose {guess}"
        return None

    def _is_noun_before_subcommand(self, word: str) -> bool:
        """Whether a word is near to a group of commands and the next word is one of the group's (volumes ls)."""
        guess = nearest_word(word, self._children(self.path))
        if guess is None or self.position + 1 >= len(self.words):
            return False
        following = self.words[self.position + 1].value
        return self.grammar.command(f"{self.path} {guess} {following}") is not None

    def _is_plural_of_noun(self, word: str) -> bool:
        """``docker volumes``: a group of commands in the plural, though Compose has a command of this name."""
        command = self.grammar.command(f"{self.path} {word.removesuffix('s')}") if word.endswith("s") else None
        return command is not None and bool(command.subcommands) and self.path == "docker"

    def _options_ahead(self) -> list[str]:
        words = [self._plain(token) for token in self.words[self.position + 1 :][:6]]
        return [word for word in words if word.startswith("-") and len(word) > 1]

    def _takes_all(self, path: str, words: Sequence[str]) -> bool:
        command = self.grammar.command(path)
        if command is None:
            return False
        for word in words[:1]:
            if word.startswith("--"):
                if word[2:].partition("=")[0] not in command.options:
                    return False
            elif word[1] not in command.shorts:
                return False
        return True
