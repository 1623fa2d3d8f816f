"""What the journal in Redis does besides: order among replicas, imports between, faults of the server."""

from __future__ import annotations

import logging
import os
import signal
import time
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.journal import NOT_KEPT, Asked, JournalError, Preferences
from bot.journal.journal import AskedRow, Row, VoteRow
from bot.journal.redis import PREFIX, RedisJournal
from bot.settings import JournalSettings
from bot.wiring import make_journal
from tests.journal.conftest import DAY, Clock
from tests.journal.test_faults import NOTHING_KEPT, use, warnings
from tests.journal.test_kept import OTHER, USER, asked
from tests.scale.redis_server import RedisServer, free_port


def texts(journal: RedisJournal) -> list[str | None]:
    return [row.text for row in journal.rows() if isinstance(row, AskedRow)]


def until(journal: RedisJournal) -> int:
    """Record until something is kept: for a second after a failure nothing is tried."""
    for _ in range(100):
        if number := journal.record(asked()):
            return number
        time.sleep(0.1)
    raise AssertionError("nothing is kept again")


def test_ids_rise_though_the_clocks_of_replicas_differ(redis_server: RedisServer, clock: Clock) -> None:
    late = Clock(clock.now - 5)
    ahead, behind = (RedisJournal(redis_server.url, clock=each) for each in (clock, late))
    ids = [journal.record(asked(str(n))) for n, journal in enumerate((ahead, behind, ahead, behind, behind))]
    assert ids == sorted(set(ids))
    assert texts(ahead) == ["0", "1", "2", "3", "4"]
    assert behind.vote(ids[0], USER, 1) == 0
    assert ahead.vote(ids[0], USER, 1) == 1
    late.now = clock.now - DAY
    assert behind.vote(behind.record(asked("yesterday")), USER, 1) == 0, "midnight lies between the clocks"


def test_a_question_sent_again_over_a_new_connection_is_kept_once(redis_server: RedisServer, clock: Clock) -> None:
    journal = RedisJournal(redis_server.url, clock=clock)
    number = journal.record(asked("once"))
    (row,) = journal.rows()
    assert isinstance(row, AskedRow)
    assert journal.put([row]) == 0
    with redis_server.client() as client:
        (entry,) = client.xrange(f"{PREFIX}asked:{row.at // 86_400_000}")
        day = row.at // 86_400_000
        keys = [f"{PREFIX}asked:{day}", PREFIX + "days", ""]
        again = journal._run("RECORD", keys, [*entry[0].split("-"), day, entry[1]["row"]])
    assert again == entry[0]
    assert [kept.id for kept in journal.rows() if isinstance(kept, AskedRow)] == [number]


def test_older_rows_find_their_place_among_newer_ones(redis_server: RedisServer, clock: Clock) -> None:
    journal = RedisJournal(redis_server.url, clock=clock)
    now = int(clock.now * 1000)
    rows: list[Row] = [
        AskedRow(at << 20 | 7, at, "a" * 32, f"{at}", "ru", "answer", "e", (), 1.0, 1)
        for at in range(now - 900, now + 900, 3)
    ]
    live = journal.record(asked("live"))
    journal.vote(live, USER, -1)
    assert journal.put(rows[::2]) == 300
    assert journal.put(rows) == 300
    found = [row for row in journal.rows() if isinstance(row, AskedRow)]
    assert [row.id for row in found] == sorted([live, *(row.id for row in rows if isinstance(row, AskedRow))])
    assert {row.text for row in found} == {"live", *(row.text for row in rows if isinstance(row, AskedRow))}
    assert journal.vote(live, USER, 1) == -1
    after = journal.record(asked("after"))
    assert after > max(row.id for row in found)
    assert journal.vote(rows[0].id if isinstance(rows[0], AskedRow) else 0, USER, 1) == 0
    with redis_server.client() as client:
        assert not list(client.scan_iter(PREFIX + "draft:*"))


def test_retention_clears_what_hangs_on_a_question(redis_server: RedisServer, clock: Clock) -> None:
    journal = RedisJournal(redis_server.url, days=2, clock=clock)
    number = journal.record(asked("old"))
    journal.vote(number, OTHER, 1)
    clock.now += 1.5 * DAY
    later = journal.record(asked("later", user=OTHER))
    clock.now += DAY
    assert journal.purge() == 1
    assert texts(journal) == ["later"]
    with redis_server.client() as client:
        left = {key.removeprefix(PREFIX).split(":")[0] for key in client.scan_iter()}
        assert left == {"asked", "days", "key", "user", "rewrite"}
    clock.now += 100 * DAY
    assert journal.purge() == 1
    assert journal.vote(later, USER, 1) is None
    with redis_server.client() as client:
        assert {key.removeprefix(PREFIX) for key in client.scan_iter()} == {"key", "rewrite"}


def test_what_is_forgotten_leaves_the_append_only_file(own_redis: RedisServer, clock: Clock) -> None:
    journal = RedisJournal(own_redis.url, clock=clock)
    journal.record(asked("moj sekretnyj vopros"))
    journal.record(asked("ostaetsja", user=OTHER))
    assert b"moj sekretnyj vopros" in own_redis.files()
    assert journal.forget(USER) == 1
    for _ in range(100):
        if b"moj sekretnyj vopros" not in own_redis.files():
            break
        time.sleep(0.1)
    assert b"moj sekretnyj vopros" not in own_redis.files()
    assert texts(journal) == ["ostaetsja"]
    assert journal.forget(OTHER) == 1
    with own_redis.client() as client:
        assert client.exists(PREFIX + "rewrite"), "once an hour, or /forgetme would keep the disk busy"
        client.delete(PREFIX + "rewritten")
        clock.now += 61
        journal.record(asked("next"))
        assert not client.exists(PREFIX + "rewrite")


def test_a_server_that_is_away_is_said_once_and_found_again(
    own_redis: RedisServer, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    journal = RedisJournal(own_redis.url, clock=clock)
    number = journal.record(asked())
    own_redis.stop()
    for _ in range(3):
        assert use(journal) == NOTHING_KEPT
        clock.now += 40
    for call in (lambda: journal.forget(USER), lambda: journal.statistics(1), lambda: list(journal.rows())):
        with pytest.raises(JournalError, match=rf"127\.0\.0\.1:{own_redis.port}: it cannot be reached"):
            call()
    assert len(warnings(caplog)) == 1
    own_redis.start()
    caplog.set_level(logging.INFO)
    until(journal)
    clock.now += 61
    assert journal.vote(number, USER, 1) == 0, "what was kept is kept"
    assert caplog.messages[-1] == "journal: kept again"


def test_a_server_that_hangs_holds_nobody_up_for_long(own_redis: RedisServer, caplog: pytest.LogCaptureFixture) -> None:
    journal = RedisJournal(own_redis.url)
    journal.open()
    assert own_redis._process
    os.kill(own_redis._process.pid, signal.SIGSTOP)
    try:
        for _ in range(300):  # which wait for one time limit, not for three hundred
            assert journal.record(asked()) == NOT_KEPT
    finally:
        os.kill(own_redis._process.pid, signal.SIGCONT)
    assert {message.rsplit(": ", 1)[1] for message in warnings(caplog)} == {"it does not answer"}
    until(journal)


def test_a_full_server_is_said_and_recovers(
    own_redis: RedisServer, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    journal = RedisJournal(own_redis.url, clock=clock)
    number = journal.record(asked())
    with own_redis.client() as client:
        client.config_set("maxmemory", "1mb")
        assert use(journal)[0] == NOT_KEPT
        assert journal.vote(number, USER, 1) is None
        assert journal.statistics(1).questions == 1, "what is there can be read"
        with pytest.raises(JournalError, match="memory is full"):
            journal.put([AskedRow(1, 1, None, None, "ru", "answer", None, (), 1.0, 0)])
        assert [message.rsplit(": ", 1)[1] for message in warnings(caplog)] == ["its memory is full"]
        client.config_set("maxmemory", "0")
    assert journal.record(asked()) != NOT_KEPT


def test_a_password_is_needed_and_never_shown(own_redis: RedisServer, caplog: pytest.LogCaptureFixture) -> None:
    with own_redis.client() as client:
        client.config_set("requirepass", "opensesame")
    without = RedisJournal(own_redis.url)
    wrong = RedisJournal(own_redis.url.replace("//", "//:wrongsesame@"))
    for journal in (without, wrong):
        assert not journal.open()
    assert {message.rsplit(": ", 1)[1] for message in warnings(caplog)} == {"the password is refused"}
    assert "sesame" not in caplog.text
    assert RedisJournal(own_redis.url.replace("//", "//:opensesame@")).open()


def test_what_was_kept_outlasts_a_kill(own_redis: RedisServer) -> None:
    journal = RedisJournal(own_redis.url)
    journal.set_preferences(USER, Preferences("en"))
    numbers = [journal.record(asked(str(number))) for number in range(50)]
    time.sleep(1.5)  # appendfsync everysec
    own_redis.stop(kill=True)
    own_redis.start()
    until(journal)
    assert {row.id for row in journal.rows() if isinstance(row, AskedRow)} >= set(numbers)
    assert journal.preferences(USER) == Preferences("en")


def test_replicas_agree_on_a_new_key_where_the_server_was_emptied(redis_server: RedisServer, clock: Clock) -> None:
    one, two = RedisJournal(redis_server.url, clock=clock), RedisJournal(redis_server.url, clock=clock)
    one.record(asked())
    two.record(asked())
    with redis_server.client() as client:
        client.flushall()
    clock.now += 61
    one.record(asked("a"))
    two.record(asked("b"))
    assert len({row.user for row in one.rows() if isinstance(row, AskedRow)}) == 1


def test_a_damaged_key_is_said(redis_server: RedisServer) -> None:
    with redis_server.client() as client:
        client.set(PREFIX + "key", "half a key")
    with pytest.raises(JournalError, match="damaged"):
        RedisJournal(redis_server.url).forget(USER)


def test_nothing_is_made_where_nobody_listens(caplog: pytest.LogCaptureFixture) -> None:
    journal = RedisJournal(f"redis://127.0.0.1:{free_port()}")
    assert journal.record(Asked(1, "x", "ru", "unknown")) == NOT_KEPT
    with pytest.raises(JournalError, match="cannot be reached"):
        journal.put([VoteRow(1, "a" * 32, 1, 1)])
    assert len(warnings(caplog)) == 1


def test_wiring_takes_redis_where_one_is_named_and_no_journal_where_none_is_wanted(
    redis_server: RedisServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    url = SecretStr(redis_server.url)
    journal = make_journal(JournalSettings(journal_path=Path("journal.sqlite3"), redis_url=url))
    assert journal.record(asked()) != NOT_KEPT
    assert caplog.messages == [f"journal: redis 127.0.0.1:{redis_server.port}, kept for 90 days"]
    off = JournalSettings.model_validate({"journal_path": "off", "redis_url": redis_server.url})
    assert make_journal(off).record(asked()) == NOT_KEPT
    assert redis_server.contents().count(b"companion:journal:asked") == 1
