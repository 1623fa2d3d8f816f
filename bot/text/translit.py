"""Russian typed in Latin letters (``kak udalit kontejner``) to Cyrillic.

People follow no single standard; the table takes the spellings that are met in
chats (GOST 7.79, BGN/PCGN, and by ear), longest first.
"""

from __future__ import annotations

import re

_TABLE = {
    "shch": "щ",
    "sch": "щ",
    "yo": "е",
    "jo": "е",
    "zh": "ж",
    "kh": "х",
    "ts": "ц",
    "ch": "ч",
    "sh": "ш",
    "yu": "ю",
    "ju": "ю",
    "iu": "ю",
    "ya": "я",
    "ja": "я",
    "ia": "я",
    "je": "е",
    "ye": "е",
    "ck": "к",
    "a": "а",
    "b": "б",
    "c": "ц",
    "d": "д",
    "e": "е",
    "f": "ф",
    "g": "г",
    "h": "х",
    "i": "и",
    "j": "й",
    "k": "к",
    "l": "л",
    "m": "м",
    "n": "н",
    "o": "о",
    "p": "п",
    "q": "к",
    "r": "р",
    "s": "с",
    "t": "т",
    "u": "у",
    "v": "в",
    "w": "в",
    "x": "кс",
    "y": "ы",
    "z": "з",
    "'": "ь",
    "4": "ч",
    "6": "ш",
}
_PIECE = re.compile("|".join(sorted(map(re.escape, _TABLE), key=len, reverse=True)))
_LATIN_WORD = re.compile(r"[a-z'46]*[a-z][a-z'46]*")


def to_cyrillic(chunk: str) -> str | None:
    """Return a lower-case Latin chunk read as Russian by sound, or None if it is not purely Latin letters."""
    if not _LATIN_WORD.fullmatch(chunk):
        return None
    text = _PIECE.sub(lambda match: _TABLE[match[0]], chunk)
    # «й» stands after vowels; «y» at the end after a vowel is й too (kakoy), «ay» likewise.
    return re.sub(r"(?<=[аеиоуыэюя])ы", "й", text)
