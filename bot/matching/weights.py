"""The numbers of the matcher, read from weights.toml; found by scripts/find_weights.py, not by hand in the code."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

PATH = Path(__file__).with_name("weights.toml")


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights, penalties and thresholds; their meaning stands beside them in weights.toml.

    score: feature name of ``rank.FEATURES`` -> weight.
    confidence, relevance: name of ``decide.EVIDENCE`` -> coefficient.
    """

    layout: float
    layout_share: float
    translit: float
    romanised_share: float
    fuzzy: float
    unknown: float
    foreign: float
    everyday: float
    direction: float
    light: float
    long_text_unknown: float
    sharpness: float
    incidental: float
    telling: float
    peak: float
    story_asking: float
    story_last: float
    story_said: float
    story_floor: float
    score: Mapping[str, float]
    confidence: Mapping[str, float]
    relevance: Mapping[str, float]
    answer_floor: float
    answer_margin: float
    choices_floor: float


@cache
def load_weights(path: Path | None = None) -> Weights:
    """Read the weights. Raises OSError, KeyError, TypeError or ValueError on a damaged file."""
    data = tomllib.loads((path or PATH).read_text(encoding="utf-8"))
    numbers = {
        name: float(value)
        for table in ("readings", "words", "rarity", "candidates", "stories", "decision")
        for name, value in data[table].items()
    }
    return Weights(
        **numbers,
        score=MappingProxyType({name: float(value) for name, value in data["score"].items()}),
        confidence=MappingProxyType({name: float(value) for name, value in data["confidence"].items()}),
        relevance=MappingProxyType({name: float(value) for name, value in data["relevance"].items()}),
    )
