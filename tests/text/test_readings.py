from __future__ import annotations

import pytest

from bot.text import layout, translit
from bot.text.language import Language, detect
from bot.text.stem import sound, stem

ENGLISH = frozenset({"how", "the", "remove"})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("вщслук", "docker"),
        ("кгт", "run"),
        ("rjyntqyth", "контейнер"),
        ("elfkbnm", "удалить"),
        (";bpym", "жизнь"),
        ("'nj", "это"),
        ("j,hfp", "образ"),
        ("123", None),
        ("смешdocker", None),
    ],
)
def test_the_other_layout(typed: str, meant: str | None) -> None:
    assert layout.swapped(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("udalit", "удалит"),
        ("kontejner", "контейнер"),
        ("zapustit", "запустит"),
        ("chem", "чем"),
        ("obraz", "образ"),
        ("kakoy", "какой"),
        ("shchyot", "щет"),
        ("docker-compose", None),
        ("образ", None),
    ],
)
def test_transliteration(typed: str, meant: str | None) -> None:
    assert translit.to_cyrillic(typed) == meant


@pytest.mark.parametrize(
    ("first", "second"),
    [("контейнера", "контейнеры"), ("образы", "образов"), ("images", "image"), ("запускать", "запускают")],
)
def test_endings_do_not_matter(first: str, second: str) -> None:
    assert stem(first) == stem(second)


@pytest.mark.parametrize(
    ("first", "second"), [("кантейнер", "контейнер"), ("запускаеться", "запускается"), ("комманда", "команда")]
)
def test_words_spelt_by_ear_sound_alike(first: str, second: str) -> None:
    assert sound(first) == sound(second)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("как удалить", "ru"),
        ("docker rm как", "ru"),
        ("how to remove", "en"),
        ("docker rm", None),
        ("137", None),
        ("", None),
    ],
)
def test_language(text: str, language: Language | None) -> None:
    assert detect(text, ENGLISH) == language
