"""Durations and moments: ``1m30s``, ``--since 2h``, ``-t 30``."""

from __future__ import annotations

import re

from bot.knowledge.entry import Text

_PART = re.compile(r"(\d{1,12}(?:\.\d{1,6})?)(ns|us|µs|ms|s|m|h)")
_WORDS = {
    "h": ("ч", "h"),
    "m": ("мин", "min"),
    "s": ("с", "s"),
    "ms": ("мс", "ms"),
    "us": ("мкс", "µs"),
    "µs": ("мкс", "µs"),
    "ns": ("нс", "ns"),
}
_SECONDS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 1e-3, "us": 1e-6, "µs": 1e-6, "ns": 1e-9}


def _parts(value: str) -> list[tuple[str, str]] | None:
    parts: list[tuple[str, str]] = []
    position = 0
    while position < len(value):
        match = _PART.match(value, position)
        if match is None:
            return None
        parts.append((match[1], match[2]))
        position = match.end()
    return parts or None


def parse_duration(value: str) -> float | None:
    """Seconds of Go's notation (``1m30s``), or None."""
    parts = _parts(value)
    return sum(float(number) * _SECONDS[unit] for number, unit in parts) if parts else None


def explain_duration(value: str) -> Text | None:
    """``1m30s`` in words."""
    parts = _parts(value)
    if parts is None:
        return None
    return Text(
        ru=" ".join(f"{number} {_WORDS[unit][0]}" for number, unit in parts),
        en=" ".join(f"{number} {_WORDS[unit][1]}" for number, unit in parts),
    )


def explain_seconds(value: str) -> Text | None:
    """A whole number of seconds (``docker stop -t 30``)."""
    if not re.fullmatch(r"-?\d{1,9}", value):
        return None
    if value == "-1":
        return Text(ru="ждать без ограничения", en="wait without a limit")
    return Text(ru=f"{value} с", en=f"{value} s")


def explain_moment(value: str) -> Text | None:
    """``--since 2h``: so long ago, or a point in time."""
    if duration := explain_duration(value):
        return Text(ru=f"{duration.ru} назад", en=f"{duration.en} ago")
    if re.match(r"\d{4}-\d\d-\d\d", value):
        return Text(ru=f"момент {value}", en=f"the moment {value}")
    return None


def explain_tail(value: str) -> Text | None:
    """``--tail 100``."""
    if value.isdigit():
        return Text(ru=f"последние {value} строк", en=f"the last {value} lines")
    return Text(ru="все строки", en="all lines") if value == "all" else None
