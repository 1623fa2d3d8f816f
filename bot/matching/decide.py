"""From scores to a decision: answer, offer choices, or say "I don't know"."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.matching import context
from bot.matching.index import Index
from bot.matching.query import Query
from bot.matching.rank import Scored, Weighted, rank, weigh
from bot.text import normalize

Outcome = Literal["answer", "choices", "unknown"]
MAX_CHOICES = 5
#: Parts of a long message that are looked at, and how long a part may be, in words.
MAX_PARTS = 10
PART_WORDS = 12
#: A follow-up may be this much less sure than the same words by themselves.
_FOLLOWING = 0.35
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


def margin(ranked: Sequence[Scored]) -> float:
    """By how much the first entry leads. One that the first names as related competes at half: either answers."""
    if len(ranked) < 2:
        return ranked[0].score if ranked else 0.0
    first = ranked[0]
    leads = []
    for other in ranked[1:4]:
        lead = first.score - other.score
        leads.append(lead * 2 + 0.01 if other.entry.id in first.entry.related else lead)
    return min(leads)


def evidence(ranked: Sequence[Scored], weighted: Weighted) -> dict[str, float]:
    """What confidence is computed from, by the names under [confidence] in weights.toml."""
    first = ranked[0]
    return {
        "bias": 1.0,
        "score": first.score,
        "query_coverage": first.query_coverage,
        "margin": min(margin(ranked), 0.3),
        "known": weighted.known / weighted.total,
        "length": min(len(weighted.weights), 8) / 8,
    }


def confidence(index: Index, ranked: Sequence[Scored], weighted: Weighted) -> float:
    """The probability that the first entry is right, by a logistic function of the evidence."""
    if not ranked:
        return 0.0
    coefficients = index.weights.confidence
    value = sum(coefficients[name] * amount for name, amount in evidence(ranked, weighted).items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))


def decide(index: Index, text: str, topic: str | None = None) -> Decision:
    """Find the entry for a text of any length; ``text`` is cleaned and in lower case.

    ``topic`` is the id of the entry that was answered before, for follow-ups.
    """
    words = text.split()
    if len(words) <= LONG_FROM:
        query = index.analyzer.query(text)
        alone = _decide(index, query, long_text=False)
        document = index.by_id.get(topic) if topic else None
        followed = context.carried(index, query, document) if document else None
        if followed is None:
            return alone
        together = _decide(index, followed, long_text=False)
        sure = together.outcome != "unknown" and together.confidence >= alone.confidence - _FOLLOWING
        return together if sure else alone
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
        if sure >= weights.answer_floor and margin(ranked) >= weights.answer_margin:
            outcome = "answer"
        elif sure >= weights.choices_floor:
            outcome = "choices"
    return Decision(outcome, sure, tuple(ranked), query, weighted)
