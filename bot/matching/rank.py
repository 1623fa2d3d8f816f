"""Scores of entries for a question: a weighted sum of features, each between 0 and 1 and each shown by --explain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz import fuzz

from bot.knowledge.entry import Entry
from bot.matching.index import Document, Index, Phrasing
from bot.matching.lexicon import NEGATION
from bot.matching.query import Query

#: Entries whose phrasings are looked at one by one.
CANDIDATES = 14
#: With _ENOUGH documents open and less than this share of the question's weight to come, no new ones are opened,
#: and of those that are only the _OPEN most promising are kept.
_ENOUGH, _CLOSED, _OPEN = 40, 0.55, 100
#: A term of the question counts as met from this weight of its best alternative.
_MET = 0.5
#: From this share on a phrasing counts as met whole.
_WHOLE = 0.93

#: Which kinds suit which intent, from -1 (against it) to 1.
_SUITS: dict[str, dict[str, float]] = {
    "difference": {
        "comparison": 1.0,
        "concept": -0.7,
        "command": -0.7,
        "directive": -0.7,
        "howto": -0.8,
        "error": -0.8,
    },
    "what": {"concept": 0.7, "directive": 0.35, "command": 0.35, "error": -0.2},
    "how": {"howto": 0.6, "command": 0.35, "directive": 0.1, "concept": -0.1},
    "error": {"error": 0.8},
    "why": {"error": 0.4, "howto": 0.3, "concept": 0.2, "comparison": 0.2},
}

#: What is measured of an entry; the weight of each stands in weights.toml under its name.
FEATURES: dict[str, str] = {
    "query_coverage": "share of the question, by rarity, that the best phrasing meets",
    "phrasing_coverage": "share of the best phrasing that the question meets",
    "harmony": "harmonic mean of the two",
    "contained": "share of the question that a phrasing makes up which is met whole",
    "name": "share of the question's names (commands, keys, instructions, options) that are the entry's own",
    "support": "the same for the entry's next best phrasings, as their mean",
    "entry_coverage": "share of the question that the whole entry meets, its commands and answer included",
    "frequency": "the same, by how often the entry says the words (BM25)",
    "identity": "share of what the entry's phrasings have in common that the question meets",
    "similarity": "RapidFuzz token sort ratio of the terms of question and best phrasing",
    "surface": "RapidFuzz ratio of question and best phrasing as typed",
    "exact": "the question's terms are the phrasing's, in order",
    "action_unmet": "an action of the question that the best phrasing has not, by rarity",
    "central": "how many other entries name this one as related (logarithm, as a share of the most)",
    "scope": "the entry is about a part of Docker (compose, swarm …) that the question does not name",
    "scope_met": "the question names a part of Docker that the entry is about",
    "intent_difference": "a difference is wanted, and the kind suits",
    "intent_what": "an explanation is wanted, and the kind suits",
    "intent_how": "a way is wanted, and the kind suits",
    "intent_error": "something fails, and the kind suits",
    "intent_why": "a reason is wanted, and the kind suits",
    "error_unasked": "an error where nothing is said to fail",
    "comparison": "a comparison where none was asked for",
    "conflict": "an action whose opposite was asked for",
    "direction": "into where out of was asked for, or the reverse",
    "negation": "a negation on one side only",
}


@dataclass(frozen=True, slots=True)
class Scored:
    """An entry with its score, the phrasing that met the question best, and the features that made the score."""

    entry: Entry
    score: float
    phrasing: str
    features: Mapping[str, float]

    @property
    def query_coverage(self) -> float:
        """The share of the question that the best phrasing meets, by rarity."""
        return self.features["query_coverage"]


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


class Candidate(NamedTuple):
    """A document worth scoring, with the share of the question's weight that it meets, plain and by frequency."""

    number: int
    coverage: float
    frequency: float


def candidates(index: Index, weighted: Weighted, limit: int = CANDIDATES) -> list[Candidate]:
    """The documents worth scoring, best first.

    The words of the question come in the order of their weight. Each opens the
    documents that have it; once enough are open, the rest of the words only add
    to the most promising ones: what has none of the weightiest words cannot win.
    """
    by_owner: dict[int, list[tuple[str, float]]] = defaultdict(list)
    for term, owners in weighted.alternatives.items():
        for owner, weight in owners:
            by_owner[owner].append((term, weight))
    met: dict[int, float] = {}
    left = sum(weighted.weights[owner] for owner in by_owner)
    for owner in sorted(by_owner, key=lambda owner: (-weighted.weights[owner], owner)):
        importance = weighted.weights[owner]
        if len(met) >= _ENOUGH and left < _CLOSED * weighted.total:
            if len(met) > _OPEN:
                met = dict(sorted(met.items(), key=lambda item: (-item[1], item[0]))[:_OPEN])
            for number, value in met.items():
                its = index.documents[number].postings
                best = 0.0
                for term, weight in by_owner[owner]:
                    if (posting := its.get(term)) is not None and weight * posting.impact > best:
                        best = weight * posting.impact
                met[number] = value + importance * best
        else:
            row: dict[int, float] = {}
            for term, weight in by_owner[owner]:
                for number, impact in index.impacts[term]:
                    value = weight * impact
                    if value > row.get(number, 0.0):
                        row[number] = value
            for number, value in row.items():
                met[number] = met.get(number, 0.0) + importance * value
        left -= importance
    best_first = sorted(met.items(), key=lambda item: (-item[1], item[0]))[:limit]
    return [_candidate(index, weighted, by_owner, number) for number, _ in best_first]


def _candidate(
    index: Index, weighted: Weighted, by_owner: Mapping[int, Sequence[tuple[str, float]]], number: int
) -> Candidate:
    """Both shares of one document, exactly."""
    its = index.documents[number].postings
    coverage = often = 0.0
    for owner, terms in by_owner.items():
        strength = frequency = 0.0
        for term, weight in terms:
            if (posting := its.get(term)) is not None and weight * posting.strength > strength:
                strength, frequency = weight * posting.strength, weight * posting.frequency
        coverage += weighted.weights[owner] * strength
        often += weighted.weights[owner] * frequency
    return Candidate(number, coverage / weighted.total, often / weighted.total)


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
    if not met:
        return 0.0, 0.0
    weights = weighted.weights
    question = 0.0
    for owner, value in met.items():
        question += weights[owner] * value
    return question / weighted.total, phrasing_met / phrasing.weight if phrasing.weight else 0.0


def _harmony(question: float, phrasing: float) -> float:
    return 2 * question * phrasing / (question + phrasing) if question and phrasing else 0.0


def features(index: Index, query: Query, weighted: Weighted, candidate: Candidate) -> tuple[dict[str, float], Phrasing]:
    """Measure one entry for a question; returns the features by name and the phrasing that was met best."""
    document = index.documents[candidate.number]
    rows = []
    for phrasing in document.phrasings:
        question, covered = _coverage(index, weighted, phrasing)
        if question:
            rows.append((0.6 * question + 0.4 * _harmony(question, covered), question, covered, phrasing))
    if not rows:
        rows = [(0.0, 0.0, 0.0, document.phrasings[0])]
    rows.sort(key=lambda row: -row[0])
    # Of phrasings that are met alike, the one most like the question as typed.
    near = [row for row in rows[:6] if row[0] >= rows[0][0] - 0.02]
    best = max(near, key=lambda row: fuzz.ratio(query.text, row[3].folded)) if len(near) > 1 else near[0]
    _, question, covered, phrasing = best
    others = [row[0] for row in rows[1:3]]
    values = dict.fromkeys(FEATURES, 0.0)
    values["query_coverage"] = min(question, 1.0)
    values["phrasing_coverage"] = covered
    values["harmony"] = _harmony(question, covered)
    values["contained"] = min(max((row[1] for row in rows if row[2] > _WHOLE), default=0.0), 1.0)
    values["name"] = _name(index, query, document)
    values["support"] = sum(others) / 2
    values["entry_coverage"] = candidate.coverage
    values["frequency"] = candidate.frequency
    alternatives = weighted.alternatives
    values["identity"] = sum(
        share * max(weight for _, weight in alternatives[term])
        for term, share in document.identity
        if term in alternatives
    )
    values["similarity"] = fuzz.token_sort_ratio(query.normalized, phrasing.normalized) / 100
    values["surface"] = fuzz.ratio(query.text, phrasing.folded) / 100
    values["exact"] = float(query.normalized == phrasing.normalized or query.bare == phrasing.folded)
    said = set(phrasing.terms)
    values["action_unmet"] = _action_unmet(index, query, weighted, said)
    values["central"] = document.central
    kind = document.entry.kind
    for intent in query.intents:
        if suits := _SUITS.get(intent, {}).get(kind):
            values[f"intent_{intent}"] = suits
    met = any(term in alternatives for term in document.scopes)
    values["scope"] = float(bool(document.scopes) and not met and not values["name"])
    values["scope_met"] = float(met)
    values["error_unasked"] = float(kind == "error" and not query.intents & {"error", "why"})
    values["comparison"] = float(kind == "comparison" and "difference" not in query.intents)
    _conflicts(index, query, kind, said, values)
    return values, phrasing


def _name(index: Index, query: Query, document: Document) -> float:
    """How much of what the question calls by name is one name of the entry, by rarity among names."""
    rarity = index.name_rarity
    asked = {word: rarity[word] for word in query.names if word in rarity}
    if not asked:
        return 0.0
    best = max((sum(asked[word] for word in name) for name in document.names if name <= asked.keys()), default=0.0)
    if best:  # what says in which part of Docker the thing lies is no other thing's name
        met = {word for name in document.names if name <= asked.keys() for word in name}
        best += sum(weight for word, weight in asked.items() if word in document.scopes and word not in met)
    return min(best / sum(asked.values()), 1.0)


def _action_unmet(index: Index, query: Query, weighted: Weighted, said: set[str]) -> float:
    """The share of the question's weight in actions that no word of a phrasing meets."""
    unmet = 0.0
    for number, term in enumerate(query.terms):
        if term.term in index.lexicon.actions and not any(
            weight >= _MET and alternative in said for alternative, weight in term.alternatives
        ):
            unmet += weighted.weights[number]
    return unmet / weighted.total


def _conflicts(index: Index, query: Query, kind: str, said: set[str], values: dict[str, float]) -> None:
    """Opposite actions, opposite directions, and a negation on one side only."""
    lexicon = index.lexicon
    asked = {term.term for term in query.terms if term.term}
    if kind != "comparison":
        for verb in asked & lexicon.opposites.keys():
            if verb not in said and lexicon.opposites[verb] & said - asked:
                values["conflict"] = 1.0
                break
    for term in asked:
        if term.startswith("@") and term != NEGATION and term not in said:
            way, _, thing = term.partition(":")
            if f"{'@out' if way == '@into' else '@into'}:{thing}" in said:
                values["direction"] = 1.0
    denied = any(term.startswith(NEGATION) for term in asked) != any(term.startswith(NEGATION) for term in said)
    values["negation"] = float(denied)


def score(index: Index, query: Query, weighted: Weighted, candidate: Candidate) -> Scored:
    """One candidate with the weighted sum of its features."""
    weights = index.weights.score
    values, phrasing = features(index, query, weighted, candidate)
    total = sum(weights[name] * value for name, value in values.items())
    return Scored(index.documents[candidate.number].entry, total, phrasing.text, values)


def rank(index: Index, query: Query, weighted: Weighted, limit: int = CANDIDATES) -> list[Scored]:
    """The best entries for a question, best first."""
    scored = [score(index, query, weighted, candidate) for candidate in candidates(index, weighted, limit)]
    scored.sort(key=lambda item: (-item.score, item.entry.id))
    return scored
