"""Figures over rows that come one by one, for a journal without SQL; the same figures as ``bot.journal.figures``.

What is held is small however many rows there are: counts by day, eight bytes a question for the percentiles, and one
wording for each question that was missed. ``tests/journal/test_tally.py`` proves both ways of counting equal.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from bot.journal.figures import ANSWERED, DAY, EPOCH
from bot.journal.journal import AskedRow, Day, EntryVotes, Latency, Miss, Statistics
from bot.journal.rows import language
from bot.journal.texts import normalized

#: The values of the votes on an answer, by the answer's id.
Votes = Mapping[int, Iterable[int]]


@dataclass(slots=True)
class _Missed:
    latest: AskedRow
    count: int = 0
    disliked: int = 0


class _Misses:
    def __init__(self, votes: Votes) -> None:
        self._votes = votes
        self._found: dict[str, _Missed] = {}

    def add(self, row: AskedRow) -> None:
        unknown = row.outcome == "unknown"
        if not unknown and not any(value < 0 for value in self._votes.get(row.id, ())):
            return
        key = normalized(row.text)
        if not key:
            return
        missed = self._found.setdefault(key, _Missed(row))
        missed.count += 1
        missed.disliked += not unknown
        if row.at >= missed.latest.at:
            missed.latest = row

    def most(self, limit: int) -> tuple[Miss, ...]:
        ordered = sorted(self._found.items(), key=lambda item: (-item[1].count, -item[1].latest.at, item[0]))
        return tuple(
            Miss(
                text=missed.latest.text or "",
                language=language(missed.latest.language) or "ru",
                count=missed.count,
                disliked=missed.disliked,
                shown=tuple(
                    dict.fromkeys([*([missed.latest.entry] if missed.latest.entry else []), *missed.latest.shown])
                ),
                last=datetime.fromtimestamp(missed.latest.at / 1000, UTC),
            )
            for _, missed in ordered[:limit]
        )


def misses(rows: Iterable[AskedRow], votes: Votes, limit: int) -> tuple[Miss, ...]:
    """Questions without an answer and answers with a 👎 among rows, grouped by normalised text."""
    found = _Misses(votes)
    for row in rows:
        found.add(row)
    return found.most(limit)


def statistics(rows: Iterable[AskedRow], votes: Votes, days: int, since: int, most_misses: int) -> Statistics:
    """All figures of rows asked at ``since`` (milliseconds since 1970) or later, for the ``days`` days from then."""
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    micros = array("Q")
    voted: dict[str, Counter[bool]] = defaultdict(Counter)
    found = _Misses(votes)
    first = since // DAY
    for row in rows:
        micros.append(row.micros)
        found.add(row)
        if values := votes.get(row.id):
            voted[row.entry if row.entry is not None else f"({row.outcome})"].update(value > 0 for value in values)
        if row.at < since + days * DAY:
            kind = row.outcome if row.outcome in ("choices", "smalltalk") else "missed"
            counts[row.at // DAY]["answered" if row.outcome in ANSWERED else kind] += 1
    by_day = tuple(
        Day(date.fromordinal(EPOCH + day), *(counts[day][kind] for kind in ("answered", "choices", "missed")))
        for day in range(first, first + days)
    )
    entries = [EntryVotes(entry, up=of[True], down=of[False]) for entry, of in voted.items()]
    return Statistics(
        days=days,
        answered=sum(day.answered for day in by_day),
        choices=sum(day.choices for day in by_day),
        missed=sum(day.missed for day in by_day),
        smalltalk=sum(of_day["smalltalk"] for of_day in counts.values()),
        votes=tuple(sorted(entries, key=lambda each: (-each.down, -each.up, each.entry))),
        misses=found.most(most_misses),
        latency=_latency(micros),
        by_day=by_day,
    )


def _latency(micros: array[int]) -> Latency:
    if not micros:
        return Latency()
    ordered = sorted(micros)
    return Latency(*(ordered[max(1, math.ceil(len(ordered) * share)) - 1] for share in (0.5, 0.9, 0.99, 1.0)))
