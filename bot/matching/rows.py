"""Lists of small numbers kept in a few arrays: as objects of their own they would take tens of megabytes."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

#: Arrays of numbers below 2**32, 2**16 and 2**8.
_NUMBERS, _SHORT, _BYTES = "I", "H", "B"


class Rows:
    """Rows of numbers, one after another in one array, and where each begins (compressed sparse rows)."""

    __slots__ = ("_starts", "numbers")

    def __init__(self, rows: Iterable[Iterable[int]]) -> None:
        numbers = array(_NUMBERS)
        self._starts = array(_NUMBERS, (0,))
        for row in rows:
            numbers.extend(row)
            self._starts.append(len(numbers))
        self.numbers = _narrowed(numbers)

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, place: int) -> Sequence[int]:
        """The row at a place. Raises IndexError."""
        if not 0 <= place < len(self):
            raise IndexError(place)
        return self.numbers[self._starts[place] : self._starts[place + 1]]

    def span(self, place: int) -> tuple[int, int]:
        """Where the row at a place begins and ends among all numbers. Raises IndexError."""
        return self._starts[place], self._starts[place + 1]


class KeyedRows:
    """Rows of numbers by a key that is a number itself, mostly a checksum: sorted, and found by bisection."""

    __slots__ = ("_keys", "_rows")

    def __init__(self, rows: Mapping[int, Iterable[int]]) -> None:
        keys = sorted(rows)
        self._keys = array(_NUMBERS, keys)
        self._rows = Rows(rows[key] for key in keys)

    def get(self, key: int) -> Sequence[int]:
        """The row of a key; empty if there is none."""
        place = bisect_left(self._keys, key)
        if place < len(self._keys) and self._keys[place] == key:
            return self._rows[place]
        return ()


def _narrowed(numbers: array[int]) -> array[int]:
    """The same numbers in the smallest array that holds them."""
    most = max(numbers, default=0)
    return array(_BYTES if most < 2**8 else _SHORT if most < 2**16 else _NUMBERS, numbers)
