"""Rows of the SQLite journal: written, and read back the same."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import cast

from bot.journal.journal import AskedRow, Preferences, PreferencesRow, Row, Style, VoteRow
from bot.journal.texts import normalized
from bot.text.language import LANGUAGES, Language

_STYLES = ("rich", "classic")


def insert(connection: sqlite3.Connection, row: Row) -> bool:
    """Write a row; tells whether it was new, or newer than the one before. Raises sqlite3.Error."""
    match row:
        case AskedRow():
            done = connection.execute(
                "INSERT INTO asked"
                " (id, at, user, text, normalized, language, outcome, entry, shown, confidence, micros)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (
                    row.id,
                    row.at,
                    row.user,
                    row.text,
                    normalized(row.text),
                    row.language,
                    row.outcome,
                    row.entry,
                    json.dumps(row.shown, ensure_ascii=False),
                    row.confidence,
                    row.micros,
                ),
            )
        case VoteRow():
            done = connection.execute(
                "INSERT INTO votes (answer, user, value, at) SELECT id, ?, ?, ? FROM asked WHERE id = ?"
                " ON CONFLICT DO UPDATE SET value = excluded.value, at = excluded.at WHERE excluded.at > votes.at",
                (row.user, row.value, row.at, row.answer),
            )
        case PreferencesRow():
            done = connection.execute(
                "INSERT INTO preferences (user, language, style, at) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE"
                " SET language = excluded.language, style = excluded.style, at = excluded.at"
                " WHERE excluded.at > preferences.at",
                (row.user, row.language, row.style, row.at),
            )
    return done.rowcount > 0


def read_all(connection: sqlite3.Connection) -> Iterator[Row]:
    """Every row: questions, votes, preferences, each in a fixed order. Raises sqlite3.Error."""
    for identifier, at, user, text, language, outcome, entry, shown, confidence, micros in connection.execute(
        "SELECT id, at, user, text, language, outcome, entry, shown, confidence, micros FROM asked ORDER BY id"
    ):
        yield AskedRow(
            identifier, at, user, text, language, outcome, entry, tuple(json.loads(shown)), confidence, micros
        )
    for row in connection.execute("SELECT answer, user, value, at FROM votes ORDER BY answer, user"):
        yield VoteRow(*row)
    for row in connection.execute("SELECT user, language, style, at FROM preferences ORDER BY user"):
        yield PreferencesRow(*row)


def language(text: str | None) -> Language | None:
    """A kept language; None for one that this program does not speak."""
    return text if text in LANGUAGES else None


def preferences(kept_language: str | None, kept_style: str | None) -> Preferences:
    """Kept preferences; what this program does not know counts as not chosen."""
    return Preferences(language(kept_language), cast("Style", kept_style) if kept_style in _STYLES else None)
