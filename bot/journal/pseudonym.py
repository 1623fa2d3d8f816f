"""People as keyed hashes: the journal can tell one from another, and nobody can tell who they are.

A plain hash of a Telegram id is no secret (there are but ten thousand million of them to try), so it is keyed:
HMAC-SHA256 with a key that lies beside the database and is of no use without it. Who copies the journal to another
machine and wants people to keep their settings copies the key too; who loses it loses only that.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import os
import secrets
from contextlib import suppress
from pathlib import Path

from bot.journal.journal import JournalError

logger = logging.getLogger(__name__)
#: Bytes of a key.
KEY_BYTES = 32
#: 128 bits of the hash: two people will not meet in it.
_HASH_BYTES = 16


class Pseudonyms:
    """Turns ids into pseudonyms with a key."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def of(self, user: int) -> str:
        """The pseudonym of a Telegram id: 32 hexadecimal digits."""
        return hmac.digest(self._key, str(user).encode(), hashlib.sha256)[:_HASH_BYTES].hex()


def key_path(database: Path) -> Path:
    """Where the key of a database lies."""
    return database.with_name(database.name + ".key")


def read_key(text: str) -> bytes | None:
    """A key from its hexadecimal digits; None where they are none."""
    try:
        key = bytes.fromhex(text)
    except ValueError:
        return None
    return key if len(key) == KEY_BYTES else None


def load_key(path: Path) -> bytes:
    """Read the key, or make it where there is none (mode 0600, whole or not at all).

    A file that holds no key is moved aside and a new one is made; the people of the old one are strangers then.
    Raises JournalError where it can be neither read nor made.
    """
    try:
        key = _read(path)
        if key is None:
            make_key(path, secrets.token_bytes(KEY_BYTES))
            key = _read(path)
    except OSError as error:
        raise JournalError(f"{path}: {error.strerror or type(error).__name__}") from error
    if key is None:
        raise JournalError(f"{path}: no key")
    return key


def _read(path: Path) -> bytes | None:
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        return None
    if path.stat().st_mode & 0o077:
        with suppress(OSError):
            path.chmod(0o600)
    with suppress(UnicodeDecodeError):
        if key := read_key(text.decode("ascii")):
            return key
    aside = path.with_name(f"{path.name}.damaged")
    path.replace(aside)
    logger.warning("journal: the key is damaged; moved to %s, a new one is made", aside.name)
    return None


def make_key(path: Path, key: bytes) -> None:
    """Write a key (mode 0600), unless there is one. Raises OSError.

    It is made under another name first: a process beside us sees all of it or nothing, and the first wins.
    """
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(key.hex().encode())
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        except OSError:  # a file system without hard links
            draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
