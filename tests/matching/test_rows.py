"""Rows of numbers give back what was put in, whatever size the numbers have."""

from __future__ import annotations

from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.rows import KeyedRows, Rows

NUMBERS = st.one_of(st.integers(0, 255), st.integers(0, 2**16), st.integers(0, 2**32 - 1))
LISTS = st.lists(st.lists(NUMBERS, max_size=5), max_size=8)


@given(LISTS)
def test_rows_are_those_that_were_given(rows: list[list[int]]) -> None:
    kept = deepcopy(Rows(rows))  # as a snapshot copies it
    assert [list(kept[place]) for place in range(len(kept))] == rows


@given(LISTS)
def test_a_span_is_where_a_row_lies(rows: list[list[int]]) -> None:
    kept = Rows(rows)
    for place, row in enumerate(rows):
        start, end = kept.span(place)
        assert list(kept.numbers[start:end]) == row


@pytest.mark.parametrize("place", [-1, 1])
def test_there_is_no_other_row(place: int) -> None:
    with pytest.raises(IndexError):
        Rows([[1, 2]])[place]


@given(st.dictionaries(NUMBERS, st.lists(NUMBERS, min_size=1, max_size=4), max_size=8), NUMBERS)
def test_a_key_gives_its_row_and_another_none(rows: dict[int, list[int]], other: int) -> None:
    kept = KeyedRows(rows)
    assert {key: list(kept.get(key)) for key in rows} == rows
    assert list(kept.get(other)) == rows.get(other, [])
