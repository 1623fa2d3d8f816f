"""Documents that can be read: which, how large, and how their bytes become text."""

from __future__ import annotations

from enum import StrEnum
from pathlib import PurePosixPath

from bot.telegram.limits import DOCUMENT_BYTES

#: Endings of files that are read; and names that need none.
ENDINGS = (".yml", ".yaml", ".log", ".txt", ".json", ".env")
NAMES = ("dockerfile", "containerfile")
#: Encodings in the order in which they are tried: what Linux writes, and what Russian Windows does.
_ENCODINGS = ("utf-8-sig", "cp1251")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")  # PowerShell's redirection
#: A text has hardly any control characters; a binary file is full of them.
_CONTROLS = frozenset(range(32)) - {9, 10, 12, 13, 27}


class Refusal(StrEnum):
    """Why a document is not read; each value begins the names of its phrases."""

    TOO_LARGE = "document-too-large"
    UNKNOWN = "document-unknown"
    BINARY = "document-binary"
    LOST = "document-lost"


def refusal_before(name: str, size: int | None) -> Refusal | None:
    """Why a document need not even be downloaded, by its name and its size in bytes; None to go on."""
    base = PurePosixPath(name.lower().replace("\\", "/")).name
    readable = base.startswith(NAMES) or base.endswith((*ENDINGS, *(f".{stem}" for stem in NAMES)))
    if not readable:
        return Refusal.UNKNOWN
    return Refusal.TOO_LARGE if size is not None and size > DOCUMENT_BYTES else None


def decode(content: bytes) -> str | Refusal:
    """The text of a file's bytes, or why there is none."""
    if len(content) > DOCUMENT_BYTES:
        return Refusal.TOO_LARGE
    if content.startswith(_UTF16):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError:
            return Refusal.BINARY
    if b"\0" in content or sum(byte in _CONTROLS for byte in content) > len(content) // 100:
        return Refusal.BINARY
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return Refusal.BINARY
