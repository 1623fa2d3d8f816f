"""Pictures and the sources that they are drawn from (Graphviz, at development time)."""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from pathlib import Path

from bot.knowledge.source import read_data
from bot.text.language import Language

_LABEL = re.compile(r"@(\w+)@")
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KEY = b"source"


def labelled(source: Path, language: Language) -> str:
    """The text of a ``.dot`` file with the words of its ``.yaml`` in a language. Raises KeyError on a missing word."""
    words = read_data(source.with_suffix(".yaml"))
    return _LABEL.sub(lambda match: str(words[match[1]][language]), source.read_text(encoding="utf-8"))


def source_digest(source: Path) -> str:
    """The SHA-256 of a picture's source: its ``.dot`` and its ``.yaml``."""
    return hashlib.sha256(source.read_bytes() + source.with_suffix(".yaml").read_bytes()).hexdigest()


def with_digest(png: bytes, digest: str) -> bytes:
    """Put a digest into a PNG as a tEXt chunk behind the header (PNG specification, 11.3.3.3)."""
    header_end = len(_SIGNATURE) + 25  # IHDR: 4 length, 4 type, 13 data, 4 checksum
    payload = b"tEXt" + _KEY + b"\0" + digest.encode("ascii")
    chunk = struct.pack(">I", len(payload) - 4) + payload + struct.pack(">I", zlib.crc32(payload))
    return png[:header_end] + chunk + png[header_end:]


def digest_of(png: bytes) -> str | None:
    """The digest that ``with_digest`` put in, or None."""
    position = len(_SIGNATURE)
    while position + 8 <= len(png):
        (length,) = struct.unpack(">I", png[position : position + 4])
        kind, data = png[position + 4 : position + 8], png[position + 8 : position + 8 + length]
        if kind == b"tEXt" and data.startswith(_KEY + b"\0"):
            return data[len(_KEY) + 1 :].decode("ascii")
        position += 12 + length
    return None
