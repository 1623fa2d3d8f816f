"""A journal as JSON lines, there and back the same: backups, and the move to another engine.

The first line says what the file is; each other line is one row with its ``kind``. Pseudonyms are of use only
together with the key that lies beside the database: a move takes the key along.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from bot.journal.journal import AskedRow, JournalError, PreferencesRow, Row, VoteRow

#: Of the lines' shape; a reader refuses a number that it does not know.
VERSION = 1

_Id = Annotated[int, Field(ge=1, le=2**63 - 1)]
_Time = Annotated[int, Field(ge=0, le=253_402_300_799_999)]  # to the end of the year 9999
_Pseudonym = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
_STRICT = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)


def _no_zero(value: int) -> int:
    if not value:
        raise ValueError("a vote is 1 or -1")
    return value


@dataclass(config=_STRICT)
class _Header:
    kind: Literal["journal"]
    version: int


@dataclass(config=_STRICT)
class _Asked:
    kind: Literal["asked"]
    id: _Id
    at: _Time
    user: _Pseudonym | None
    text: str | None
    language: str
    outcome: str
    entry: str | None
    shown: tuple[str, ...]
    confidence: float
    micros: Annotated[int, Field(ge=0, le=2**63 - 1)]


@dataclass(config=_STRICT)
class _Vote:
    kind: Literal["vote"]
    answer: _Id
    user: _Pseudonym
    value: Annotated[int, Field(ge=-1, le=1), AfterValidator(_no_zero)]
    at: _Time


@dataclass(config=_STRICT)
class _Preferences:
    kind: Literal["preferences"]
    user: _Pseudonym
    language: str | None
    style: str | None
    at: _Time


_Line = Annotated[_Header | _Asked | _Vote | _Preferences, Field(discriminator="kind")]
_LINES: TypeAdapter[_Header | _Asked | _Vote | _Preferences] = TypeAdapter(_Line)
_KINDS: dict[type[Row], str] = {AskedRow: "asked", VoteRow: "vote", PreferencesRow: "preferences"}


def write_lines(rows: Iterable[Row]) -> Iterator[str]:
    """Yield the lines of a journal, without their line ends."""
    yield json.dumps({"kind": "journal", "version": VERSION})
    for row in rows:
        yield json.dumps({"kind": _KINDS[type(row)], **asdict(row)}, ensure_ascii=False)


def read_lines(lines: Iterable[str]) -> Iterator[Row]:
    """Yield the rows of lines; empty lines are passed over. Raises JournalError with the number of a wrong one."""
    begun = False
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            found = _LINES.validate_json(line)
        except (ValidationError, UnicodeEncodeError) as error:
            raise JournalError(f"line {number}: {_reason(error)}") from None
        if isinstance(found, _Header):
            if found.version != VERSION:
                raise JournalError(f"line {number}: version {found.version}, this program reads {VERSION}")
            begun = True
            continue
        if not begun:
            raise JournalError(f'line {number}: no journal; the first line must be {{"kind": "journal", …}}')
        yield _row(found)
    if not begun:
        raise JournalError("the file is empty")


def _row(found: _Asked | _Vote | _Preferences) -> Row:
    values = {name: value for name, value in vars(found).items() if name != "kind" and not name.startswith("_")}
    match found:
        case _Asked():
            return AskedRow(**values)
        case _Vote():
            return VoteRow(**values)
        case _Preferences():
            return PreferencesRow(**values)


def _reason(error: ValidationError | UnicodeEncodeError) -> str:
    if isinstance(error, UnicodeEncodeError):
        return "no UTF-8"
    first = error.errors(include_input=False, include_url=False, include_context=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{where}: {first['msg']}" if where else first["msg"]
