"""Scores of entries for a question, feature by feature."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.knowledge.entry import Entry
from bot.matching.index import Document, Index, Phrasing
from bot.matching.lexicon import NEGATION
from bot.matching.query import Query

#: Entries whose phrasings are looked at one by one.
CANDIDATES = 14
#: With this many documents reached, terms in more than this many documents open no new ones.
_ENOUGH, _COMMON = 400, 2000

#: Which kinds suit which intent.
_SUITS: dict[str, dict[str, float]] = {
    "difference": {"comparison": 1.5},
    "what": {"concept": 1.0, "directive": 0.4, "command": 0.4},
    "how": {"howto": 0.8, "command": 0.5, "directive": 0.2},
    "error": {"error": 1.0},
    "why": {"error": 0.6, "howto": 0.4, "concept": 0.3, "comparison": 0.3},
}


@dataclass(frozen=True, slots=True)
class Scored:
    """An entry with its score and the features that made it (all shares between 0 and 1)."""

    entry: Entry
    score: float
    phrasing: str
    query_coverage: float
    phrasing_coverage: float
    entry_coverage: float
    similarity: float
    identity: float
    adjustments: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Weighted:
    """A question's terms with their weights, ready for scoring."""

    alternatives: dict[str, list[tuple[int, float]]]
    weights: list[float]
    total: float
    known: float


def weigh(index: Index, query: Query, long_text: bool = False) -> Weighted:
    """Give each term of the question its weight: rarity if known, a share of the rarest word's if not."""
    weights = index.weights
    alternatives: dict[str, list[tuple[int, float]]] = defaultdict(list)
    values: list[float] = []
    known = 0.0
    for term in query.terms:
        number = len(values)
        first = next((alternative for alternative, _ in term.alternatives if alternative in index.rarity), None)
        if first is None:
            share = weights.foreign if term.foreign else weights.unknown
            if term.everyday:
                share = weights.everyday
            if long_text:
                share *= weights.long_text_unknown
            values.append(share * index.rarest)
            continue
        value = index.weight(first)
        if term.foreign:
            value *= weights.foreign
        elif term.everyday:
            value *= 0.5
        values.append(value)
        known += value
        for alternative, weight in term.alternatives:
            if alternative in index.rarity:
                alternatives[alternative].append((number, weight))
    return Weighted(dict(alternatives), values, sum(values) or 1.0, known)


def candidates(index: Index, weighted: Weighted) -> list[tuple[int, float]]:
    """The documents worth scoring, best first, each with the share of the question's weight that it meets.

    The order adds to that share how much of a phrasing the met terms make up,
    so that «контейнер» alone finds the entry on containers among all that name them.
    """
    reached: dict[int, dict[int, float]] = {}
    peaks: dict[int, float] = {}
    # Rare terms first; a common one only adds to documents once there are enough of them.
    for term in sorted(weighted.alternatives, key=lambda name: len(index.postings[name])):
        owners = weighted.alternatives[term]
        postings = index.postings[term]
        full = len(reached) > _ENOUGH and len(postings) > _COMMON
        for number, strength, peak in postings:
            row = reached.get(number)
            if row is None:
                if full:
                    continue
                row = reached[number] = {}
                peaks[number] = 0.0
            best = 0.0
            for owner, weight in owners:
                value = weight * strength
                if value > row.get(owner, 0.0):
                    row[owner] = value
                best = max(best, weight)
            peaks[number] += best * peak
    weights = weighted.weights
    total = weighted.total
    shares = [
        (number, sum(weights[owner] * value for owner, value in row.items()) / total) for number, row in reached.items()
    ]
    shares.sort(key=lambda item: (-(item[1] + index.weights.peak * min(peaks[item[0]], 1.0)), item[0]))
    return shares


def _coverage(index: Index, weighted: Weighted, phrasing: Phrasing) -> tuple[float, float]:
    """How much of the question a phrasing meets, and how much of the phrasing the question meets."""
    met: dict[int, float] = {}
    phrasing_met = 0.0
    alternatives = weighted.alternatives
    for term in phrasing.terms:
        owners = alternatives.get(term)
        if owners is None:
            continue
        best = 0.0
        for owner, weight in owners:
            if weight > met.get(owner, 0.0):
                met[owner] = weight
            if weight > best:
                best = weight
        phrasing_met += best * index.rarity[term]
    question = sum(weighted.weights[owner] * value for owner, value in met.items()) / weighted.total
    return question, phrasing_met / phrasing.weight if phrasing.weight else 0.0


def _score(index: Index, query: Query, weighted: Weighted, document: Document, entry_coverage: float) -> Scored:
    weights = index.weights
    best: tuple[float, Phrasing, float, float] | None = None
    for phrasing in document.phrasings:
        question, covered = _coverage(index, weighted, phrasing)
        value = weights.query_coverage * question + weights.phrasing_coverage * covered
        if best is None or value > best[0]:
            best = (value, phrasing, question, covered)
    if best is None:
        raise ValueError(f"{document.entry.id} has no phrasings")
    _, phrasing, question, covered = best
    similarity = (
        fuzz.token_sort_ratio(query.normalized, phrasing.normalized) * (1 - weights.surface)
        + fuzz.ratio(query.text, phrasing.folded) * weights.surface
    ) / 100
    identity = sum(
        share * max((weight for _, weight in weighted.alternatives.get(term, ())), default=0.0)
        for term, share in document.identity
    )
    score = (
        weights.identity * identity
        + weights.query_coverage * question
        + weights.phrasing_coverage * covered
        + weights.entry_coverage * entry_coverage
        + weights.similarity * similarity
    )
    adjustments: list[tuple[str, float]] = []
    if query.normalized == phrasing.normalized:
        adjustments.append(("exact", weights.exact))
    kind = document.entry.kind
    for intent in sorted(query.intents):
        suits = _SUITS.get(intent, {}).get(kind, 0.0)
        if intent == "difference" and not suits:
            suits = -1.0
        if suits:
            adjustments.append((f"intent {intent}", weights.intent * suits))
    if kind == "comparison" and "difference" not in query.intents:
        adjustments.append(("no comparison asked", -weights.intent * 0.5))
    adjustments.extend(_conflicts(index, query, document, phrasing))
    score += sum(value for _, value in adjustments)
    return Scored(
        document.entry,
        score,
        phrasing.text,
        question,
        covered,
        entry_coverage,
        similarity,
        identity,
        tuple(adjustments),
    )


def _conflicts(index: Index, query: Query, document: Document, phrasing: Phrasing) -> list[tuple[str, float]]:
    """Opposite actions, opposite directions, and a negation on one side only."""
    weights = index.weights
    lexicon = index.lexicon
    found: list[tuple[str, float]] = []
    asked = {term.term for term in query.terms if term.term}
    said = set(phrasing.terms)
    if document.entry.kind != "comparison":
        for verb in asked & lexicon.opposites.keys():
            if verb not in said and (opposite := lexicon.opposites[verb] & said - asked):
                found.append((f"{verb} against {min(opposite)}", -weights.conflict))
                break
    for term in asked:
        if term.startswith("@") and term != NEGATION and term not in said:
            way, _, thing = term.partition(":")
            other = f"{'@out' if way == '@into' else '@into'}:{thing}"
            if other in said:
                found.append((f"{term} against {other}", -weights.direction_conflict))
    if (NEGATION in asked) != (NEGATION in said):
        found.append(("negation on one side", -weights.negation))
    return found


def rank(index: Index, query: Query, weighted: Weighted, limit: int = CANDIDATES) -> list[Scored]:
    """The best entries for a question, best first."""
    scored = [
        _score(index, query, weighted, index.documents[number], share)
        for number, share in candidates(index, weighted)[:limit]
    ]
    scored.sort(key=lambda item: (-item.score, item.entry.id))
    return scored
