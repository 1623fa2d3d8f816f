"""There and back the same, from any journal to any other."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.journal import Asked, JournalError, Preferences
from bot.journal.journal import AskedRow, PreferencesRow, Row, VoteRow
from bot.journal.redis import RedisJournal
from bot.journal.sqlite import SqliteJournal
from bot.journal.transfer import read_lines, write_lines
from tests.journal.conftest import Store
from tests.scale.redis_server import RedisServer

ids = st.integers(1, 2**63 - 1)
times = st.integers(0, 253_402_300_799_999)
users = st.binary(min_size=16, max_size=16).map(bytes.hex)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
asked_rows = st.builds(
    AskedRow,
    id=ids,
    at=times,
    user=st.none() | users,
    text=st.none() | texts,
    language=st.sampled_from(["ru", "en"]),
    outcome=st.sampled_from(["answer", "choices", "explained", "smalltalk", "unknown"]),
    entry=st.none() | texts,
    shown=st.lists(texts, max_size=3).map(tuple),
    confidence=st.floats(0, 1),
    micros=st.integers(0, 2**63 - 1),
)
preferences_rows = st.builds(
    PreferencesRow,
    user=users,
    language=st.sampled_from([None, "ru", "en"]),
    style=st.sampled_from([None, "rich", "classic"]),
    at=times,
)


@st.composite
def journals(draw: st.DrawFn) -> list[Row]:
    questions = draw(st.lists(asked_rows, max_size=6, unique_by=lambda row: row.id))
    votes: list[VoteRow] = []
    if questions:
        votes = draw(
            st.lists(
                st.builds(
                    VoteRow,
                    answer=st.sampled_from([row.id for row in questions]),
                    user=users,
                    value=st.sampled_from([-1, 1]),
                    at=times,
                ),
                max_size=6,
                unique_by=lambda row: (row.answer, row.user),
            )
        )
    chosen = draw(st.lists(preferences_rows, max_size=4, unique_by=lambda row: row.user))
    return [
        *sorted(questions, key=lambda row: row.id),
        *sorted(votes, key=lambda row: (row.answer, row.user)),
        *sorted(chosen, key=lambda row: row.user),
    ]


@given(journals())
def test_lines_and_rows_are_the_same(rows: list[Row]) -> None:
    lines = list(write_lines(rows))
    assert all("\n" not in line and "\r" not in line for line in lines)
    assert list(read_lines(lines)) == rows


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(journals())
def test_redis_gives_back_byte_for_byte_what_it_was_given(redis_server: RedisServer, rows: list[Row]) -> None:
    with redis_server.client() as client:
        client.flushall()
    journal = RedisJournal(redis_server.url)
    exported = list(write_lines(rows))
    assert journal.put(read_lines(exported)) == len(rows)
    assert list(write_lines(journal.rows())) == exported
    assert journal.put(reversed(rows)) == 0
    journal.statistics(30)
    journal.misses(30)
    journal.close()


@settings(max_examples=60, deadline=None)
@given(journals())
def test_import_and_export_are_the_same_byte_for_byte(rows: list[Row]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        first, second = (SqliteJournal(Path(folder) / name) for name in ("first", "second"))
        assert first.put(rows) == len(rows)
        exported = list(write_lines(first.rows()))
        assert exported == list(write_lines(rows))
        assert second.put(read_lines(exported)) == len(rows)
        assert list(write_lines(second.rows())) == exported
        assert second.put(read_lines(exported)) == 0
        for journal in (first, second):
            journal.statistics(30)
            journal.misses(30)
            journal.close()


def test_a_moved_journal_knows_its_people_if_the_key_comes_along(tmp_path: Path) -> None:
    here, there = SqliteJournal(tmp_path / "here"), SqliteJournal(tmp_path / "there")
    number = here.record(Asked(5, "вопрос", "ru", "answer", "x"))
    here.vote(number, 5, 1)
    here.set_preferences(5, Preferences("en"))
    (tmp_path / "there.key").write_bytes((tmp_path / "here.key").read_bytes())
    assert there.put(here.rows()) == 3
    assert there.preferences(5) == Preferences("en")
    assert there.vote(number, 5, -1) == 1
    assert there.forget(5) == 3
    here.close()
    there.close()


def test_the_newer_vote_and_preferences_win(store: Store) -> None:
    journal = store.make()
    question = AskedRow(1, 1, None, "x", "ru", "answer", "e", (), 1.0, 0)
    user = "a" * 32
    newer: list[Row] = [VoteRow(1, user, 1, 20), PreferencesRow(user, "ru", None, 20)]
    older: list[Row] = [VoteRow(1, user, -1, 10), PreferencesRow(user, "en", None, 10)]
    assert journal.put([question, *older]) == 3
    assert journal.put([question, *newer]) == 2
    assert journal.put([question, *older]) == 0
    assert list(journal.rows()) == [question, *newer]
    assert journal.put([VoteRow(2, user, 1, 1)]) == 0, "a vote on what is not there"
    journal.close()


def test_many_rows_go_in_pieces(store: Store) -> None:
    journal = store.make()
    rows = [AskedRow(number, number, None, None, "ru", "answer", None, (), 1.0, 0) for number in range(1, 1502)]
    assert journal.put(rows) == 1501
    assert list(journal.rows()) == rows
    journal.close()


HEADER = '{"kind": "journal", "version": 1}'
VOTE = {"kind": "vote", "answer": 1, "user": "a" * 32, "value": 1, "at": 1}


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ([], "empty"),
        (["", " "], "empty"),
        (["no json"], "line 1: "),
        (['{"kind": "other"}'], "line 1: "),
        ([json.dumps(VOTE)], "line 1: no journal"),
        (['{"kind": "journal", "version": 2}'], "line 1: version 2"),
        ([HEADER, "", "{"], "line 3: "),
        ([HEADER, json.dumps({**VOTE, "value": 0})], "line 2: vote.value: "),
        ([HEADER, json.dumps({**VOTE, "value": 2})], "line 2: vote.value: "),
        ([HEADER, json.dumps({**VOTE, "answer": 2**63})], "line 2: vote.answer: "),
        ([HEADER, json.dumps({**VOTE, "user": "123456789"})], "line 2: vote.user: "),
        ([HEADER, json.dumps({**VOTE, "name": "Ivan"})], "line 2: vote.name: "),
        ([HEADER, json.dumps({**VOTE, "at": "now"})], "line 2: vote.at: "),
        ([HEADER, '{"kind": "preferences", "user": "\ud800"}'], "line 2: "),
    ],
)
def test_a_wrong_line_is_named(lines: list[str], reason: str) -> None:
    with pytest.raises(JournalError) as caught:
        list(read_lines(lines))
    assert str(caught.value).startswith(reason) or reason in str(caught.value)
