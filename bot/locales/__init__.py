"""The bot's own phrases in both languages (Fluent), and nothing about Docker."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource

from bot.text.language import LANGUAGES, Language

_FOLDER = Path(__file__).parent
_LOCALES = {"ru": "ru-RU", "en": "en-US"}


@cache
def _bundle(language: Language) -> FluentBundle:
    bundle = FluentBundle([_LOCALES[language]], use_isolating=False)
    for path in sorted((_FOLDER / language).glob("*.ftl")):
        bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    return bundle


def phrase(key: str, language: Language, **arguments: str | int | float) -> str:
    """Return a phrase in a language. Raises KeyError for a key that is missing, ValueError for a broken one."""
    bundle = _bundle(language)
    message = bundle.get_message(key) if bundle.has_message(key) else None
    if message is None or message.value is None:
        raise KeyError(f"no phrase {key!r} in {language}")
    text, errors = bundle.format_pattern(message.value, arguments)
    if errors:
        raise ValueError(f"phrase {key!r} in {language}: {errors[0]}")
    return str(text)


def keys(language: Language) -> frozenset[str]:
    """The keys of all phrases of a language."""
    return frozenset(_bundle(language)._messages)  # the library offers no listing


__all__ = ["LANGUAGES", "keys", "phrase"]
