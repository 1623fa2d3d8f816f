"""Which of the two languages a text is in."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Literal

Language = Literal["ru", "en"]
LANGUAGES: tuple[Language, ...] = ("ru", "en")

_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_LATIN_WORD = re.compile(r"[a-z']+")


def detect(text: str, english_words: Container[str]) -> Language | None:
    """Tell the language of a question, or None where only terms and codes are in it.

    Any Cyrillic letter means Russian: Docker's own words are Latin in Russian
    questions too. Latin text is English if it has a word of ``english_words``
    (function words and everyday verbs); bare terms could be either.
    """
    if _CYRILLIC.search(text):
        return "ru"
    if any(word in english_words for word in _LATIN_WORD.findall(text.lower())):
        return "en"
    return None
