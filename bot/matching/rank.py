"""Scores of entries for a question: a weighted sum of features, each between 0 and 1 and each shown by --explain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import nlargest
from typing import NamedTuple

from rapidfuzz import fuzz

from bot.knowledge.entry import Entry
from bot.matching.demands import Demands, demands
from bot.matching.index import Index, Phrasing, Postings, wording
from bot.matching.query import Query

#: Entries whose phrasings are looked at one by one.
CANDIDATES = 10
#: So many words of a question, the weightiest, open entries; the others only count for those.
_OPENING = 4
#: Entries that are measured by every term of the question.
_HOPEFUL = 48
#: So many entries that have the question's very terms in a phrasing are scored, whatever their impact.
_SAID = 4
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
    "called": "the question is nothing but a name of the entry's, and words that ask",
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
    """A question's terms with their weights, ready for scoring.

    alternatives: term of the index -> which terms of the question it satisfies, and how well.
    owners: the same the other way round, the best alternatives first.
    met: term of the index -> its rarity times how well it satisfies the question at best.
    """

    alternatives: dict[str, list[tuple[int, float]]]
    owners: dict[int, list[tuple[str, float]]]
    met: dict[str, float]
    weights: list[float]
    total: float
    known: float
    demands: Demands


def weigh(index: Index, query: Query, long_text: bool = False) -> Weighted:
    """Give each term of the question its weight: rarity if known, a share of the rarest word's if not."""
    weights, known_terms = index.weights, index.vocabulary.numbers
    alternatives: dict[str, list[tuple[int, float]]] = defaultdict(list)
    values: list[float] = []
    known = 0.0
    for term in query.terms:
        number = len(values)
        first = next((alternative for alternative, _ in term.alternatives if alternative in known_terms), None)
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
            if alternative in known_terms:
                alternatives[alternative].append((number, weight))
    owners: dict[int, list[tuple[str, float]]] = defaultdict(list)
    met: dict[str, float] = {}
    for alternative, satisfied in alternatives.items():
        for owner, weight in satisfied:
            owners[owner].append((alternative, weight))
        met[alternative] = index.weight(alternative) * max(weight for _, weight in satisfied)
    for terms in owners.values():
        terms.sort(key=lambda item: -item[1])
    total = sum(values) or 1.0
    demanded = demands(index, query, values, total)
    return Weighted(dict(alternatives), dict(owners), met, values, total, known, demanded)


class Candidate(NamedTuple):
    """A document worth scoring, with its impact and the share of the question's weight that it meets, plain and by
    frequency; ``postings``: which terms it has, by their numbers in the index.
    """

    number: int
    impact: float
    coverage: float
    frequency: float
    postings: Mapping[str, int]


def candidates(index: Index, weighted: Weighted, limit: int = CANDIDATES) -> list[Candidate]:
    """The documents worth scoring, best first.

    The weightiest terms of the question open their champions, the documents that they stand for most (Manning,
    Raghavan and Schütze, "Introduction to Information Retrieval", 7.1.3). The most promising of them are then measured
    exactly, whatever terms they have. So the cost does not grow with the number of documents that have a common word.
    """
    met: dict[int, float] = {}
    for owner in nlargest(_OPENING, weighted.owners, key=weighted.weights.__getitem__):
        importance, terms = weighted.weights[owner], weighted.owners[owner]
        row: dict[int, float] = {}
        for term, weight in terms:
            for number, impact in index.champions.of(term):
                value = weight * impact
                if value > row.get(number, 0.0):
                    row[number] = value
        for number, value in row.items():
            met[number] = met.get(number, 0.0) + importance * value
    # Who asks in an entry's own words, or by its name, must find it, however common the words are.
    said = set(index.said.get(wording({terms[0][0] for terms in weighted.owners.values()}))[:_HOPEFUL])
    called = weighted.demands.called
    named = set(index.called.get(wording(called[0]))[:_HOPEFUL] if called else ())
    likely = nlargest(_HOPEFUL, met, key=met.__getitem__)
    measured = measure(index, weighted, dict.fromkeys([*said, *named, *likely]))
    measured.sort(key=lambda candidate: (-candidate.impact, candidate.number))
    meant = {*named, *[candidate.number for candidate in measured if candidate.number in said][:_SAID]}
    measured.sort(key=lambda candidate: candidate.number not in meant)
    return measured[:limit]


def measure(index: Index, weighted: Weighted, numbers: Iterable[int]) -> list[Candidate]:
    """Documents measured by all terms of the question, in their order."""
    postings = index.postings
    found = postings.among(numbers, weighted.met)
    return [_measured(postings, weighted, number, its) for number, its in found.items()]


def _measured(postings: Postings, weighted: Weighted, number: int, its: Mapping[str, int]) -> Candidate:
    whole = coverage = often = 0.0
    for owner, terms in weighted.owners.items():
        impact = strength = frequency = 0.0
        for term, weight in terms:
            if (place := its.get(term)) is not None:
                posting = postings[place]
                if weight * posting[2] > impact:
                    impact = weight * posting[2]
                if weight * posting[0] > strength:
                    strength, frequency = weight * posting[0], weight * posting[1]
        importance = weighted.weights[owner]
        whole += importance * impact
        coverage += importance * strength
        often += importance * frequency
    return Candidate(number, whole, coverage / weighted.total, often / weighted.total, its)


def _coverages(index: Index, weighted: Weighted, candidate: Candidate) -> list[tuple[float, float, int]]:
    """For each phrasing that meets something: how much of the question it meets, how much of it the question meets,
    and its number.
    """
    holders = {term: index.postings.places(number) for term, number in candidate.postings.items()}
    own = index.phrasings.of(candidate.number)
    asked = [0.0] * len(own)
    for owner, terms in weighted.owners.items():
        importance = weighted.weights[owner]
        seen: set[int] = set()
        for term, weight in terms:
            if (numbers := holders.get(term)) is None:
                continue
            for number in numbers:
                if number not in seen:
                    asked[number] += importance * weight
            seen.update(numbers)
    covered = [0.0] * len(asked)
    for term, numbers in holders.items():
        value = weighted.met[term]
        for number in numbers:
            covered[number] += value
    return [
        (question / weighted.total, met / weight if (weight := index.phrasings.weights[number]) else 0.0, number)
        for number, question, met in zip(own, asked, covered, strict=True)
        if question
    ]


def _harmony(question: float, phrasing: float) -> float:
    return 2 * question * phrasing / (question + phrasing) if question and phrasing else 0.0


def features(index: Index, query: Query, weighted: Weighted, candidate: Candidate) -> tuple[dict[str, float], Phrasing]:
    """Measure one entry for a question; returns the features by name and the phrasing that was met best."""
    document = index.documents[candidate.number]
    phrasings = index.phrasings
    rows = [
        (0.6 * question + 0.4 * _harmony(question, covered), question, covered, number)
        for question, covered, number in _coverages(index, weighted, candidate)
    ]
    if not rows:
        rows = [(0.0, 0.0, 0.0, phrasings.of(candidate.number).start)]
    rows.sort(key=lambda row: -row[0])
    # Of phrasings that are met alike, the one most like the question as typed.
    near = [row for row in rows[:6] if row[0] >= rows[0][0] - 0.02]
    best = max(near, key=lambda row: fuzz.ratio(query.text, phrasings.folded(row[3]))) if len(near) > 1 else near[0]
    _, question, covered, number = best
    phrasing = phrasings[number]
    others = [row[0] for row in rows[1:3]]
    values = dict.fromkeys(FEATURES, 0.0)
    values["query_coverage"] = min(question, 1.0)
    values["phrasing_coverage"] = covered
    values["harmony"] = _harmony(question, covered)
    values["contained"] = min(max((row[1] for row in rows if row[2] > _WHOLE), default=0.0), 1.0)
    values["name"] = weighted.demands.name(document)
    values["called"] = float(weighted.demands.calls(document))
    values["support"] = sum(others) / 2
    values["entry_coverage"] = candidate.coverage
    values["frequency"] = candidate.frequency
    alternatives = weighted.alternatives
    values["identity"] = sum(
        share * max(weight for _, weight in alternatives[term])
        for term, share in document.identity
        if term in alternatives
    )
    normalized = phrasing.normalized
    values["similarity"] = fuzz.token_sort_ratio(query.normalized, normalized) / 100
    values["surface"] = fuzz.ratio(query.text, phrasing.folded) / 100
    values["exact"] = float(query.normalized == normalized or query.bare == phrasing.folded)
    said = set(phrasing.terms)
    demanded = weighted.demands
    values["action_unmet"] = demanded.unmet_actions(said)
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
    values["conflict"] = float(kind != "comparison" and demanded.conflict(said))
    values["direction"] = float(demanded.turned(said))
    values["negation"] = float(demanded.denied != phrasing.denied)
    return values, phrasing


def score(index: Index, query: Query, weighted: Weighted, candidate: Candidate) -> Scored:
    """One candidate with the weighted sum of its features."""
    weights = index.weights.score
    values, phrasing = features(index, query, weighted, candidate)
    total = sum([weights[name] * value for name, value in values.items() if value])
    return Scored(index.documents[candidate.number].entry, total, phrasing.folded, values)


def rank(index: Index, query: Query, weighted: Weighted, limit: int = CANDIDATES) -> list[Scored]:
    """The best entries for a question, best first."""
    scored = [score(index, query, weighted, candidate) for candidate in candidates(index, weighted, limit)]
    scored.sort(key=lambda item: (-item.score, item.entry.id))
    return scored
