"""A short name for what the files of a folder say."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

#: What a person edits in knowledge/; pictures are drawn from other files, and read when they are sent.
KNOWLEDGE = (".yaml", ".json", ".toml")
#: What the program is made of.
PROGRAM = (".py", ".toml")


def fingerprint(folder: Path, kinds: tuple[str, ...] = KNOWLEDGE) -> str:
    """Twelve hexadecimal digits: the same for files of the same names and contents, whatever their dates.

    Raises OSError where a file cannot be read.
    """
    digest = hashlib.sha256()
    for path in sorted(_files(str(folder), kinds)):
        digest.update(os.path.relpath(path, folder).encode() + b"\0")
        with open(path, "rb", buffering=0) as file:
            digest.update(file.readall() + b"\0")
    return digest.hexdigest()[:12]


def _files(folder: str, kinds: tuple[str, ...]) -> Iterator[str]:
    for place, _, names in os.walk(folder):
        yield from (os.path.join(place, name) for name in names if name.endswith(kinds))
