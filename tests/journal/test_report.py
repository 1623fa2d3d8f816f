from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from PIL import Image, ImageColor
from PIL.ImageFont import truetype

from bot.journal import Day, EntryVotes, Latency, Miss, Statistics, chart
from bot.journal.report import markdown, misses_file, share
from bot.locales import phrase
from bot.text.language import LANGUAGES, Language

WHEN = datetime(2026, 11, 24, 12, tzinfo=UTC)


def miss(text: str, **values: Any) -> Miss:
    return Miss(text, **{"language": "ru", "count": 3, "disliked": 0, "shown": ("a", "b"), "last": WHEN, **values})


def statistics(days: int = 30, scale: int = 10, **values: Any) -> Statistics:
    by_day = tuple(
        Day(date(2026, 11, 25) - timedelta(days - 1 - number), number % 7 * scale, scale // 5, number % 3)
        if scale
        else Day(date(2026, 11, 25) - timedelta(days - 1 - number), 0, 0, 0)
        for number in range(days)
    )
    made: dict[str, Any] = {
        "days": days,
        "answered": sum(day.answered for day in by_day),
        "choices": sum(day.choices for day in by_day),
        "missed": sum(day.missed for day in by_day),
        "smalltalk": 4,
        "votes": (EntryVotes("run-vs-start", 4, 9), EntryVotes("(explained)", 1, 0)),
        "misses": (miss("как испечь пирог", disliked=2),),
        "latency": Latency(310, 1200, 5300, 20_123),
        "by_day": by_day,
    }
    return Statistics(**{**made, **values})


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_in_words(language: Language) -> None:
    found = statistics()
    text = markdown(found, language)
    assert f"{found.answered / found.questions:.0%}".removesuffix("%") in text
    assert "| run-vs-start | 4 | 9 |" in text
    assert "- 3 × `как испечь пирог`" in text
    assert text.count("👎") == 2
    for value in ("0,3", "1,2", "5,3", "20,1"):
        assert (value if language == "ru" else value.replace(",", ".")) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_of_nothing(language: Language) -> None:
    text = markdown(statistics(scale=0, votes=(), misses=(), answered=0, missed=0, choices=0), language)
    assert phrase("journal-no-votes", language) in text
    assert phrase("journal-no-misses", language) in text
    assert "%" not in text.split("**", 2)[1]


def test_more_votes_than_a_message_holds_are_counted() -> None:
    text = markdown(statistics(votes=tuple(EntryVotes(f"entry-{number}", 1, 1) for number in range(40))), "ru")
    assert text.count("| entry-") == 15
    assert phrase("journal-votes-more", "ru", count=25) in text


@given(st.text(max_size=150))
def test_a_persons_text_stays_text_in_the_list(text: str) -> None:
    rendered = MarkdownIt("commonmark").parse(markdown(statistics(misses=(miss(text or "x"),)), "ru"))
    last = [token for token in rendered if token.type == "inline"][-1]
    assert last.children
    kinds = [child.type for child in last.children]
    assert set(kinds) <= {"text", "code_inline"}
    if text.split():
        assert kinds.count("code_inline") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_of_misses_is_yaml_to_fill_in(language: Language) -> None:
    texts = ["как зайти", "- yes: no # c", "две\nстроки", "'\"`{[", "null", "123", "🐳", "a" * 500]
    text = misses_file([miss(text, disliked=1) for text in texts], language)
    rows = yaml.safe_load(text)
    assert rows == [{"ask": " ".join(text.split()), "entry": None} for text in texts]
    assert text.count("2026-11-24") == len(texts)
    assert all(line.startswith(("#", "- {")) for line in text.splitlines() if line)


@given(st.lists(st.text(max_size=80), max_size=4))
def test_the_file_of_misses_is_yaml_whatever_was_asked(texts: list[str]) -> None:
    rows = yaml.safe_load(misses_file([miss(text) for text in texts], "ru")) or []
    assert [row["ask"] for row in rows] == [" ".join(text.split()) for text in texts]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("days", "scale"), [(1, 5), (7, 0), (30, 10), (90, 100_000), (365, 3), (3650, 1)])
def test_the_chart_is_a_png_with_the_bars_in_it(days: int, scale: int, language: Language) -> None:
    found = statistics(days, scale)
    data = chart.draw(found, language)
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert len(data) < 60_000
    image = Image.open(io.BytesIO(data))
    assert image.size == chart.SIZE
    colours = {colour for _, colour in image.convert("RGB").getcolors(1_000_000) or ()}
    for near in (chart.GROUND, *chart.COLOURS.values()):
        wanted = ImageColor.getrgb(near)
        assert any(max(abs(a - b) for a, b in zip(colour, wanted, strict=False)) < 8 for colour in colours), near  # type: ignore[arg-type]


def luminance(colour: str) -> float:
    parts = [value / 255 for value in ImageColor.getrgb(colour)[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_chart_is_readable_on_its_own_ground() -> None:
    assert min(contrast(chart.TEXT, chart.GROUND), contrast(chart.FAINT, chart.GROUND)) >= 4.5
    assert min(contrast(colour, chart.GROUND) for colour in chart.COLOURS.values()) >= 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_font_has_every_letter_of_the_chart(language: Language) -> None:
    found = statistics(365, 1000)
    texts = [phrase("journal-date", language, day=25, month=month) for month in range(1, 13)]
    texts += [share(name, 1, found, language) for name in chart.COLOURS]
    texts += [phrase("journal-questions", language, days=days, count=123_456) for days in (1, 2, 5)]
    texts += [phrase("journal-chart-span", language, days=days) for days in (1, 2, 5)]
    texts += [phrase("journal-chart-empty", language), "0123456789"]
    font = truetype(io.BytesIO(chart._FONT.read_bytes()), 22)
    missing = bytes(font.getmask("\U0010ffff"))
    letters = {letter for text in texts for letter in text if not letter.isspace()}
    assert letters
    assert {letter for letter in letters if bytes(font.getmask(letter)) == missing} == set()
    spaces = {letter for text in texts for letter in text if letter.isspace()}
    assert spaces <= {" ", "\u00a0"}
