"""Keep the secrets of a command line out of what is said about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from bot.knowledge.entry import Text
from bot.pasted.invocation import Invocation, Script
from bot.pasted.values.environment import is_secret, split_assignment
from bot.text.masking import MARKER, mask

#: Shorter words are not hidden everywhere: they would blank out half of the line.
_SHORTEST = 3
#: Clients by the beginning of their name: the option of the password, and whether it may stand in a word of its own.
_CLIENTS = {
    "mysql": ("-p", False),
    "mariadb": ("-p", False),
    "mongo": ("-p", True),
    "sqlcmd": ("-P", True),
    "redis-cli": ("-a", True),
    "sshpass": ("-p", True),
}
#: Commands that read a secret from their input.
_TAKERS = frozenset({"docker secret create", "docker login"})
_CREDENTIALS = re.compile(r"://[^\s:/@]{0,128}:([^\s/@]{1,256})@")


class Concealment:
    """Replaces known secrets by the marker, and masks what looks like one besides."""

    def __init__(self, secrets: Iterable[str]) -> None:
        words = sorted({word for word in secrets if word and MARKER not in word}, key=len, reverse=True)
        whole = [re.escape(word) for word in words if len(word) >= _SHORTEST]
        self._pattern = re.compile(r"(?:(?<!\w)|(?<=\W-[apP]))(?:" + "|".join(whole) + r")(?!\w)") if whole else None

    def __call__(self, text: str) -> str:
        """The text without secrets."""
        return mask(self._pattern.sub(MARKER, text) if self._pattern else text)

    def text(self, text: Text | None) -> Text | None:
        """Both languages without secrets; None stays None."""
        return self.always(text) if text else None

    def always(self, text: Text) -> Text:
        """Both languages without secrets."""
        if self._pattern is None:
            return text
        return Text(ru=self._pattern.sub(MARKER, text.ru), en=self._pattern.sub(MARKER, text.en))


def secrets_of(script: Script) -> set[str]:
    """The secret values that a paste holds: in variables, passwords of options, addresses."""
    found: set[str] = set()
    for invocation in script.invocations:
        found.update(secret for _, secret in secret_uses(invocation))
    for command, following in pairwise(script.commands):
        # `printf … | docker secret create name -`: what is piped is the secret.
        taker = following.invocation.path if following.invocation else ""
        if taker in _TAKERS and command.words and command.words[0].value in ("echo", "printf") and command.words[1:]:
            found.add("" if command.words[-1].value.startswith(("$", "-")) else command.words[-1].value)
    for command in script.commands:
        for token in command.words:
            name, value = split_assignment(token.value)
            if value and re.fullmatch(r"[A-Za-z_]\w*", name) and is_secret(name, value):
                found.add(value)
    return found


def _client_secrets(client: str, words: list[str]) -> Iterator[tuple[str, str]]:
    """Passwords after the short option of a database's client: ``-psecret``, or in the word after it."""
    option, apart = next((found for name, found in _CLIENTS.items() if client.startswith(name)), ("", False))
    for index, word in enumerate(words if option else ()):
        if word.startswith(option) and re.fullmatch(r"[^\s$=]{1,256}", word[len(option) :]):
            yield option, word[len(option) :]
        elif apart and word == option and index + 1 < len(words) and not words[index + 1].startswith(("$", "-")):
            yield option, words[index + 1]


def secret_uses(invocation: Invocation) -> Iterator[tuple[str, str]]:
    """Each secret of a call: where it stands (an option or a variable), and its value."""
    for use in invocation.options:
        if not use.value:
            continue
        if use.name in ("env", "build-arg"):
            name, value = split_assignment(use.value)
            if value and is_secret(name, value):
                match = _CREDENTIALS.search(value)
                yield name, match[1] if match else value
        elif use.name == "password" and not use.value.startswith("$"):
            yield f"{use.spelled}", use.value
    words = invocation.program
    client = words[0].value.rpartition("/")[2] if words else ""
    yield from _client_secrets(client, [token.value for token in words[1:]])
    for index, token in enumerate(words):
        name, value = split_assignment(token.value)
        option = name.lstrip("-")
        if value and is_secret(option.replace("-", "_"), value):
            yield name, value
        elif (
            value is None
            and token.value in ("--password", "--requirepass", "--pass", "--token", "--secret")
            and index + 1 < len(words)
            and is_secret("password", words[index + 1].value)
        ):
            yield token.value, words[index + 1].value
