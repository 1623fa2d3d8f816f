from __future__ import annotations

import pytest

from bot.matching.spelling import SpellingIndex

KNOWN = ("контейнер", "образ", "compose", "volume", "network", "остановить", "запустить")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("контенер", "контейнер"),
        ("кантейнер", "контейнер"),
        ("контейенр", "контейнер"),
        ("compsoe", "compose"),
        ("netwrok", "network"),
        ("обрас", "образ"),
        ("астанавить", "остановить"),
    ],
)
def test_a_slip_finds_its_word(typed: str, meant: str) -> None:
    assert SpellingIndex(KNOWN).near(typed)[0].word == meant


@pytest.mark.parametrize("typed", ["rm", "-it", "137", "a" * 300, "погода", "", "--rm"])
def test_what_is_no_slip_finds_nothing(typed: str) -> None:
    assert SpellingIndex(KNOWN).near(typed) == []


def test_similarity_falls_with_the_number_of_edits() -> None:
    index = SpellingIndex(KNOWN)
    assert index.near("остановить")[0].similarity == 1
    assert 0 < index.near("остоновит")[0].similarity < index.near("остановит")[0].similarity < 1
