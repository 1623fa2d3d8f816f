from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from bot.journal import JournalError, migrate
from bot.journal.migrate import steps, version
from bot.journal.sqlite import SqliteJournal
from tests.journal.conftest import Clock
from tests.journal.test_kept import USER, asked

NEWEST = len(steps())


def schema(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    return connection.execute("SELECT name, sql FROM sqlite_schema ORDER BY name").fetchall()


def connect(path: Path) -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(path, isolation_level=None))


@pytest.mark.parametrize("earlier", range(NEWEST))
def test_each_earlier_version_becomes_the_newest_and_keeps_its_rows(path: Path, clock: Clock, earlier: int) -> None:
    with connect(path) as old, connect(path.with_name("fresh")) as fresh:
        migrate.migrate(old, upto=earlier)
        assert version(old) == earlier
        if earlier:
            old.execute(
                "INSERT INTO asked (id, at, text, normalized, language, outcome, confidence, micros)"
                " VALUES (7, ?, 'вопрос', 'вопрос', 'ru', 'unknown', 0, 5)",
                (int(clock.now * 1000),),
            )
            old.execute("INSERT INTO votes VALUES (7, 'a', -1, 0)")
        migrate.migrate(old)
        migrate.migrate(fresh)
        assert version(old) == NEWEST
        assert schema(old) == schema(fresh)
    journal = SqliteJournal(path, clock=clock)
    journal.record(asked())
    found = journal.statistics(1)
    assert found.questions == 1 + bool(earlier)
    assert [miss.text for miss in found.misses] == ["вопрос"] * bool(earlier)
    assert journal.forget(USER) == 1
    journal.close()


def test_a_step_that_fails_leaves_the_database_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with connect(path) as connection:
        migrate.migrate(connection, upto=1)
        before = schema(connection)
        broken = (*steps(), "CREATE TABLE half (x);\nCREATE TABLE asked (x);\n")
        monkeypatch.setattr(migrate, "steps", lambda: broken)
        with pytest.raises(sqlite3.OperationalError, match="already exists"):
            migrate.migrate(connection)
        assert (version(connection), schema(connection)) == (1, before)
        assert not connection.in_transaction


def test_a_newer_version_is_refused(path: Path) -> None:
    with connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
        with pytest.raises(JournalError, match="version 99"):
            migrate.migrate(connection)
        assert version(connection) == 99


def test_processes_that_start_at_once_migrate_once(path: Path) -> None:
    failed: list[BaseException] = []
    start = threading.Barrier(6)

    def work() -> None:
        try:
            with closing(sqlite3.connect(path, isolation_level=None, timeout=10)) as connection:
                start.wait()
                migrate.migrate(connection)
        except BaseException as error:
            failed.append(error)

    workers = [threading.Thread(target=work) for _ in range(6)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert failed == []
    with connect(path) as connection:
        assert version(connection) == NEWEST
