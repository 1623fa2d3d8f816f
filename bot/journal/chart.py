"""A picture of the days for /stats: bars of answered, with choices, missed, as a PNG.

Pillow draws it: kept well for fifteen years, wheels for every platform of ours, 7 MB to download where a plotting
library takes 40 and more; it is imported only when somebody asks for a picture. The font is in the package
(``fonts/``): Pillow's own has no Cyrillic, and a slim image has none at all.

The picture brings its own dark ground, so that it reads the same in a dark and in a light chat.
"""

from __future__ import annotations

import io
import math
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.journal.journal import Day, Statistics
from bot.journal.report import share
from bot.locales import phrase
from bot.text.language import Language

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

#: Pixels; Telegram shows a photo of this shape across the chat, sharp on a phone.
SIZE = (1200, 640)
#: Colours are checked for contrast by a test: text at least 4.5 to the ground, bars at least 3.
GROUND = "#17212b"
TEXT = "#e9eef3"
FAINT = "#93a4b5"
GRID = "#2b3947"
COLOURS = {"answered": "#4cb782", "choices": "#e2b04a", "missed": "#e5695f"}

_FONT = Path(__file__).parent / "fonts" / "DejaVuSans.subset.ttf"
_LEFT, _TOP, _RIGHT, _BOTTOM = 96, 172, 1160, 572
#: More bars than this are hairs; days are put together then.
_MOST_BARS = 90
_TICKS = 4


def draw(statistics: Statistics, language: Language) -> bytes:
    """The picture as the bytes of a PNG of ``SIZE`` pixels. Takes some tens of milliseconds."""
    from PIL import Image
    from PIL.ImageDraw import Draw

    image = Image.new("RGB", SIZE, GROUND)
    canvas = Draw(image)
    title = phrase("journal-questions", language, days=statistics.days, count=statistics.questions)
    canvas.text((40, 34), title, fill=TEXT, font=_font(40))
    _legend(canvas, statistics, language)
    span = max(1, math.ceil(len(statistics.by_day) / _MOST_BARS))
    bars = _bars(statistics.by_day, span)
    if span > 1:
        note = phrase("journal-chart-span", language, days=span)
        canvas.text((_RIGHT, 54), note, fill=FAINT, font=_font(22), anchor="rm")
    if statistics.questions:
        _draw_bars(canvas, bars)
    else:
        middle = ((_LEFT + _RIGHT) / 2, (_TOP + _BOTTOM) / 2)
        canvas.text(middle, phrase("journal-chart-empty", language), fill=FAINT, font=_font(32), anchor="mm")
    _dates(canvas, [bar.day for bar in bars], language)
    sink = io.BytesIO()
    image.quantize(64).save(sink, "PNG", optimize=True)
    return sink.getvalue()


@cache
def _font(size: int) -> FreeTypeFont:
    from PIL.ImageFont import truetype

    return truetype(io.BytesIO(_FONT.read_bytes()), size)


def _bars(days: tuple[Day, ...], span: int) -> list[Day]:
    """The sums over spans of days, each under its first day."""
    return [
        Day(
            part[0].day,
            sum(day.answered for day in part),
            sum(day.choices for day in part),
            sum(day.missed for day in part),
        )
        for part in (days[start : start + span] for start in range(0, len(days), span))
    ]


def _ceiling(highest: int) -> int:
    """A round number, a multiple of the ticks, that no bar is higher than."""
    step = _TICKS
    while step < highest:
        for factor in (2, 5, 10):
            if step * factor >= highest:
                return step * factor
        step *= 10
    return step


def _y(value: float, top: int) -> float:
    return _BOTTOM - (_BOTTOM - _TOP) * value / top


def _legend(canvas: ImageDraw, statistics: Statistics, language: Language) -> None:
    x = 40.0
    for name, colour in COLOURS.items():
        label = share(name, getattr(statistics, name), statistics, language)
        canvas.rectangle((x, 104, x + 24, 128), fill=colour)
        canvas.text((x + 36, 116), label, fill=TEXT, font=_font(26), anchor="lm")
        x += 36 + _font(26).getlength(label) + 44


def _draw_bars(canvas: ImageDraw, bars: list[Day]) -> None:
    top = _ceiling(max(bar.questions for bar in bars))
    for number in range(_TICKS + 1):
        value = top * number // _TICKS
        y = _y(value, top)
        canvas.line((_LEFT, y, _RIGHT, y), fill=GRID, width=2)
        canvas.text((_LEFT - 14, y), str(value), fill=FAINT, font=_font(22), anchor="rm")
    step = (_RIGHT - _LEFT) / len(bars)
    width = min(step * 0.72, 90)
    for number, bar in enumerate(bars):
        left = _LEFT + step * (number + 0.5) - width / 2
        below = 0
        for name, colour in COLOURS.items():
            count = getattr(bar, name)
            if count:
                canvas.rectangle((left, _y(below + count, top), left + width, _y(below, top)), fill=colour)
            below += count


def _dates(canvas: ImageDraw, days: list[date], language: Language) -> None:
    """Under the first, the last and as many between as there is room for."""
    step = (_RIGHT - _LEFT) / max(1, len(days))
    every = max(1, math.ceil(130 / step))
    for number in range(len(days) - 1, -1, -every):
        label = phrase("journal-date", language, day=days[number].day, month=days[number].month)
        centre = _LEFT + step * (number + 0.5)
        half = _font(22).getlength(label) / 2
        canvas.text((min(centre, SIZE[0] - 12 - half), _BOTTOM + 30), label, fill=FAINT, font=_font(22), anchor="mm")
