"""Counting rows one by one gives what SQL gives."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.journal import tally
from bot.journal.figures import first_moment
from bot.journal.journal import AskedRow, Row, VoteRow
from bot.journal.sqlite import SqliteJournal

NOW = 1_795_600_000_000
DAY = 86_400_000
asked_rows = st.builds(
    AskedRow,
    id=st.integers(1, 2**40),
    at=st.integers(NOW - 4 * DAY, NOW),
    user=st.none(),
    text=st.sampled_from([None, "", "Как это?", "как  это", "том", "образ"]),
    language=st.sampled_from(["ru", "en"]),
    outcome=st.sampled_from(["answer", "choices", "explained", "smalltalk", "unknown", "of tomorrow"]),
    entry=st.sampled_from([None, "", "a", "b"]),
    shown=st.lists(st.sampled_from("abc"), max_size=2).map(tuple),
    confidence=st.floats(0, 1),
    micros=st.integers(0, 2**63 - 1),
)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(asked_rows, max_size=15, unique_by=(lambda row: row.id, lambda row: row.at)),
    st.lists(st.tuples(st.integers(0, 14), st.sampled_from("xyz"), st.sampled_from([1, -1])), max_size=12),
    st.integers(1, 6),
    st.integers(1, 4),
)
def test_both_ways_of_counting_agree(
    asked: list[AskedRow], votes: list[tuple[int, str, int]], days: int, limit: int
) -> None:
    given_votes = {(asked[place].id, user * 32): value for place, user, value in votes if place < len(asked)}
    rows: list[Row] = [*asked, *(VoteRow(answer, user, value, 1) for (answer, user), value in given_votes.items())]
    with tempfile.TemporaryDirectory() as folder:
        journal = SqliteJournal(Path(folder) / "journal", clock=lambda: NOW / 1000)
        journal.put(rows)
        by_sql = journal.statistics(days, limit)
        misses = journal.misses(days, limit)
        journal.close()
    since = first_moment(days, NOW)
    counted = sorted((row for row in asked if row.at >= since), key=lambda row: row.id)
    values = {row.id: [value for (answer, _), value in given_votes.items() if answer == row.id] for row in counted}
    assert tally.statistics(counted, values, days, since, limit) == by_sql
    assert tally.misses(counted, values, limit) == misses
