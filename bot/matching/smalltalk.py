"""Small talk: a message that is nothing but greetings, thanks and the like gets a human line, not a search.

Every word must be covered by a phrase of knowledge/words/smalltalk.yaml (slips allowed) or by one of its fillers
(«бот», «друг», «очень»); a single word about anything else makes it a question.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rapidfuzz.distance import OSA

from bot.matching.spelling import allowed_edits
from bot.text import normalize

#: Where several kinds meet in one message (привет, как дела), the first of these is answered.
ORDER = ("trouble", "who", "how-are-you", "thanks", "bye", "hello", "ok")
#: Nothing but that something is wrong (ошибка, не работает): what, has to be asked.
TROUBLE = "trouble"
FILLERS = "fillers"
_LONGEST_MESSAGE, _LONGEST_TEXT = 12, 400


class SmallTalk:
    """Recognises small talk by the phrases of the word list."""

    def __init__(self, phrases: Mapping[str, Sequence[str]]) -> None:
        read = ((tuple(bare(text)), kind) for kind, texts in phrases.items() if kind != FILLERS for text in texts)
        self._by_letter: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for words, kind in sorted((item for item in read if item[0]), key=lambda item: -len(item[0])):
            self._by_letter.setdefault(words[0][0], []).append((words, kind))
        self._fillers = frozenset(word for text in phrases.get(FILLERS, ()) for word in bare(text))

    def kind(self, text: str) -> str | None:
        """The kind of small talk that a whole message is, or None; ``text`` is cleaned."""
        if len(text) > _LONGEST_TEXT:
            return None
        words = bare(text)
        if not words or len(words) > _LONGEST_MESSAGE:
            return None
        found: set[str] = set()
        position = 0
        while position < len(words):
            for phrase, kind in self._by_letter.get(words[position][0], ()):
                if len(phrase) <= len(words) - position and all(map(_same, words[position:], phrase)):
                    found.add(kind)
                    position += len(phrase)
                    break
            else:
                if words[position] not in self._fillers:
                    return None
                position += 1
        return next((kind for kind in ORDER if kind in found), None)


def bare(text: str) -> list[str]:
    """The words of a text, folded, letters thrice or more in a row made one (приветттт)."""
    words = normalize.words(normalize.fold(text))
    return ["".join(c for i, c in enumerate(w) if not (i > 1 and w[i - 1] == c == w[i - 2])) for w in words]


def _same(typed: str, word: str) -> bool:
    edits = allowed_edits(len(word))
    return typed == word or (edits > 0 and OSA.distance(typed, word, score_cutoff=edits) <= edits)
