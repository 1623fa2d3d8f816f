"""Figures over the SQLite journal: counts, votes, misses, percentiles."""

from __future__ import annotations

import json
import math
import sqlite3
from datetime import UTC, date, datetime

from bot.journal.journal import Day, EntryVotes, Latency, Miss, Statistics
from bot.journal.rows import language

DAY = 86_400_000
#: Outcomes of a Reply by what they count as; what is not named here counts as missed.
ANSWERED = frozenset({"answer", "explained"})
EPOCH = date(1970, 1, 1).toordinal()


def first_moment(days: int, now: int) -> int:
    """When the last ``days`` days (UTC, today among them) began; times in milliseconds since 1970."""
    return (now // DAY - days + 1) * DAY


def statistics(connection: sqlite3.Connection, days: int, now: int, most_misses: int) -> Statistics:
    """All figures of the last ``days`` days. Raises sqlite3.Error."""
    since = first_moment(days, now)
    counts: dict[int, dict[str, int]] = {}
    for day, outcome, count in connection.execute(
        "SELECT at / ?, outcome, count(*) FROM asked WHERE at >= ? AND at < ? GROUP BY 1, 2",
        (DAY, since, since + days * DAY),
    ):
        kind = "answered" if outcome in ANSWERED else outcome if outcome in ("choices", "smalltalk") else "missed"
        of_day = counts.setdefault(day, {})
        of_day[kind] = of_day.get(kind, 0) + count
    first = since // DAY
    by_day = tuple(
        Day(
            date.fromordinal(EPOCH + day),
            *(counts.get(day, {}).get(kind, 0) for kind in ("answered", "choices", "missed")),
        )
        for day in range(first, first + days)
    )
    return Statistics(
        days=days,
        answered=sum(day.answered for day in by_day),
        choices=sum(day.choices for day in by_day),
        missed=sum(day.missed for day in by_day),
        smalltalk=sum(of_day.get("smalltalk", 0) for of_day in counts.values()),
        votes=_votes(connection, since),
        misses=misses(connection, since, most_misses),
        latency=_latency(connection, since),
        by_day=by_day,
    )


def misses(connection: sqlite3.Connection, since: int, limit: int) -> tuple[Miss, ...]:
    """Questions without an answer and answers with a 👎, grouped by normalised text. Raises sqlite3.Error."""
    # SQLite takes the plain columns of a group from the row with max(at): the latest wording.
    found = connection.execute(
        """
        SELECT text, language, entry, shown, max(at), count(*) AS times, sum(NOT unknown)
        FROM (
            SELECT asked.*, outcome = 'unknown' AS unknown,
                   EXISTS (SELECT 1 FROM votes WHERE answer = asked.id AND value < 0) AS disliked
            FROM asked
            WHERE at >= ? AND normalized <> ''
        )
        WHERE unknown OR disliked
        GROUP BY normalized ORDER BY times DESC, max(at) DESC, normalized LIMIT ?
        """,
        (since, limit),
    )
    return tuple(
        Miss(
            text=text,
            language=language(spoken) or "ru",
            count=times,
            disliked=disliked,
            shown=tuple(dict.fromkeys([*([entry] if entry else []), *json.loads(shown)])),
            last=datetime.fromtimestamp(at / 1000, UTC),
        )
        for text, spoken, entry, shown, at, times, disliked in found
    )


def _votes(connection: sqlite3.Connection, since: int) -> tuple[EntryVotes, ...]:
    """Votes by entry; those on answers without one (explained pastes, choices) by outcome in brackets."""
    found = connection.execute(
        """
        SELECT coalesce(entry, '(' || outcome || ')'), sum(value > 0) AS up, sum(value < 0) AS down
        FROM votes JOIN asked ON asked.id = votes.answer
        WHERE asked.at >= ? GROUP BY 1 ORDER BY down DESC, up DESC, 1
        """,
        (since,),
    )
    return tuple(EntryVotes(*row) for row in found)


def _latency(connection: sqlite3.Connection, since: int) -> Latency:
    total = connection.execute("SELECT count(*) FROM asked WHERE at >= ?", (since,)).fetchone()[0]
    if not total:
        return Latency()
    places = [max(1, math.ceil(total * share)) for share in (0.5, 0.9, 0.99, 1.0)]
    found = dict(
        connection.execute(
            "SELECT place, micros FROM (SELECT micros, row_number() OVER (ORDER BY micros) AS place"
            " FROM asked WHERE at >= ?) WHERE place IN (?, ?, ?, ?)",
            (since, *places),
        ).fetchall()
    )
    return Latency(*(found[place] for place in places))
