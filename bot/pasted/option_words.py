"""Option words of a docker command: long and short, bundled, with their values, wrong ones read as the nearest real.

The rules are those of Docker's flag library, as the ``grammar`` key of docker-cli.json records them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.knowledge.grammar import DockerCommand, Option
from bot.knowledge.usage import Removal
from bot.pasted.invocation import Fault, OptionUse, Part
from bot.pasted.line_state import LineState
from bot.pasted.shell import DASHES, Edit, Token
from bot.pasted.slips import OPTION_SYNONYMS, ascii_letters, nearest_word

#: Short options of ``docker`` and ``docker compose`` themselves that people write after the subcommand.
_MISPLACED_SHORTS = frozenset("HcfpD")
#: Removed options that took no value.
_REMOVED_FLAGS = frozenset({"force", "stream", "automated", "tls", "tlsverify", "skip-hostname-check", "networking"})

#: The end of a mount whose folder has a blank in its name: `project:/app`.
_PATH_REST = re.compile(r"[^-:\s\"'][^:\s\"']{0,100}:/")


class OptionWords(LineState):
    """Reads the option words of a line."""

    def _option(self, token: Token, word: str) -> None:
        self.position += 1
        if word != token.value:
            dashes = len(token.value) - len(token.value.lstrip("-" + DASHES))
            self.faults.append(
                Fault("typographic-dash", token.start, token.end, token.text, word, self.path, token.value[:dashes])
            )
            self.edits.append(Edit(token.start, token.start + dashes, "--" if word.startswith("--") else "-"))
        if self.unknown:
            self._part("opaque", token, word)
            return
        plain = ascii_letters(word)
        if plain != word and "=" not in word:
            self._fault("lookalike-letter", token, plain)
            self._edit(token, plain)
            word = plain
        if word.startswith("--"):
            self._long_option(token, word)
        else:
            self._short_options(token, word)

    def _long_option(self, token: Token, word: str) -> None:
        name, equals, value = word[2:].partition("=")
        option, scope = self._long(name)
        if option is None:
            self._unknown_long(token, word, name, equals, value)
            return
        if self._misplaced(option, scope):
            self._move(token, option, scope, f"--{name}", self._long_value(option, equals, value, token))
            return
        if not option.takes_value:
            use = OptionUse(option, f"--{name}", value if equals else None, token.start, token.end, token)
            self._use(use, token.end)
            self._boolean_with_value(token, use)
            return
        if equals and value:
            self._use(OptionUse(option, f"--{name}", value, token.start, token.end, token), token.end)
            return
        if equals and not token.text.endswith(("''", '""', "’’", "””")) and self._value_ahead():
            following = self.words[self.position]
            if following.start > token.end and self.shell.text[token.end : following.start].isspace():
                self.faults.append(Fault("blank-after-equals", token.start, following.end, token.text, None, self.path))
                self.edits.append(Edit(token.end, following.start, ""))
            self._valued(token, option, f"--{name}")
            return
        if equals:
            self._use(OptionUse(option, f"--{name}", "", token.start, token.end, token), token.end)
            return
        self._valued(token, option, f"--{name}")

    def _misplaced(self, option: Option, scope: DockerCommand | None) -> bool:
        """An option of a command above this one stands after the command: Docker does not take it there."""
        own = self.grammar.command(self.path)
        return scope is not None and scope is not own and option.name != "help"

    def _long_value(self, option: Option, equals: str, value: str, token: Token) -> tuple[str | None, int]:
        """The value of an option, from its word or the next one, and where it ends."""
        if not option.takes_value or equals:
            return value if equals else None, token.end
        if self._value_ahead():
            self.position += 1
            following = self.words[self.position - 1]
            return following.value, following.end
        return "", token.end

    def _move(
        self, token: Token, option: Option, scope: DockerCommand | None, spelled: str, found: tuple[str | None, int]
    ) -> None:
        """Record a misplaced option and mend it by moving it before the subcommand."""
        value, end = found
        text = self.shell.text[token.start : end]
        above = scope.path if scope else "docker"
        self.faults.append(Fault("misplaced-option", token.start, end, spelled, f"{above} {text}", self.path, above))
        self._use(OptionUse(option, spelled, value, token.start, end, token), end)
        self.faults = [fault for fault in self.faults if fault.kind != "removed-option" or fault.start != token.start]
        step = next((part for part in self.parts if part.role == "command" and len(part.path) > len(above)), None)
        if self.v1 and above == "docker":
            program = next(part for part in self.parts if part.role == "command")
            self.edits = [edit for edit in self.edits if edit.start != program.start]
            self.edits.append(Edit(program.start, program.end, f"docker {text} compose"))
            while end < len(self.shell.text) and self.shell.text[end] in " \t":
                end += 1
            self.edits.append(Edit(token.start, end, ""))
        elif step:
            start = token.start
            while start > 0 and self.shell.text[start - 1] in " \t":
                start -= 1
            self.edits.append(Edit(step.start, step.start, f"{text} "))
            self.edits.append(Edit(start, end, ""))

    def _boolean_with_value(self, token: Token, use: OptionUse) -> None:
        if use.value is None and self.position < len(self.words):
            following = self.words[self.position]
            if following.value.lower() in ("true", "false") and not self.arguments:
                self.faults.append(
                    Fault(
                        "blank-before-boolean",
                        token.start,
                        following.end,
                        f"{use.spelled} {following.value}",
                        f"--{use.name}={following.value.lower()}",
                        self.path,
                    )
                )
                self.edits.append(Edit(token.start, following.end, f"--{use.name}={following.value.lower()}"))
                self.position += 1
                self.options[-1] = replace(use, value=following.value.lower())
                part = self.parts[-1]
                self.parts[-1] = replace(part, end=following.end, options=(self.options[-1],))

    def _valued(self, token: Token, option: Option, spelled: str, before: Sequence[OptionUse] = ()) -> None:
        """An option whose value is the next word."""
        if self.position >= len(self.words):
            self._missing_value(token, option, spelled, before)
            return
        following = self.words[self.position]
        plain = self._plain(following)
        if self._is_option(plain) and not following.quoted:
            self._missing_value(token, option, spelled, before)
            return
        self.position += 1
        value, end = following.value, following.end
        if value == "=" and self.position < len(self.words):  # -e NAME = value
            self.faults.append(Fault("blank-around-equals", token.start, following.end, token.text, None, self.path))
            following = self.words[self.position]
            self.position += 1
            self.edits.append(Edit(token.end, following.start, "=" if spelled.startswith("--") else " "))
            value, end = following.value, following.end
        elif option.name in ("env", "label", "build-arg", "publish", "volume"):
            value, end = self._join_value(option, token, following)
        elif option.name == "format" and not following.quoted:
            value, end = self._join_template(token, following)
        use = OptionUse(option, spelled, value, token.start, end, following)
        self._use(use, end, before)

    def _join_value(self, option: Option, token: Token, following: Token) -> tuple[str, int]:
        """A value with a blank inside that its form does not allow: ``8080: 80``, ``NAME = value``."""
        value, end = following.value, following.end
        if self.position >= len(self.words):
            return value, end
        ahead = self.words[self.position]
        sign = ":" if option.name in ("publish", "volume") else "="
        joined = None
        if ahead.value == sign and self.position + 1 < len(self.words):
            last = self.words[self.position + 1]
            joined, used = f"{value}{sign}{last.value}", 2
            end = last.end
        elif (
            option.name == "env"
            and "=" not in value
            and not following.quoted
            and not ahead.value.startswith("-")
            and ahead.value != ahead.value.lower()
            and re.fullmatch(r"[A-Z][A-Z0-9_]{1,60}", value)
            and "/" not in ahead.value
        ):
            joined, used = f"{value}={ahead.value}", 1  # no image's name has capital letters
            end = ahead.end
        elif option.name == "publish" and value.isdigit() and ahead.value.isdigit():
            joined, used = f"{value}:{ahead.value}", 1
            end = ahead.end
        elif (
            option.name == "volume"
            and sign not in value
            and value.startswith(("/", "~", ".", "$"))
            and not following.quoted
            and _PATH_REST.match(ahead.value)
        ):
            joined, used = f"{value} {ahead.value}", 1  # a folder with a blank in its name
            end = ahead.end
        elif (value.endswith(sign) and sign == ":" and not following.quoted) or (
            ahead.value.startswith(sign) and len(ahead.value) > 1
        ):
            joined, used = value + ahead.value, 1
            end = ahead.end
        if joined is None:
            return value, following.end
        self.position += used
        kind = "blank-around-equals" if sign == "=" else "blank-in-value"
        written = f'"{joined}"' if " " in joined else joined
        self.faults.append(Fault(kind, token.start, end, self.shell.text[token.start : end], written, self.path))
        self.edits.append(Edit(following.start, end, written))
        return joined, end

    def _join_template(self, token: Token, following: Token) -> tuple[str, int]:
        """A template whose blanks were not quoted: ``--format {{.Names}} {{.Status}}``."""
        value, end = following.value, following.end
        first = self.position
        while self.position < len(self.words) and ("{{" in value or value == "table"):
            ahead = self.words[self.position].value
            if "{{" not in ahead and value.count("{{") <= value.count("}}"):
                break
            value, end = f"{value} {ahead}", self.words[self.position].end
            self.position += 1
        if self.position > first:
            text = self.shell.text[following.start : end]
            self.faults.append(Fault("unquoted-template", token.start, end, text, f"'{value}'", self.spoken))
            self.edits.append(Edit(following.start, end, f"'{value}'"))
        return value, end

    def _is_option(self, word: str) -> bool:
        """Whether a word that should be a value is an option of this command instead."""
        if not word.startswith("-") or len(word) < 2 or word[1].isdigit():
            return False
        if word.startswith("--"):
            return self._long(word[2:].partition("=")[0])[0] is not None
        command = self.grammar.command(self.path)
        return command is not None and all(letter in command.shorts for letter in re.split(r"[=\d]", word[1:])[0][:3])

    def _missing_value(self, token: Token, option: Option, spelled: str, before: Sequence[OptionUse]) -> None:
        self.faults.append(Fault("missing-value", token.start, token.end, spelled, None, self.spoken, option.name))
        self._use(OptionUse(option, spelled, "", token.start, token.end, None), token.end, before)

    def _use(self, use: OptionUse, end: int, before: Sequence[OptionUse] = ()) -> None:
        uses = (*before, use)
        self.options += uses
        self.parts.append(
            Part("option", use.start, end, self.shell.text[use.start : end], uses, path=self.path, token=use.token)
        )
        if removed := self.usage.removed_options.get((self.path, use.name)):
            self._removed(use.start, end, use.spelled, removed.replaced_by, removed.removed_in)

    def _removed(self, start: int, end: int, word: str, replaced: str | None, version: str | None) -> None:
        nearest = None
        if replaced:
            nearest = replaced if replaced.startswith("docker") else f"--{replaced}"
        self.faults.append(Fault("removed-option", start, end, word, nearest, self.spoken, version or ""))

    def _unknown_long(self, token: Token, word: str, name: str, equals: str, value: str) -> None:
        if removed := self.usage.removed_options.get((self.path, name)):
            self._removed(token.start, token.end, f"--{name}", removed.replaced_by, removed.removed_in)
            target = removed.replaced_by
            option = self._long(target)[0] if target else None
            if option:
                self.edits.append(Edit(token.start, token.start + len(name) + 2, f"--{option.name}"))
                self._as(token, option, equals, value)
                return
            self._unknown_part(token, word)
            return
        short = ascii_letters(name)
        command = self.grammar.command(self.path)
        guess = self._nearest_option(name)
        flags = command is not None and all(
            letter in command.shorts and (len(short) == 1 or not command.shorts[letter].takes_value) for letter in short
        )
        if flags and 1 <= len(short) <= 4 and not equals and (guess is None or len(short) <= 2):
            mended = f"-{short}"  # --it, --d, --p 80:80
            self.faults.append(Fault("unknown-option", token.start, token.end, word, mended, self.spoken))
            self._edit(token, mended)
            self._short_options(token, mended)
            return
        nearest = f"--{guess}" if guess else None
        elsewhere = "" if guess else self._elsewhere(name)
        self.faults.append(
            Fault("unknown-option", token.start, token.end, f"--{name}", nearest, self.spoken, elsewhere)
        )
        option = self._long(guess)[0] if guess else None
        if option is None:
            self._unknown_part(token, word)
            return
        head = token.text.split("=", 1)[0]
        self.edits.append(Edit(token.start, token.start + len(head), f"--{option.name}"))
        self._as(token, option, equals, value)

    def _elsewhere(self, name: str) -> str:
        """The sibling command that does have an option of this name, as ``at:<path>``; the most everyday one."""
        parent = self.path.rpartition(" ")[0]
        if parent == "docker":
            return ""
        found = [
            command
            for path, command in self.grammar.commands.items()
            if path.startswith(f"{parent} ") and name in command.options
        ]
        return f"at:{min(found, key=lambda command: (command.tier, command.path)).path}" if found else ""

    def _as(self, token: Token, option: Option, equals: str, value: str) -> None:
        """Read a wrong option as the one that was meant."""
        spelled = f"--{option.name}"
        if option.takes_value and not equals:
            self._valued(token, option, spelled)
        else:
            self._use(OptionUse(option, spelled, value if equals else None, token.start, token.end, token), token.end)

    def _nearest_option(self, name: str) -> str | None:
        plain = ascii_letters(name).lower().replace("_", "-")
        command = self.grammar.command(self.path)
        if command is None:
            return None
        known = {option.name: option.tier for scope in self._scopes()[:1] for option in scope.options.values()}
        if plain in known:
            return plain
        synonym = OPTION_SYNONYMS.get(plain)
        if synonym in known:
            return synonym
        if guess := nearest_word(plain, known, known):
            return guess
        # --rmi-all, --force-recreat…: a beginning or a joined pair
        starts = [option for option in known if len(plain) >= 4 and option.startswith(plain)]
        return min(starts, key=lambda option: (known[option], len(option))) if starts else None

    def _unknown_part(self, token: Token, word: str) -> None:
        self._part("unknown-option", token, word, path=self.path)

    def _short_options(self, token: Token, word: str) -> None:
        if self._single_dash_long(token, word):
            return
        before: list[OptionUse] = []
        for index, letter in enumerate(word[1:], start=1):
            option, scope = self._short(letter)
            if option is None:
                self._unknown_short(token, word, letter, before)
                return
            rest = word[index + 1 :]
            if self._misplaced(option, scope) and letter not in _MISPLACED_SHORTS:
                self._unknown_short(token, word, letter, before)
                return
            if self._misplaced(option, scope):
                own = self.grammar.command(self.path)
                if own and letter.swapcase() in own.shorts and (len(word) > 2 or not option.takes_value):
                    self._unknown_short(token, word, letter, before)
                    return
                if index > 1:
                    self._unknown_short(token, word, letter, before)
                    return
                if len(word) == 2 or option.takes_value:
                    equals = "=" if rest else ""
                    value = rest.removeprefix("=")
                    self._move(token, option, scope, f"-{letter}", self._long_value(option, equals, value, token))
                    return
            if option.takes_value:
                value = rest.removeprefix("=")
                if value:
                    use = OptionUse(option, f"-{letter}", value, token.start, token.end, token)
                    self._use(use, token.end, before)
                    return
                self._valued(token, option, f"-{letter}", before)
                return
            if rest.startswith("="):
                before.append(OptionUse(option, f"-{letter}", rest[1:], token.start, token.end, token))
                break
            before.append(OptionUse(option, f"-{letter}", None, token.start, token.end, token))
        if before:
            self._use(before[-1], token.end, before[:-1])
            if len(before) == 1:
                self._boolean_with_value(token, before[0])

    def _single_dash_long(self, token: Token, word: str) -> bool:
        """``-name web``, ``-rm``, ``-network=x``: a long option with one dash."""
        name, equals, value = word[1:].partition("=")
        if len(name) < 3 and name not in ("rm",):
            return False
        command = self.grammar.command(self.path)
        if command is None:
            return False
        bundle_ends = next((i for i, letter in enumerate(name) if self._takes(command, letter)), None)
        is_bundle = all(letter in command.shorts for letter in name)
        takes_at_once = bundle_ends == 0 and not name[1:].isalpha()
        if name in command.options and not (is_bundle and name not in ("rm",) and bundle_ends is None):
            guess: str | None = name
        elif (
            is_bundle
            or takes_at_once
            or len(name) < 4
            or (bundle_ends is not None and not re.fullmatch(r"[a-z]+(?:[-_][a-z]+)*", name))
        ):
            return False
        else:
            guess = self._nearest_option(name)
        option = command.options.get(guess) if guess else None
        if option is None:
            return False
        self.faults.append(
            Fault("unknown-option", token.start, token.end, f"-{name}", f"--{option.name}", self.spoken, "single-dash")
        )
        head = token.text.split("=", 1)[0]
        self.edits.append(Edit(token.start, token.start + len(head), f"--{option.name}"))
        self._as(token, option, equals, value)
        return True

    def _takes(self, command: DockerCommand, letter: str) -> bool:
        option = command.shorts.get(letter)
        return option is not None and option.takes_value

    def _unknown_short(self, token: Token, word: str, letter: str, before: Sequence[OptionUse]) -> None:
        if removed := self._removed_short(letter):
            self._removed(token.start, token.end, f"-{letter}", removed.replaced_by, removed.removed_in)
            end = token.end
            if removed.name not in _REMOVED_FLAGS and len(word) == 2 and self._value_ahead():
                end = self.words[self.position].end
                self.position += 1
            self.parts.append(Part("unknown-option", token.start, end, word, path=self.path, token=token))
            return
        command = self.grammar.command(self.path)
        swapped = letter.swapcase()
        mended = word.replace(letter, swapped, 1)
        if command and swapped in command.shorts and letter.isupper():
            self.faults.append(Fault("unknown-option", token.start, token.end, f"-{letter}", mended, self.spoken))
            self._edit(token, mended)
            self._short_options(token, mended)
            return
        detail = word if len(word) > 2 else ""
        self.faults.append(Fault("unknown-option", token.start, token.end, f"-{letter}", None, self.spoken, detail))
        self.options += before
        self._unknown_part(token, word)

    def _removed_short(self, letter: str) -> Removal | None:
        """A removed option of this command by its letter: recorded, or the first letter of its long name."""
        if removed := self.usage.removed_options.get((self.path, letter)):
            return removed
        return next(
            (
                removal
                for (path, name), removal in self.usage.removed_options.items()
                if path == self.path and name[0] == letter and removal.removed_in and len(name) > 1
            ),
            None,
        )
