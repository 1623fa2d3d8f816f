"""The wrong keyboard layout: ``вщслук`` for ``docker``, ``rjyntqyth`` for ``контейнер``."""

from __future__ import annotations

# The standard Russian (ЙЦУКЕН) and US layouts, key by key, lower case.
_US = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_RU = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_TO_RU = str.maketrans(_US + '{}:"<>~', _RU + "хъжэбюё")
_TO_US = str.maketrans(_RU + "е", _US + "t")
_CYRILLIC = frozenset(_RU)
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyz")


def swapped(chunk: str) -> str | None:
    """Return a lower-case chunk as if typed with the other layout, or None if it has no letters of one script.

    The signs ``, . ; ' [ ] ` `` are letters on the Russian layout, so the chunk
    must still carry its punctuation.
    """
    has_cyrillic = any(character in _CYRILLIC for character in chunk)
    has_latin = any(character in _LATIN for character in chunk)
    if has_cyrillic == has_latin:
        return None
    if has_cyrillic:
        return chunk.translate(_TO_US)
    return chunk.translate(_TO_RU).replace("ё", "е")
