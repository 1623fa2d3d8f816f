"""Many short texts kept as one: an object for each takes thrice its letters."""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import overload

#: What no line holds.
_BETWEEN = "\0"
#: Half a pair of surrogates, which a careless \\u escape of YAML gives, is kept as any letter.
_ERRORS = "surrogatepass"


class Lines:
    """Texts one after another in UTF-8, and where each begins."""

    __slots__ = ("_starts", "_text")

    def __init__(self, texts: Iterable[str]) -> None:
        kept = [text.encode(errors=_ERRORS) for text in texts]
        self._text = b"".join(kept)
        self._starts = array("I", accumulate(map(len, kept), initial=0))

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, place: int) -> str:
        """The text at a place. Raises IndexError."""
        if not 0 <= place < len(self):
            raise IndexError(place)
        return self._text[self._starts[place] : self._starts[place + 1]].decode(errors=_ERRORS)


class PackedLines(Sequence[str]):
    """Texts that are seldom read, compressed: to look at one unpacks them all."""

    __slots__ = ("_packed",)

    def __init__(self, texts: Iterable[str]) -> None:
        """Raises ValueError for a text with a NUL."""
        kept = tuple(texts)
        if any(_BETWEEN in text for text in kept):
            raise ValueError("a text has a NUL")
        self._packed = zlib.compress(_BETWEEN.join(kept).encode(errors=_ERRORS)) if kept else b""

    def _unpacked(self) -> list[str]:
        return zlib.decompress(self._packed).decode(errors=_ERRORS).split(_BETWEEN) if self._packed else []

    def __len__(self) -> int:
        return len(self._unpacked())

    def __iter__(self) -> Iterator[str]:
        return iter(self._unpacked())

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        return self._unpacked()[place]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, PackedLines):
            return self._packed == other._packed
        return NotImplemented

    def __hash__(self) -> int:
        return hash(self._packed)
