"""Near words: which known word a misspelt one stands for.

Candidates come from an index of deletions (Garbe's symmetric delete: two words
within k edits share a form with at most k letters deleted), over the first
letters only, so that the cost of a look-up does not depend on how many words
are known. RapidFuzz measures them: optimal string alignment, in which two
swapped neighbours are one edit.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from zlib import crc32

from rapidfuzz.distance import OSA

from bot.matching.rows import KeyedRows
from bot.text.lines import Lines
from bot.text.stem import sound

#: Letters of a word that the index looks at; longer words are told apart by the measure.
PREFIX = 7
MIN_LENGTH = 4
#: From this length two edits are one slip too many for chance.
TWO_EDITS_FROM = 8
#: In a shorter word a wrong first letter makes another word (roses, loses), not a slip.
_FIRST_LETTER_FROM = 7
_PLACE_BITS = 24
_PLACE = (1 << _PLACE_BITS) - 1


def allowed_edits(length: int) -> int:
    """How many edits may separate a typed word of this length from the known one."""
    if length < MIN_LENGTH:
        return 0
    return 1 if length < TWO_EDITS_FROM else 2


@dataclass(frozen=True, slots=True)
class Near:
    """A known word near a typed one, with its similarity in (0, 1]."""

    word: str
    similarity: float


class SpellingIndex:
    """Known words by their deletions and by their sound.

    The deletions are kept as one sorted array of numbers, the hash of a form
    above the place of its word: a tenth of the memory of a dictionary of lists.
    """

    def __init__(self, known: Iterable[str]) -> None:
        words = [word for word in sorted(set(known)) if len(word) >= MIN_LENGTH and word.isalpha()]
        sounds: dict[int, list[int]] = defaultdict(list)
        keys: list[int] = []
        for place, word in enumerate(words):
            keys.extend(_key(form) | place for form in _deletions(word[:PREFIX], allowed_edits(len(word))))
            sounds[_checksum(sound(word))].append(place)
        keys.sort()
        self._words = Lines(words)
        self._keys = array("Q", keys)
        self._sounds = KeyedRows(sounds)

    def near(self, word: str, limit: int = 3) -> list[Near]:
        """The known words nearest to ``word``, best first; empty for short words, codes and flags."""
        if len(word) < MIN_LENGTH or not word.isalpha() or len(word) > 40:
            return []
        edits = allowed_edits(len(word))
        heard = sound(word)
        candidates = {self._words[place] for place in self._sounds.get(_checksum(heard))}
        for form in _deletions(word[:PREFIX], edits):
            key = _key(form)
            place = bisect_left(self._keys, key)
            while place < len(self._keys) and self._keys[place] & ~_PLACE == key:
                candidates.add(self._words[self._keys[place] & _PLACE])
                place += 1
        found: list[Near] = []
        for candidate in candidates:
            if len(word) < _FIRST_LETTER_FROM and candidate[0] not in word[:2]:
                continue
            distance = OSA.distance(word, candidate, score_cutoff=edits)
            if distance <= edits and distance <= allowed_edits(min(len(word), len(candidate)) + 1):
                found.append(Near(candidate, 1 - distance / max(len(word), len(candidate))))
            elif heard == sound(candidate):
                found.append(Near(candidate, 0.8))
        found.sort(key=lambda near: (-near.similarity, near.word))
        return found[:limit]


def _checksum(form: str) -> int:
    """A number for a form: the same in every process, unlike ``hash``."""
    return crc32(form.encode())


def _key(form: str) -> int:
    """The checksum of a form above a word's place."""
    return _checksum(form) << _PLACE_BITS


def _deletions(word: str, edits: int) -> set[str]:
    forms = last = {word}
    for _ in range(edits):
        last = {form[:place] + form[place + 1 :] for form in last for place in range(len(form))}
        forms = forms | last
    return forms
