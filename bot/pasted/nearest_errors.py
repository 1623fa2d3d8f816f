"""The known errors nearest to a message that no pattern matches: offered as choices, never as the answer."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from rapidfuzz import fuzz

from bot.knowledge.entry import Entry
from bot.text import noise

#: Below this score an entry is not near enough to be worth a button.
FLOOR = 0.42
#: What of a long log is compared: its complaining line, cut.
_LONGEST = 400
_WORD = re.compile(r"[a-zа-яё][a-zа-яё_-]{2,40}")
#: Words that stand in every other error message.
_COMMON = frozenset(
    {
        "error",
        "failed",
        "failure",
        "cannot",
        "could",
        "unable",
        "not",
        "the",
        "for",
        "and",
        "with",
        "from",
        "docker",
        "daemon",
        "response",
        "container",
        "this",
        "that",
        "ошибка",
        "msg",
        "level",
        "unknown",
        "message",
    }
)
#: A word of failure.
COMPLAINS = re.compile(
    r"error|fail|fatal|panic|cannot|can't|unable|denied|refused|invalid|not found|no such|unknown|exception|timeout"
    r"|unexpected|unsupported|forbidden|missing|conflict|ошибка|не удалось|не найден|отказано",
    re.IGNORECASE,
)


def complaint(text: str) -> str:
    """The line of a log that complains: the last with a word of failure, else the last; without noise, cut."""
    stripped = noise.strip(text[-65536:]).text
    lines = [line.strip() for line in stripped.split("\n") if line.strip()]
    for line in reversed(lines[-400:]):
        if COMPLAINS.search(line[:1000]):
            return _cut(line)
    return _cut(lines[-1]) if lines else ""


def _cut(line: str) -> str:
    # In a chain of wrappers the end says most.
    return line if len(line) <= _LONGEST else "…" + line[-_LONGEST:]


class NearestErrors:
    """Error entries by the words of their messages, titles and phrasings."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._ids = [entry.id for entry in entries]
        self._messages = [tuple(message.lower()[:_LONGEST] for message in entry.messages) for entry in entries]
        self._words = [_words(_said(entry)) for entry in entries]
        counts = Counter(word for words in self._words for word in words)
        self._rarity = {word: math.log(1 + len(entries) / count) for word, count in counts.items()}
        self._rarest = max(self._rarity.values(), default=1.0)

    def find(self, text: str) -> tuple[str, ...]:
        """Ids of entries, the nearest first; none where nothing is near."""
        line = complaint(text).lower()
        words = _words(line) - _COMMON
        total = sum(self._rarity.get(word, self._rarest) for word in words)
        if not total:
            return ()
        scored: list[tuple[float, str]] = []
        for name, messages, own in zip(self._ids, self._messages, self._words, strict=True):
            shared = sum(self._rarity[word] for word in words & own) / total
            if shared <= 0.15:
                continue
            likeness = max((fuzz.token_sort_ratio(line, message) for message in messages), default=0.0) / 100
            scored.append((0.7 * shared + 0.3 * likeness, name))
        scored.sort(key=lambda item: (-item[0], item[1]))
        return tuple(name for score, name in scored if score >= FLOOR)


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))


def _said(entry: Entry) -> str:
    return " ".join(
        (*entry.messages, entry.title.ru, entry.title.en, *(said for each in entry.questions.values() for said in each))
    )
