"""Stems of Russian and English words by Snowball (PyStemmer)."""

from __future__ import annotations

from functools import lru_cache

import Stemmer

_RUSSIAN = Stemmer.Stemmer("russian", 0)
_ENGLISH = Stemmer.Stemmer("english", 0)


_WHICH = ("кой", "кая", "кое", "кие", "кого", "кую", "ких", "ким", "кому", "кими", "ком")


def is_cyrillic(word: str) -> bool:
    """Tell whether the word has a Cyrillic letter."""
    return any("а" <= character <= "я" for character in word)


def stem_once(word: str) -> str:
    """Return the Snowball stem of a lower-case word in its own script; codes and flags stay as they are."""
    if word.startswith("как") and word.endswith(_WHICH):
        return "какой"  # Snowball makes it «как»: which is not how
    if is_cyrillic(word):
        return str(_RUSSIAN.stemWord(word))
    if word.isalpha() and len(word) > 3:
        return str(_ENGLISH.stemWord(word))
    return word


#: The same, remembering the words that are met again and again.
stem = lru_cache(maxsize=8192)(stem_once)

_SOUNDS = str.maketrans({"о": "а", "е": "и", "э": "и", "я": "и", "ы": "и", "ъ": None, "ь": None, "й": "и", "щ": "ш"})


@lru_cache(maxsize=4096)
def sound(word: str) -> str:
    """Return a key under which Russian words that are spelt by ear fall together (кантейнер, контейнер).

    Unstressed vowels are merged, signs dropped, double letters made one, -тся
    and -ться made alike. Latin words get only their double letters reduced.
    """
    text = word.replace("тся", "ца").replace("ться", "ца")
    if is_cyrillic(text):
        text = text.translate(_SOUNDS)
    return "".join(character for index, character in enumerate(text) if index == 0 or text[index - 1] != character)
