"""From scores to a decision: answer, offer choices, or say "I don't know"."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from bot.matching.index import Index
from bot.matching.query import Query
from bot.matching.rank import Scored, Weighted, rank, weigh
from bot.text import normalize

Outcome = Literal["answer", "choices", "unknown"]
MAX_CHOICES = 5
#: Parts of a long message that are looked at, and how long a part may be, in words.
MAX_PARTS = 10
PART_WORDS = 12
#: Words from which a message is read in parts.
LONG_FROM = 14


@dataclass(frozen=True, slots=True)
class Decision:
    """What the matcher decided, and on which numbers."""

    outcome: Outcome
    confidence: float
    ranked: tuple[Scored, ...]
    query: Query
    weighted: Weighted

    @property
    def best(self) -> Scored | None:
        """The first entry, or None where nothing was found."""
        return self.ranked[0] if self.ranked else None

    @property
    def choices(self) -> tuple[Scored, ...]:
        """The entries worth offering."""
        return self.ranked[:MAX_CHOICES]


def confidence(index: Index, ranked: list[Scored], weighted: Weighted) -> float:
    """The probability that the first entry is right, by a logistic function of score, coverage and margin."""
    if not ranked:
        return 0.0
    weights = index.weights
    first = ranked[0]
    margin = first.score - ranked[1].score if len(ranked) > 1 else first.score
    value = (
        weights.confidence_bias
        + weights.confidence_score * first.score
        + weights.confidence_coverage * min(first.query_coverage, 1.0)
        + weights.confidence_margin * min(margin, 0.3)
    )
    return 1 / (1 + math.exp(-value))


def decide(index: Index, text: str) -> Decision:
    """Find the entry for a text of any length; ``text`` is folded."""
    words = text.split()
    if len(words) <= LONG_FROM:
        return _decide(index, index.analyzer.query(text), long_text=False)
    decisions = [
        _decide(index, query, long_text=True)
        for query in (index.analyzer.query(part) for part in _parts(text))
        if query.terms
    ]
    if not decisions:
        return _decide(index, index.analyzer.query(" ".join(words[-PART_WORDS:])), long_text=True)
    return max(decisions, key=lambda decision: decision.confidence)


def _parts(text: str) -> list[str]:
    """Sentences of a long message, cut into windows where they are long; the last ones, where a question stands."""
    parts: list[str] = []
    for sentence in normalize.sentences(text):
        words = sentence.split()
        if len(words) <= PART_WORDS:
            parts.append(sentence)
        else:
            step = PART_WORDS // 2
            parts.extend(
                " ".join(words[start : start + PART_WORDS]) for start in range(0, max(len(words) - step, 1), step)
            )
    asking = [part for part in parts if part.endswith("?")]
    chosen = asking[-MAX_PARTS // 2 :] + parts[-MAX_PARTS:] + parts[:2]
    return list(dict.fromkeys(chosen))


def _decide(index: Index, query: Query, long_text: bool) -> Decision:
    weighted = weigh(index, query, long_text)
    ranked = rank(index, query, weighted) if weighted.alternatives else []
    sure = confidence(index, ranked, weighted)
    weights = index.weights
    outcome: Outcome = "unknown"
    if ranked:
        margin = ranked[0].score - ranked[1].score if len(ranked) > 1 else 1.0
        if sure >= weights.answer_floor and margin >= weights.answer_margin:
            outcome = "answer"
        elif sure >= weights.choices_floor:
            outcome = "choices"
    return Decision(outcome, sure, tuple(ranked), query, weighted)
