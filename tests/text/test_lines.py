"""Texts kept as one give back each as it was."""

from __future__ import annotations

from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.lines import Lines, PackedLines

#: Half a pair of surrogates is no letter, but YAML can write one.
LETTERS = st.characters(exclude_characters="\0", exclude_categories=())
TEXTS = st.lists(st.text(LETTERS, max_size=12), max_size=8)


@given(TEXTS)
def test_lines_are_those_that_were_given(texts: list[str]) -> None:
    kept = deepcopy(Lines(texts))  # as a snapshot copies it
    assert [kept[place] for place in range(len(kept))] == texts


@pytest.mark.parametrize("place", [-1, 2])
def test_there_is_no_other_line(place: int) -> None:
    with pytest.raises(IndexError):
        Lines(["том", "volume"])[place]


@given(TEXTS)
def test_packed_lines_are_those_that_were_given(texts: list[str]) -> None:
    kept = PackedLines(texts)
    assert list(kept) == texts
    assert len(kept) == len(texts)
    assert kept == PackedLines(texts)


def test_packed_lines_differ_as_their_texts_do() -> None:
    assert PackedLines(["a", "b"]) != PackedLines(["ab"])
    assert PackedLines(["том"])[0] == "том"


def test_a_text_with_a_nul_is_refused() -> None:
    with pytest.raises(ValueError, match="NUL"):
        PackedLines(["a\0b"])
