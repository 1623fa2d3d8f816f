"""Sizes in bytes: ``512m``, ``1.5g``; Docker counts in 1024s (docker/go-units, RAMInBytes)."""

from __future__ import annotations

import re

from bot.knowledge.entry import Text

_SIZE = re.compile(r"(\d{1,15}(?:\.\d{1,6})?)\s?([kmgtp]?)(?:i?b)?", re.IGNORECASE)
_FACTORS = {"": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30, "t": 1 << 40, "p": 1 << 50}
_UNITS = (
    (1 << 40, "ТиБ", "TiB"),
    (1 << 30, "ГиБ", "GiB"),
    (1 << 20, "МиБ", "MiB"),
    (1 << 10, "КиБ", "KiB"),
    (1, "байт", "bytes"),
)
#: Docker refuses a smaller limit of memory (daemon/daemon_unix.go, linuxMinMemory).
LEAST_MEMORY = 6 << 20


def parse_size(value: str) -> int | None:
    """Bytes, or None where it is no size."""
    match = _SIZE.fullmatch(value.strip())
    return int(float(match[1]) * _FACTORS[match[2].lower()]) if match else None


def human(value: str) -> Text | None:
    """A size in the largest unit that keeps it a small number: ``512m`` → 512 MiB."""
    size = parse_size(value)
    if size is None:
        return None
    for factor, russian, english in _UNITS:
        if size >= factor:
            number = f"{size / factor:.2f}".rstrip("0").rstrip(".")
            return Text(ru=f"{number} {russian}", en=f"{number} {english}")
    return Text(ru="0", en="0")


def explain_memory(value: str) -> Text | None:
    """``-m 512m``: a limit."""
    if value == "-1":
        return Text(ru="без ограничения", en="no limit")
    size = parse_size(value)
    text = human(value)
    if text is None or size is None:
        return None
    if not size:
        return Text(ru="0: без ограничения", en="0: no limit")
    if size < LEAST_MEMORY:
        return Text(
            ru=f"{text.ru}: меньше 6 МиБ Docker не примет (без буквы это байты)",
            en=f"{text.en}: Docker refuses less than 6 MiB (without a letter it means bytes)",
        )
    return text


def explain_size(value: str) -> Text | None:
    """A size that is no limit of memory (``--shm-size``)."""
    return human(value)
