"""Near words: which known word a misspelt one stands for.

Candidates come from an index of deletions (Garbe's symmetric delete: two words
within k edits share a form with at most k letters deleted), over the first
letters only, so that the cost of a look-up does not depend on how many words
are known. RapidFuzz measures them: optimal string alignment, in which two
swapped neighbours are one edit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz.distance import OSA

from bot.text.stem import sound

#: Letters of a word that the index looks at; longer words are told apart by the measure.
PREFIX = 8
MIN_LENGTH = 4
#: From this length two edits are one slip too many for chance.
TWO_EDITS_FROM = 8


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
    """Known words by their deletions and by their sound."""

    def __init__(self, known: Iterable[str]) -> None:
        self._deletions: dict[str, list[str]] = defaultdict(list)
        self._sounds: dict[str, list[str]] = defaultdict(list)
        for word in sorted(set(known)):
            if len(word) < MIN_LENGTH or not word.isalpha():
                continue
            for form in _deletions(word[:PREFIX], allowed_edits(len(word))):
                self._deletions[form].append(word)
            self._sounds[sound(word)].append(word)

    def near(self, word: str, limit: int = 3) -> list[Near]:
        """The known words nearest to ``word``, best first; empty for short words, codes and flags."""
        if len(word) < MIN_LENGTH or not word.isalpha() or len(word) > 40:
            return []
        edits = allowed_edits(len(word))
        candidates = set(self._sounds.get(sound(word), ()))
        for form in _deletions(word[:PREFIX], edits):
            candidates.update(self._deletions.get(form, ()))
        found: list[Near] = []
        for candidate in candidates:
            distance = OSA.distance(word, candidate, score_cutoff=edits)
            if distance <= edits and distance <= allowed_edits(min(len(word), len(candidate)) + 1):
                found.append(Near(candidate, 1 - distance / max(len(word), len(candidate))))
            elif sound(word) == sound(candidate):
                found.append(Near(candidate, 0.8))
        found.sort(key=lambda near: (-near.similarity, near.word))
        return found[:limit]


def _deletions(word: str, edits: int) -> set[str]:
    forms = {word}
    for count in range(1, edits + 1):
        for positions in combinations(range(len(word)), count):
            forms.add("".join(letter for index, letter in enumerate(word) if index not in positions))
    return forms
