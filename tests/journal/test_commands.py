"""``python -m bot journal`` as an operator calls it, beside a bot that has the file open."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from bot.journal import Preferences
from bot.journal.sqlite import SqliteJournal
from bot.settings import Settings, SettingsError, load_journal_settings, load_settings
from tests.conftest import ROOT
from tests.journal.test_kept import OTHER, USER, asked
from tests.scale.redis_server import RedisServer, free_port


def run(path: Path, *arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", "journal", *arguments],
        cwd=path.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT), "JOURNAL_PATH": str(path), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def filled(path: Path) -> SqliteJournal:
    journal = SqliteJournal(path)
    journal.vote(journal.record(asked("как зайти")), USER, -1)
    journal.record(asked("как испечь пирог", user=OTHER, outcome="unknown", entry=None, shown=("image-build",)))
    journal.set_preferences(USER, Preferences("en"))
    return journal


def test_stats_with_a_chart(filled: SqliteJournal, path: Path, tmp_path: Path) -> None:
    done = run(path, "stats", "--days", "7", "--chart", tmp_path / "chart.png")
    assert (done.returncode, done.stderr) == (0, "")
    assert "За 7 дней: 2 вопроса" in done.stdout
    assert "как испечь пирог" in done.stdout
    assert (tmp_path / "chart.png").read_bytes().startswith(b"\x89PNG")
    assert "7 days: 2 questions" in run(path, "stats", "--days", "7", "--language", "en").stdout
    filled.close()


def test_misses(filled: SqliteJournal, path: Path, tmp_path: Path) -> None:
    done = run(path, "misses")
    assert {row["ask"] for row in yaml.safe_load(done.stdout)} == {"как зайти", "как испечь пирог"}
    assert run(path, "misses", tmp_path / "misses.yaml").stdout == ""
    assert (tmp_path / "misses.yaml").read_text(encoding="utf-8") == done.stdout
    filled.close()


def test_export_and_import_there_and_back(filled: SqliteJournal, path: Path, tmp_path: Path) -> None:
    backup = tmp_path / "backup.jsonl"
    done = run(path, "export", backup)
    assert (done.returncode, done.stderr) == (0, "journal: 4 rows exported\n")
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    again = tmp_path / "again.sqlite3"
    assert run(again, "import", backup).stderr == "journal: 4 rows added or renewed\n"
    assert run(again, "import", backup).stderr == "journal: 0 rows added or renewed\n"
    assert run(again, "export").stdout.encode() == backup.read_bytes()
    filled.close()


def test_a_broken_import_says_which_line(path: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.jsonl"
    broken.write_text('{"kind": "journal", "version": 1}\n{"kind": "vote"}\n', encoding="utf-8")
    done = run(path, "import", broken)
    assert done.returncode == 1
    assert done.stderr.startswith("journal: line 2: ")
    assert run(path, "import", tmp_path / "nowhere").returncode == 1
    broken.write_bytes(b"\xff\xfe")
    assert run(path, "import", broken).stderr.startswith("journal: ")


def test_forget(filled: SqliteJournal, path: Path) -> None:
    assert run(path, "forget", str(USER)).stderr == "journal: 3 rows removed\n"
    assert run(path, "forget", str(USER)).stderr == "journal: 0 rows removed\n"
    assert filled.preferences(USER) == Preferences()
    filled.close()
    path.with_name(path.name + ".key").unlink()
    done = run(path, "forget", str(OTHER))
    assert done.returncode == 1
    assert "is gone" in done.stderr


@pytest.mark.parametrize("command", ["stats", "misses", "export"])
def test_no_journal_is_no_traceback_and_makes_no_file(path: Path, command: str) -> None:
    done = run(path, command)
    assert (done.returncode, done.stderr) == (2, f"journal: {path} does not exist\n")
    done = run(path, command, JOURNAL_PATH="off")
    assert (done.returncode, done.stderr) == (
        2,
        "journal: none is kept; set JOURNAL_PATH or REDIS_URL, or use --path\n",
    )
    assert list(path.parent.iterdir()) == []


def test_wrong_settings_are_one_line(path: Path) -> None:
    done = run(path, "stats", JOURNAL_DAYS="many")
    assert done.returncode == 2
    assert done.stderr.startswith("JOURNAL_DAYS ")
    assert done.stderr.count("\n") == 1


def test_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("JOURNAL_PATH", "JOURNAL_DAYS", "JOURNAL_TEXT", "ADMIN_IDS"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    settings = load_journal_settings()
    assert (settings.journal_days, settings.journal_text) == (90, "masked")
    monkeypatch.setenv("BOT_TOKEN", "1:a")
    for text, wanted in (("", frozenset()), ("1", {1}), (" 12, 34 ,", {12, 34})):
        monkeypatch.setenv("ADMIN_IDS", text)
        assert load_settings().admin_ids == wanted
    for text in ("@admin", "1;2", "-1", "[1]", "9" * 30):
        monkeypatch.setenv("ADMIN_IDS", text)
        with pytest.raises(SettingsError, match="ADMIN_IDS must be"):
            load_settings()
    monkeypatch.setenv("ADMIN_IDS", "1")
    for text in ("off", "OFF", "none"):
        monkeypatch.setenv("JOURNAL_PATH", text)
        assert load_settings().journal_store is None
    monkeypatch.setenv("JOURNAL_PATH", str(tmp_path / "x"))
    assert load_settings().journal_store == tmp_path / "x"
    monkeypatch.setenv("JOURNAL_DAYS", "0")
    with pytest.raises(SettingsError, match="JOURNAL_DAYS"):
        load_settings()
    assert Settings.model_config["frozen"]


def test_a_journal_moves_to_redis_and_back_with_its_people(
    filled: SqliteJournal, path: Path, tmp_path: Path, redis_server: RedisServer
) -> None:
    filled.close()
    backup, key = tmp_path / "backup.jsonl", tmp_path / "key"
    done = run(path, "export", "--key", key, backup)
    assert (done.returncode, done.stderr) == (0, "journal: 4 rows exported\n")
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    redis = {"REDIS_URL": redis_server.url}
    done = run(path, "import", "--key", key, backup, **redis)
    assert (done.returncode, done.stderr) == (0, "journal: 4 rows added or renewed\n")
    assert run(path, "import", "--key", key, backup, **redis).stderr == "journal: 0 rows added or renewed\n"
    assert run(path, "export", **redis).stdout == backup.read_text(encoding="utf-8")
    for command in (("stats",), ("misses",)):
        assert run(path, *command, **redis).stdout == run(path, *command).stdout

    back = tmp_path / "back" / "journal.sqlite3"
    back.parent.mkdir()
    assert run(path, "export", "--key", key, tmp_path / "again.jsonl", **redis).returncode == 0
    assert run(back, "import", "--key", key, tmp_path / "again.jsonl").returncode == 0
    assert run(back, "export").stdout == backup.read_text(encoding="utf-8")
    assert SqliteJournal(back).preferences(USER) == Preferences("en")
    assert run(path, "forget", str(USER), **redis).stderr == "journal: 3 rows removed\n", "known by the same key"


def test_another_key_is_refused_where_people_have_one(filled: SqliteJournal, path: Path, tmp_path: Path) -> None:
    filled.close()
    key = tmp_path / "other.key"
    key.write_text("ab" * 32, encoding="ascii")
    empty = tmp_path / "backup.jsonl"
    assert run(path, "export", empty).returncode == 0
    done = run(path, "import", "--key", key, empty)
    assert done.returncode == 1
    assert "another key" in done.stderr
    key.write_text("half a key", encoding="ascii")
    assert "holds no key" in run(path, "import", "--key", key, empty).stderr


def test_a_redis_that_is_not_there_is_one_line_without_its_password(path: Path) -> None:
    done = run(path, "stats", REDIS_URL=f"redis://:opensesame@127.0.0.1:{free_port()}/0")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "cannot be reached" in done.stderr
    assert "opensesame" not in done.stderr


@pytest.mark.parametrize("url", ["valkey:6379", "http://:opensesame@host", "redis://", "redis://h:x", "unix://"])
def test_a_url_that_is_none_is_one_line(path: Path, url: str) -> None:
    done = run(path, "stats", REDIS_URL=url)
    assert done.returncode == 2
    assert done.stderr == "REDIS_URL must look like redis://host:6379/0, rediss://… or unix:///path\n"
