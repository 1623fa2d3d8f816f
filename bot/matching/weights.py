"""The numbers of the matcher, read from weights.toml; found by a script, not by hand in the code."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights, penalties and thresholds; their meaning stands beside them in weights.toml."""

    layout: float
    layout_share: float
    translit: float
    fuzzy: float
    unknown: float
    foreign: float
    everyday: float
    direction: float
    light: float
    long_text_unknown: float
    query_coverage: float
    phrasing_coverage: float
    entry_coverage: float
    similarity: float
    surface: float
    identity: float
    peak: float
    exact: float
    intent: float
    conflict: float
    direction_conflict: float
    negation: float
    confidence_bias: float
    confidence_score: float
    confidence_coverage: float
    confidence_margin: float
    answer_floor: float
    answer_margin: float
    choices_floor: float


@cache
def load_weights(path: Path | None = None) -> Weights:
    """Read the weights. Raises OSError, KeyError or ValueError on a damaged file."""
    data = tomllib.loads((path or Path(__file__).with_name("weights.toml")).read_text(encoding="utf-8"))
    values = {name: value for table in data.values() if isinstance(table, dict) for name, value in table.items()}
    return Weights(**{field.name: float(values[field.name]) for field in fields(Weights)})
