"""The schema of the SQLite journal, in numbered steps (``migrations/0001_….sql`` …), each applied once and in order.

The version of a database is its ``user_version``: the number of the last step. A step is never changed once it was
released; a new one is added.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from bot.journal.journal import JournalError

_FOLDER = Path(__file__).parent / "migrations"
_NAME = re.compile(r"(\d{4})_[a-z0-9_]+\.sql")


@cache
def steps() -> tuple[str, ...]:
    """The SQL of every step, in order. Raises ValueError where the numbers do not run 1, 2, 3 …"""
    paths = sorted(path for path in _FOLDER.iterdir() if path.suffix == ".sql")
    matches = [_NAME.fullmatch(path.name) for path in paths]
    if [int(match[1]) if match else 0 for match in matches] != list(range(1, len(paths) + 1)):
        raise ValueError(f"{_FOLDER}: the steps must be numbered 0001_…, 0002_… without a gap")
    return tuple(path.read_text(encoding="utf-8") for path in paths)


def migrate(connection: sqlite3.Connection, upto: int | None = None) -> None:
    """Bring a database to the newest version (or to ``upto``), all its steps in one transaction.

    Another process may do the same at once: one waits for the other. The connection is in autocommit mode.
    Raises JournalError if a newer program made the database, sqlite3.Error if it cannot be done; then nothing is.
    """
    wanted = len(steps()) if upto is None else upto
    if version(connection) == wanted:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        done = version(connection)
        if done > wanted:
            raise JournalError(f"the journal has version {done}, this program knows {wanted}: take a newer one")
        for step in steps()[done:wanted]:
            for statement in _statements(step):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {wanted}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def version(connection: sqlite3.Connection) -> int:
    """The version of a database; 0 for an empty one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _statements(script: str) -> Iterator[str]:
    """The statements of a script one by one: ``executescript`` would commit our transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        raise ValueError(f"a statement without an end: {statement[:60]}")
