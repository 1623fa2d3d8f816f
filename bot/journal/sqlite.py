"""The journal in one SQLite file, for one bot on one machine.

Threads: one connection, guarded by a lock, for what is quick (a question, a vote, preferences); figures and exports
read through connections of their own, so that they hold nobody up (WAL). Processes: the bot and ``python -m bot
journal`` may use the file at once; a writer waits ``patience`` seconds for another.

Faults: a full or read-only disk, a lost folder or a busy file stops the keeping and never an answer. Each is logged
once by name until a minute has passed without it, and opening is tried again every half minute. A damaged file is
moved aside and a new one begun. Deleted rows are overwritten (``secure_delete``), so that what is forgotten or too
old is not left in the file's bytes.
"""

from __future__ import annotations

import logging
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TypeVar

from bot.journal import figures, rows, texts
from bot.journal.journal import (
    NOT_KEPT,
    Asked,
    AskedRow,
    JournalError,
    Miss,
    Preferences,
    Row,
    Statistics,
    Vote,
)
from bot.journal.migrate import migrate
from bot.journal.pseudonym import Pseudonyms, key_path, load_key, make_key
from bot.journal.troubles import Troubles

logger = logging.getLogger(__name__)
T = TypeVar("T")

_DAY = 86_400_000
_PURGE_EVERY = 60.0
_OPEN_AGAIN_AFTER = 30.0
_BATCH = 500
_LARGEST = 2**63 - 1
_NAMES = {
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_READONLY: "the file or its folder is read-only",
    sqlite3.SQLITE_CANTOPEN: "the file cannot be opened",
    sqlite3.SQLITE_PERM: "the file may not be opened",
    sqlite3.SQLITE_BUSY: "another process holds the file",
    sqlite3.SQLITE_LOCKED: "another process holds the file",
    sqlite3.SQLITE_IOERR: "the disk cannot be read or written",
    sqlite3.SQLITE_CORRUPT: "the file is damaged",
    sqlite3.SQLITE_NOTADB: "the file is damaged",
}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class SqliteJournal:
    """A Journal in a SQLite file, with its key beside it.

    days: how long questions and votes are kept. texts: whether questions are kept at all, masked, or only what was
    shown. patience: seconds to wait for another process that writes. mend: whether a damaged file is moved aside
    (the bot does so, the command line only says it). clock: seconds since 1970.
    """

    def __init__(
        self,
        path: Path,
        *,
        days: int = 90,
        texts: bool = True,
        patience: float = 0.5,
        mend: bool = True,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._path = path
        self.where = str(path)
        self._days = days
        self._texts = texts
        self._patience = patience
        self._mend = mend
        self._clock = clock
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._pseudonyms: Pseudonyms | None = None
        self._purged_at = 0.0
        self._closed_until = 0.0
        self._reason = ""
        self._troubles = Troubles(clock)

    # -- what never raises -----------------------------------------------------

    def record(self, asked: Asked) -> int:
        """Keep a question, masked; returns its id, or NOT_KEPT."""
        at = self._now()
        text = texts.kept(asked.text) if self._texts else None

        def insert(connection: sqlite3.Connection) -> int:
            self._purge_sometimes(connection)
            row = AskedRow(
                id=at << 20 | secrets.randbits(20),
                at=at,
                user=self._pseudonym(asked.user) if asked.user is not None else None,
                text=text,
                language=asked.language,
                outcome=asked.outcome,
                entry=asked.entry,
                shown=asked.shown,
                confidence=asked.confidence,
                micros=asked.micros,
            )
            return row.id if rows.insert(connection, row) else NOT_KEPT

        try:
            return self._write(insert)
        except JournalError as error:
            self._troubles.note(error)
            return NOT_KEPT

    def vote(self, answer: int, user: int, value: Vote) -> Vote | None:
        """Set a person's vote; returns the one before, or None where nothing was kept."""
        if not 0 < answer <= _LARGEST:  # button data may be anybody's
            return None
        at = self._now()

        def set_vote(connection: sqlite3.Connection) -> Vote | None:
            if not connection.execute("SELECT 1 FROM asked WHERE id = ?", (answer,)).fetchone():
                return None
            who = (answer, self._pseudonym(user))
            before = connection.execute("SELECT value FROM votes WHERE answer = ? AND user = ?", who).fetchone()
            if value:
                connection.execute(
                    "INSERT INTO votes (answer, user, value, at) VALUES (?, ?, ?, ?)"
                    " ON CONFLICT DO UPDATE SET value = excluded.value, at = excluded.at",
                    (*who, value, at),
                )
            else:
                connection.execute("DELETE FROM votes WHERE answer = ? AND user = ?", who)
            return 0 if before is None else 1 if before[0] > 0 else -1

        try:
            return self._write(set_vote)
        except JournalError as error:
            self._troubles.note(error)
            return None

    def preferences(self, user: int) -> Preferences:
        """What a person chose; nothing chosen where it cannot be read."""

        def read(connection: sqlite3.Connection) -> Preferences:
            found = connection.execute(
                "SELECT language, style FROM preferences WHERE user = ?", (self._pseudonym(user),)
            ).fetchone()
            return rows.preferences(*found) if found else Preferences()

        try:
            return self._locked(read)
        except JournalError as error:
            self._troubles.note(error)
            return Preferences()

    def set_preferences(self, user: int, preferences: Preferences) -> bool:
        """Keep what a person chose; tells whether it was kept."""
        at = self._now()
        try:
            self._write(
                lambda connection: connection.execute(
                    "INSERT INTO preferences (user, language, style, at) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE"
                    " SET language = excluded.language, style = excluded.style, at = excluded.at",
                    (self._pseudonym(user), preferences.language, preferences.style, at),
                )
            )
        except JournalError as error:
            self._troubles.note(error)
            return False
        return True

    def open(self) -> bool:
        """Open and migrate now instead of at the first call; tells whether it can be used. Logs why not."""
        try:
            self._write(self._purge_sometimes)
        except JournalError as error:
            self._troubles.note(error)
            return False
        return True

    def close(self) -> None:
        """Flush and let go; a later call opens the file again."""
        with self._lock:
            if self._connection is not None:
                with suppress(sqlite3.Error):
                    self._connection.close()
                self._connection = None

    # -- what raises JournalError ----------------------------------------------

    def forget(self, user: int) -> int:
        """Remove a person's rows, from the file's bytes too; returns how many. Raises JournalError."""

        def delete(connection: sqlite3.Connection) -> int:
            who = (self._pseudonym(user),)
            return sum(
                connection.execute(f"DELETE FROM {table} WHERE user = ?", who).rowcount  # noqa: S608 - our own names
                for table in ("votes", "asked", "preferences")
            )

        removed = self._write(delete)
        self._locked(lambda connection: connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall())
        return removed

    def purge(self) -> int:
        """Remove questions older than the kept days, and the votes on them; returns how many questions.

        ``record`` does it once a minute. Raises JournalError.
        """
        return self._write(self._purge)

    def statistics(self, days: int, misses: int = 10) -> Statistics:
        """The figures of the last ``days`` days, today (UTC) among them. Raises JournalError."""
        with self._reading() as connection:
            return figures.statistics(connection, days, self._now(), misses)

    def misses(self, days: int, limit: int = 100) -> tuple[Miss, ...]:
        """The misses of the last ``days`` days, the most frequent first. Raises JournalError."""
        with self._reading() as connection:
            return figures.misses(connection, figures.first_moment(days, self._now()), limit)

    def rows(self) -> Iterator[Row]:
        """All rows as they are at this moment, whatever is written meanwhile. Raises JournalError."""
        with self._reading() as connection:
            yield from rows.read_all(connection)

    def put(self, rows_: Iterable[Row]) -> int:
        """Keep rows of another journal; returns how many were new or newer. Raises JournalError.

        Done in pieces, so that the bot can write in between; done again after a stop, it adds what is missing.
        A vote on an answer that is not there is passed over.
        """
        source = iter(rows_)
        added = 0
        while batch := list(islice(source, _BATCH)):
            added += self._write(
                lambda connection, batch=batch: sum(rows.insert(connection, row) for row in batch)  # type: ignore[misc]
            )
        return added

    def key(self) -> bytes:
        """The key of the pseudonyms, which lies beside the file; made where there is none. Raises JournalError."""
        return load_key(key_path(self._path))

    def take_key(self, key: bytes) -> None:
        """Use the key of another journal, whose rows are to come. Raises JournalError where people have one here."""
        place = key_path(self._path)
        if place.exists() and load_key(place) != key:
            people = "SELECT 1 FROM asked WHERE user IS NOT NULL UNION ALL SELECT 1 FROM preferences LIMIT 1"
            if self._locked(lambda connection: connection.execute(people).fetchone()):
                raise JournalError(f"{self._path}: has rows made with another key; import before the bot starts")
            place.unlink()
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            make_key(place, key)
        self._pseudonyms = None

    # -- the connection --------------------------------------------------------

    def _now(self) -> int:
        return int(self._clock() * 1000)

    def _pseudonym(self, user: int) -> str:
        if self._pseudonyms is None:
            self._pseudonyms = Pseudonyms(load_key(key_path(self._path)))
        return self._pseudonyms.of(user)

    def _write(self, action: Callable[[sqlite3.Connection], T]) -> T:
        def transaction(connection: sqlite3.Connection) -> T:
            connection.execute("BEGIN IMMEDIATE")
            try:
                result = action(connection)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    with suppress(sqlite3.Error):
                        connection.execute("ROLLBACK")
                raise
            return result

        return self._locked(transaction)

    def _locked(self, action: Callable[[sqlite3.Connection], T]) -> T:
        with self._lock:
            try:
                try:
                    result = action(self._opened())
                except sqlite3.DatabaseError as error:
                    if _code(error) not in _DAMAGED or not self._mend:
                        raise
                    self._move_aside()
                    result = action(self._opened())
            except (sqlite3.Error, OSError) as error:
                raise self._error(error) from error
            self._troubles.went_well()
            return result

    def _opened(self) -> sqlite3.Connection:
        """The connection, opened and migrated. Raises sqlite3.Error, OSError, JournalError."""
        if self._connection is not None:
            return self._connection
        if self._clock() < self._closed_until:
            raise JournalError(self._reason)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.touch(mode=0o600)
            connection = self._connect()
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = NORMAL")  # whole after kill -9; a power cut may take the last
                connection.execute("PRAGMA secure_delete = ON")
                connection.execute("PRAGMA foreign_keys = ON")
                migrate(connection)
            except BaseException:
                connection.close()
                raise
        except (sqlite3.Error, OSError, JournalError) as error:
            if not isinstance(error, sqlite3.Error) or _code(error) not in _DAMAGED | {sqlite3.SQLITE_BUSY}:
                self._reason = str(self._error(error))
                self._closed_until = self._clock() + _OPEN_AGAIN_AFTER
            raise
        self._connection = connection
        return connection

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=self._patience, isolation_level=None, check_same_thread=False)

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        self._locked(lambda connection: None)
        try:
            with closing(self._connect()) as connection:
                connection.execute("PRAGMA query_only = ON")
                connection.execute("BEGIN")
                yield connection
        except sqlite3.Error as error:
            raise self._error(error) from error

    def _move_aside(self) -> None:
        self.close()
        stamp = datetime.fromtimestamp(self._clock(), UTC).strftime("%Y%m%dT%H%M%S")
        aside = f"{self._path.name}.damaged-{stamp}"
        for suffix in ("", "-wal", "-shm"):
            with suppress(FileNotFoundError):
                self._path.with_name(self._path.name + suffix).replace(self._path.with_name(aside + suffix))
        logger.error("journal: the file is damaged; moved to %s, a new one is begun", aside)

    # -- retention -------------------------------------------------------------

    def _purge_sometimes(self, connection: sqlite3.Connection) -> None:
        if abs(self._clock() - self._purged_at) >= _PURGE_EVERY:
            self._purge(connection)
            self._purged_at = self._clock()

    def _purge(self, connection: sqlite3.Connection) -> int:
        oldest = self._now() - self._days * _DAY
        return connection.execute("DELETE FROM asked WHERE at < ?", (oldest,)).rowcount

    # -- faults ----------------------------------------------------------------

    def _error(self, error: Exception) -> JournalError:
        if isinstance(error, JournalError):
            return error
        if isinstance(error, sqlite3.Error):
            reason = _NAMES.get(_code(error)) or f"{type(error).__name__}: {error}"
        else:
            reason = getattr(error, "strerror", None) or type(error).__name__
        return JournalError(f"{self._path}: {reason}")


def _code(error: sqlite3.Error) -> int:
    """The primary result code; -1 for an error of the Python module itself."""
    return getattr(error, "sqlite_errorcode", -1) & 0xFF
