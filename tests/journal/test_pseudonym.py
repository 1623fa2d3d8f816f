from __future__ import annotations

import errno
import hashlib
import hmac
import os
import stat
import threading
from pathlib import Path

import pytest

from bot.journal import JournalError
from bot.journal.pseudonym import Pseudonyms, key_path, load_key


def test_a_pseudonym_is_a_keyed_hash_of_the_id() -> None:
    one, two = Pseudonyms(b"k" * 32), Pseudonyms(b"l" * 32)
    assert one.of(42) == hmac.new(b"k" * 32, b"42", hashlib.sha256).hexdigest()[:32]
    assert len({one.of(42), one.of(43), one.of(-42), two.of(42)}) == 4
    assert hashlib.sha256(b"42").hexdigest()[:32] != one.of(42)


def test_the_key_is_made_once_and_is_the_owners_alone(tmp_path: Path) -> None:
    path = key_path(tmp_path / "journal.sqlite3")
    key = load_key(path)
    assert len(key) == 32
    assert load_key(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path], "no draft is left"
    assert load_key(tmp_path / "other.key") != key


def test_a_key_that_all_may_read_becomes_the_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "key"
    key = load_key(path)
    path.chmod(0o644)
    assert load_key(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_processes_that_start_at_once_get_one_key(tmp_path: Path) -> None:
    keys: list[bytes] = []
    start = threading.Barrier(8)

    def work() -> None:
        start.wait()
        keys.append(load_key(tmp_path / "key"))

    workers = [threading.Thread(target=work) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(keys) == 8
    assert len(set(keys)) == 1


def test_a_file_system_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    assert load_key(tmp_path / "key") == load_key(tmp_path / "key")


@pytest.mark.parametrize("content", [b"", b"00", b"zz" * 32, b"00" * 33, b"\xff" * 64])
def test_what_is_no_key_is_moved_aside(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "key"
    path.write_bytes(content)
    assert len(load_key(path)) == 32
    assert (tmp_path / "key.damaged").read_bytes() == content


def test_where_no_key_can_be_made_it_is_said(tmp_path: Path) -> None:
    with pytest.raises(JournalError, match="No such file"):
        load_key(tmp_path / "nowhere" / "key")
