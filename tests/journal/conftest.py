"""A journal over a real file and over a real Redis, with a clock that the test turns."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import pytest

from bot.journal import KeptJournal
from bot.journal.redis import RedisJournal
from bot.journal.sqlite import SqliteJournal
from tests.scale.conftest import own_redis, redis_server, shared_redis
from tests.scale.redis_server import RedisServer

__all__ = ["own_redis", "redis_server", "shared_redis"]  # fixtures of the tests of replicas

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


class Store(Protocol):
    """What a journal is kept in; journals are made over it again and again."""

    def make(self, *, days: int = 90, texts: bool = True, clock: Callable[[], float] = ...) -> KeptJournal:
        """A journal over what is kept."""

    def contents(self) -> bytes:
        """All that is kept, but the key of the pseudonyms."""


class SqliteStore:
    def __init__(self, path: Path) -> None:
        self.path = path

    def make(self, *, days: int = 90, texts: bool = True, clock: Callable[[], float] = time.time) -> KeptJournal:
        return SqliteJournal(self.path, days=days, texts=texts, clock=clock)

    def contents(self) -> bytes:
        return file_bytes(self.path)


class RedisStore:
    def __init__(self, server: RedisServer) -> None:
        self.server = server

    def make(self, *, days: int = 90, texts: bool = True, clock: Callable[[], float] = time.time) -> KeptJournal:
        return RedisJournal(self.server.url, days=days, texts=texts, clock=clock)

    def contents(self) -> bytes:
        return self.server.contents()


@pytest.fixture(params=["sqlite", "redis"])
def store(request: pytest.FixtureRequest) -> Store:
    """Both that a journal can be kept in, each empty."""
    if request.param == "sqlite":
        return SqliteStore(request.getfixturevalue("path"))
    return RedisStore(request.getfixturevalue("redis_server"))
