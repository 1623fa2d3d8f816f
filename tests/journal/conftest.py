"""A journal over a real file, with a clock that the test turns."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.journal.sqlite import SqliteJournal

DAY = 86_400.0
NOBODY = 65534


class Clock:
    """Seconds since 1970; stands still until it is turned."""

    def __init__(self, now: float = 1_795_600_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.sqlite3"


@pytest.fixture
def journal(path: Path, clock: Clock) -> Iterator[SqliteJournal]:
    result = SqliteJournal(path, clock=clock)
    yield result
    result.close()


@contextmanager
def plain_user() -> Iterator[None]:
    """As somebody whom modes of files hold back; root they do not."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def file_bytes(path: Path) -> bytes:
    """All that lies on the disk for a journal, its key left out."""
    files = [found for found in path.parent.glob(path.name + "*") if not found.name.endswith(".key")]
    return b"\0".join(found.read_bytes() for found in files)
