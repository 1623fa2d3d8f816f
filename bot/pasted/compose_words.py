"""Words of a shell as strings of a compose file: what a shell would put in, Compose must put in itself."""

from __future__ import annotations

import re

from bot.knowledge.entry import Text
from bot.pasted.invocation import OptionUse
from bot.pasted.shell import Fragment, Token

_HERE = re.compile(
    r"\$\(\s*pwd\s*\)|`\s*pwd\s*`|\$\{?PWD\}?(?:\.Path\})?|%cd%|\$\(\(?Get-Location\)?[.\w]*\)", re.IGNORECASE
)
_NAMED = re.compile(r"\$(\w+)|\$\{(\w+)\}|%(\w+)%")
_WITH_DEFAULT = re.compile(r"\$\{\w+(?::?[-?+])[^{}]*\}")


class ComposeWords:
    """Rewrites words; ``omitted`` gets a line for each substitution that Compose cannot make."""

    def __init__(self, omitted: list[Text]) -> None:
        self.omitted = omitted

    def word(self, token: Token, in_path: bool = False) -> str:
        """A whole word."""
        return "".join(self._fragment(fragment, in_path) for fragment in token.fragments)

    def value(self, use: OptionUse, in_path: bool) -> str:
        """The value of an option, without the option's own letters where they share a word."""
        if use.value is None or use.token is None:
            return use.value or ""
        skipped = len(use.token.value) - len(use.value)
        if skipped < 0 or not use.token.value.endswith(use.value):  # joined of several words
            return use.value.replace("$", "$$")
        result = []
        for fragment in use.token.fragments:
            if skipped >= len(fragment.text):
                skipped -= len(fragment.text)
                continue
            if skipped:
                fragment = Fragment(fragment.text[skipped:], fragment.quote, fragment.role)
                skipped = 0
            result.append(self._fragment(fragment, in_path))
        return "".join(result)

    def _fragment(self, fragment: Fragment, in_path: bool) -> str:
        if fragment.quote == "'" or fragment.role == "text":
            return fragment.text.replace("$", "$$")
        if _HERE.fullmatch(fragment.text):
            return "." if in_path else "${PWD}"
        if match := _NAMED.fullmatch(fragment.text):
            return f"${{{match[1] or match[2] or match[3]}}}"
        if _WITH_DEFAULT.fullmatch(fragment.text):
            return fragment.text
        name = re.sub(r"\W+", "_", fragment.text.strip("$()`{} ")).strip("_").upper()[:40] or "VALUE"
        if not name[0].isalpha():
            name = f"VALUE_{name}"
        shown = " ".join(fragment.text.split()).replace("`", "'")
        self.omitted.append(
            Text(
                ru=f"`{shown}` (Compose не выполняет подстановку: задайте {name} в .env)",
                en=f"`{shown}` (Compose runs no substitution: set {name} in .env)",
            )
        )
        return f"${{{name}}}"
