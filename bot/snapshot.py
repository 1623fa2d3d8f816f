"""The program's own base, read and indexed, kept for the next start: what ``.pyc`` files are to the code.

Reading and indexing takes two seconds of CPU and megabytes that are never given back, a snapshot a third of a second.
It lies among the ``.pyc`` files, is made at the first start that can write there (of the image: while it is built), and
is trusted as they are: whoever can write there can change the program itself. It serves only the very files that it was
made of.
"""

from __future__ import annotations

import copyreg
import os
import pickle
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from importlib.util import cache_from_source
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any, Final

from bot.assistant import Assistant
from bot.fingerprint import PROGRAM, fingerprint

_PROGRAM = Path(__file__).resolve().parent
#: What a base is read and stemmed with: another release may give other words.
_READERS: Final = ("PyYAML", "PyStemmer", "pymorphy3", "pymorphy3-dicts-ru")


def place() -> Path:
    """Where the snapshot lies, whether it exists or not."""
    return Path(cache_from_source(str(_PROGRAM / "knowledge.py"))).with_suffix(".pickle")


def load(name: bytes) -> Assistant | None:
    """The assistant that was kept under a name; None if there is none, or another."""
    try:
        with place().open("rb") as file:
            if file.readline() != name:
                return None
            assistant = pickle.load(file)  # noqa: S301 - as trusted as the program, see above
    except Exception:  # whatever is wrong with it (there is none, it is cut off …), the base is read instead
        return None
    return assistant if isinstance(assistant, Assistant) else None


def save(assistant: Assistant, name: bytes) -> None:
    """Keep an assistant under its folder's name; where it cannot be written, nothing happens."""
    target = place()
    with suppress(OSError):  # a read-only disk, a full one
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor, written = tempfile.mkstemp(dir=target.parent, prefix=target.stem)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(name)
                _dump(assistant, file)
            os.chmod(written, 0o644)  # as .pyc files: made by whoever builds, read by whoever runs
            os.replace(written, target)
        except BaseException:
            os.unlink(written)
            raise


def _dump(assistant: Assistant, file: IO[bytes]) -> None:
    """Pickle an assistant, with its read-only mappings, which pickle does not know."""
    pickler = pickle.Pickler(file, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = {MappingProxyType: lambda proxy: (_read_only, (dict(proxy),)), **copyreg.dispatch_table}
    pickler.dump(assistant)


def name_of(folder: Path) -> bytes:
    """What a snapshot of a folder depends on, in one line. Raises OSError where a file cannot be read.

    Take it before the folder is read: of a file that is edited meanwhile, the name must not know more than the base.
    """
    readers = "-".join(map(_release, _READERS))
    made_of = (
        f"{fingerprint(folder)} {fingerprint(_PROGRAM, PROGRAM)} {readers} {sys.version_info[:3]} {folder.resolve()}"
    )
    return made_of.encode(errors="backslashreplace").replace(b"\n", b" ") + b"\n"


def _release(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _read_only(mapping: Mapping[Any, Any]) -> Mapping[Any, Any]:
    return MappingProxyType(mapping)
