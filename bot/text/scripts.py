"""Words in two scripts: letters that only look right (dосker), and Latin words with Russian endings (inspectнуть)."""

from __future__ import annotations

import re
from collections.abc import Iterator

#: Cyrillic letters and the Latin ones that look the same.
_LOOKALIKES = {
    "а": "a",
    "в": "b",
    "е": "e",
    "к": "k",
    "м": "m",
    "н": "h",
    "о": "o",
    "р": "p",
    "с": "c",
    "т": "t",
    "у": "y",
    "х": "x",
    "і": "i",
}
_TO_LATIN = str.maketrans(_LOOKALIKES)
_TO_CYRILLIC = str.maketrans({latin: cyrillic for cyrillic, latin in _LOOKALIKES.items()})
_LATIN, _CYRILLIC = re.compile(r"[a-z]"), re.compile(r"[а-яі]")
_ENDED = re.compile(r"([a-z][a-z0-9-]+[a-z0-9])['’`-]?[а-я]+")


def unmixed(word: str) -> Iterator[str]:
    """Yield what a lower-case word in two scripts may stand for, the likeliest first; nothing for one script."""
    if not (_LATIN.search(word) and _CYRILLIC.search(word)):
        return
    if not _CYRILLIC.search(latin := word.translate(_TO_LATIN)):
        yield latin
    if not _LATIN.search(cyrillic := word.translate(_TO_CYRILLIC)):
        yield cyrillic
    if (ended := _ENDED.fullmatch(word)) is not None:
        yield ended[1]
