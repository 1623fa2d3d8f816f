"""The known errors nearest to a message that no pattern matches: offered as choices, never as the answer."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from sys import intern

from rapidfuzz import fuzz

from bot.knowledge.entry import Entry
from bot.matching.rows import Rows
from bot.text import noise

#: Below this score an entry is not near enough to be worth a button.
FLOOR = 0.42
#: Entries with no more of a message's words than this, by rarity, are not compared with it.
_SHARED = 0.15
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
        said: dict[str, list[int]] = defaultdict(list)
        for number, entry in enumerate(entries):
            for word in _words(_said(entry)):
                said[word].append(number)
        self._said = Rows(said.values())
        self._words = {word: place for place, word in enumerate(said)}

    def find(self, text: str) -> tuple[str, ...]:
        """Ids of entries, the nearest first; none where nothing is near."""
        line = complaint(text).lower()
        words = sorted(_words(line) - _COMMON)
        shared: dict[int, float] = defaultdict(float)
        total = 0.0
        for word in words:
            numbers = self._said[place] if (place := self._words.get(word)) is not None else ()
            rarity = math.log(1 + len(self._ids) / (len(numbers) or 1))
            total += rarity
            for number in numbers:
                shared[number] += rarity
        scored: list[tuple[float, str]] = []
        for number, share in shared.items():
            if share <= _SHARED * total:
                continue
            likeness = max((fuzz.token_sort_ratio(line, message) for message in self._messages[number]), default=0.0)
            scored.append((0.7 * share / total + 0.3 * likeness / 100, self._ids[number]))
        scored.sort(key=lambda item: (-item[0], item[1]))
        return tuple(name for score, name in scored if score >= FLOOR)


def _words(text: str) -> frozenset[str]:
    return frozenset(map(intern, _WORD.findall(text.lower())))


def _said(entry: Entry) -> str:
    return " ".join(
        (*entry.messages, entry.title.ru, entry.title.en, *(said for each in entry.questions.values() for said in each))
    )
