"""Whatever happens to the disk, the callers of an answer see no exception, and the operator reads it once."""

from __future__ import annotations

import logging
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.journal import NOT_KEPT, Journal, JournalError, Preferences
from bot.journal.journal import AskedRow
from bot.journal.sqlite import SqliteJournal
from bot.settings import JournalSettings
from bot.wiring import make_journal
from tests.conftest import ROOT
from tests.journal.conftest import Clock, plain_user
from tests.journal.test_kept import USER, asked


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that anybody may enter, unlike pytest's own."""
    result = Path(tempfile.mkdtemp(prefix="journal-"))
    result.chmod(0o755)
    yield result
    result.chmod(0o755)
    shutil.rmtree(result)


def use(journal: Journal) -> tuple[int, object, Preferences, bool]:
    return (
        journal.record(asked()),
        journal.vote(1 << 40, USER, 1),
        journal.preferences(USER),
        journal.set_preferences(USER, Preferences("en")),
    )


NOTHING_KEPT = (NOT_KEPT, None, Preferences(), False)


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.message for record in caplog.records if record.levelno >= logging.WARNING]


def test_a_read_only_folder(folder: Path, clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    folder.chmod(0o555)
    journal = SqliteJournal(folder / "journal.sqlite3", clock=clock)
    with plain_user():
        assert not journal.open()
        for _ in range(3):
            assert use(journal) == NOTHING_KEPT
            clock.now += 40
        for call in (lambda: journal.forget(USER), lambda: journal.statistics(1), lambda: list(journal.rows())):
            with pytest.raises(JournalError, match=r"journal\.sqlite3"):
                call()
    assert len(warnings(caplog)) == 1
    assert "Permission denied" in warnings(caplog)[0]

    folder.chmod(0o777)
    clock.now += 90
    caplog.set_level(logging.INFO)
    with plain_user():
        assert use(journal)[0] != NOT_KEPT
        journal.close()
    assert caplog.messages[-1] == "journal: kept again"


def test_a_file_that_became_read_only(folder: Path, clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    path = folder / "journal.sqlite3"
    journal = SqliteJournal(path, clock=clock)
    journal.set_preferences(USER, Preferences("en", "rich"))
    journal.close()
    for file in folder.iterdir():
        file.chmod(0o444)
    folder.chmod(0o555)
    with plain_user():
        assert journal.record(asked()) == NOT_KEPT
        assert not journal.set_preferences(USER, Preferences("ru"))
        journal.close()
    assert len(warnings(caplog)) == 1, warnings(caplog)


def test_a_full_disk(journal: SqliteJournal, clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    number = journal.record(asked())
    connection = journal._connection
    assert connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")  # SQLite's own way to run out of room
    results = {journal.record(asked("x" * 4000)) for _ in range(20)}
    assert NOT_KEPT in results
    assert journal.preferences(USER) == Preferences()
    assert [message.rsplit(": ", 1)[1] for message in warnings(caplog)] == ["the disk is full"]
    assert journal.statistics(1).questions >= 1, "what is there can be read"

    connection.execute("PRAGMA max_page_count = 1000000")
    clock.now += 61
    assert journal.record(asked("x" * 4000)) != NOT_KEPT
    assert journal.vote(number, USER, 1) == 0
    clock.now += 61
    connection.execute(f"PRAGMA max_page_count = {pages}")
    while journal.record(asked("x" * 4000)) != NOT_KEPT:
        pass
    assert len(warnings(caplog)) == 2, "a new trouble is said anew"


def test_a_file_that_another_process_holds(
    journal: SqliteJournal, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    journal._patience = 0.01
    journal.open()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert journal.record(asked()) == NOT_KEPT
    assert journal.record(asked()) == NOT_KEPT
    assert journal.preferences(USER) == Preferences()
    other.execute("ROLLBACK")
    other.close()
    assert journal.record(asked()) != NOT_KEPT
    assert [message.rsplit(": ", 1)[1] for message in warnings(caplog)] == ["another process holds the file"]


@pytest.mark.parametrize(
    "content", [b"this is no database, it is a poem " * 300, b"SQLite format 3\0" + b"\xff" * 5000]
)
def test_a_damaged_file_is_moved_aside_and_a_new_one_begun(
    path: Path, clock: Clock, caplog: pytest.LogCaptureFixture, content: bytes
) -> None:
    path.write_bytes(content)
    journal = SqliteJournal(path, clock=clock)
    assert journal.record(asked()) != NOT_KEPT
    assert len(list(journal.rows())) == 1
    (aside,) = [file for file in path.parent.iterdir() if "damaged" in file.name and file.suffix != ".key"]
    assert aside.read_bytes() == content
    assert warnings(caplog) == [f"journal: the file is damaged; moved to {aside.name}, a new one is begun"]
    journal.close()


def test_damage_that_shows_in_use_is_mended_too(
    journal: SqliteJournal, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    number = journal.record(asked())
    for _ in range(200):
        journal.record(asked("x" * 1000))
    journal.close()
    data = path.read_bytes()
    path.write_bytes(data[:4096] + b"\xa5" * (len(data) - 4096))  # the header and the schema are whole
    assert journal.record(asked()) != NOT_KEPT
    assert journal.vote(number, USER, 1) is None
    assert len(warnings(caplog)) == 1
    assert "damaged" in warnings(caplog)[0]


def test_the_command_line_leaves_a_damaged_file_where_it_is(path: Path) -> None:
    path.write_bytes(b"no database at all " * 100)
    with pytest.raises(JournalError, match="damaged"):
        SqliteJournal(path, mend=False).statistics(1)
    assert path.read_bytes().startswith(b"no database")


def test_a_journal_of_a_newer_program_is_left_alone(
    journal: SqliteJournal, path: Path, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    journal.record(asked())
    journal.close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = path.read_bytes()
    newer = SqliteJournal(path, clock=clock)
    assert use(newer) == NOTHING_KEPT
    assert path.read_bytes() == before
    assert len(warnings(caplog)) == 1
    assert "version 99" in warnings(caplog)[0]


def test_a_lost_key_makes_a_new_one_and_a_damaged_key_is_kept_aside(
    journal: SqliteJournal, path: Path, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    journal.set_preferences(USER, Preferences("en"))
    journal.close()
    key = path.with_name("journal.sqlite3.key")
    key.write_bytes(b"\xffhalf a key")
    again = SqliteJournal(path, clock=clock)
    assert again.preferences(USER) == Preferences()
    assert again.set_preferences(USER, Preferences("ru"))
    assert key.with_name(key.name + ".damaged").read_bytes() == b"\xffhalf a key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert len(warnings(caplog)) == 1
    again.close()


def test_a_killed_process_leaves_the_journal_whole(path: Path) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from bot.journal import Asked; from bot.journal.sqlite import SqliteJournal\n"
        "journal = SqliteJournal(Path(sys.argv[1]))\n"
        "while True: print(journal.record(Asked(1, 'x' * 500, 'ru', 'unknown')), flush=True)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, path], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        told = [int(process.stdout.readline()) for _ in range(300)]
        process.kill()
        told += [int(line) for line in process.stdout if line.endswith("\n")]
    journal = SqliteJournal(path)
    kept = {row.id for row in journal.rows() if isinstance(row, AskedRow)}
    assert set(told) <= kept
    assert journal.record(asked()) != NOT_KEPT
    assert journal._connection
    assert journal._connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    journal.close()


def test_wiring_says_in_one_line_what_is_kept(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    journal = make_journal(JournalSettings(journal_path=path))
    assert caplog.messages == [f"journal: {path}, kept for 90 days"]
    assert journal.record(asked()) != NOT_KEPT
    journal.close()
    caplog.clear()
    assert make_journal(JournalSettings(journal_path=None)).record(asked()) == NOT_KEPT
    assert len(caplog.messages) == 1
    caplog.clear()
    blocked = path.with_name("file")
    blocked.write_bytes(b"")
    assert make_journal(JournalSettings(journal_path=blocked / "journal.sqlite3")).record(asked()) == NOT_KEPT
    assert len(caplog.messages) == 1
