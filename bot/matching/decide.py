"""From scores to a decision: answer, offer choices, or say "I don't know"."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from bot.knowledge.entry import Entry
from bot.matching import context
from bot.matching.index import Index
from bot.matching.query import Query, Term
from bot.matching.rank import CANDIDATES, Candidate, Scored, Weighted, candidates, rank, score, weigh
from bot.text import normalize

Outcome = Literal["answer", "choices", "unknown"]
MAX_CHOICES = 5
#: A message of more words than this is read in parts.
LONG_FROM = 14
#: How many parts are looked at (questions, the end, the beginning), and how many words a part has at the most.
MAX_ASKING, MAX_LAST, MAX_FIRST, PART_WORDS = 4, 10, 2, 22
#: From this confidence the sentence that asks is answered, whatever else a story tells.
_SURE_ALONE = 0.6
#: A part that asks counts for this much more; what all parts say together counts for this share.
_ASKING, _TOGETHER = 1.5, 0.3


@dataclass(frozen=True, slots=True)
class Decision:
    """What the matcher decided, and on which numbers.

    confidence: the probability that the first entry is right; relevance: that the base is about what is asked at all.
    """

    outcome: Outcome
    confidence: float
    relevance: float
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


#: What the two judgements are computed from; their coefficients stand in weights.toml under these names.
EVIDENCE: dict[str, str] = {
    "bias": "always 1",
    "score": "the score of the first entry",
    "margin": "its lead, at most 0.2",
    "lead_over_many": "its lead over the fifth",
    "query_coverage": "share of the question that its best phrasing meets",
    "phrasing_coverage": "share of that phrasing that the question meets",
    "entry_coverage": "share of the question that the whole entry meets",
    "similarity": "likeness of question and phrasing",
    "known": "share of the question, by weight, that the base knows",
    "foreign": "share of the question in words of other subjects",
    "named": "a word of Docker's own (docker, compose, a command) is in the question",
    "length": "number of words that count, at most 8, over 8",
    "exact": "the question is a phrasing of the base",
    "name": "the question names the entry's subject",
    "frequency": "share of the question that the entry says, by how often",
    "unknown": "share of the question in words that the base does not know",
    "guessed": "share of the question in misspelt words, as they were understood",
    "shared": "a word that means Docker here (container, image …), but not everywhere",
    "things": "share of the question in things that the word lists know (not actions)",
    "elsewhere": "a subject next door (git, linux …), and no word of Docker's own or shared one",
}


def evidence(index: Index, query: Query, ranked: Sequence[Scored], weighted: Weighted) -> dict[str, float]:
    """What is known about the first entry and the question, by the names of ``EVIDENCE``."""
    first = ranked[0]
    features = first.features
    lexicon = index.lexicon
    words = lexicon.words
    concepts = {term.term for term in query.terms}
    named = bool(concepts & words.own)
    shared = bool(concepts & words.shared)
    elsewhere = any(lexicon.is_next_door(word) for term in query.terms for word in term.word.split())

    def share(belongs: Callable[[Term], bool]) -> float:
        pairs = zip(query.terms, weighted.weights, strict=True)
        return sum(weight for term, weight in pairs if belongs(term)) / weighted.total

    return {
        "bias": 1.0,
        "score": first.score,
        "margin": min(margin(ranked), 0.2),
        "lead_over_many": min(first.score - ranked[min(4, len(ranked) - 1)].score, 0.4),
        "query_coverage": features["query_coverage"],
        "phrasing_coverage": features["phrasing_coverage"],
        "entry_coverage": features["entry_coverage"],
        "similarity": features["similarity"],
        "known": weighted.known / weighted.total,
        "foreign": share(lambda term: term.foreign),
        "named": float(named),
        "length": min(len(weighted.weights), 8) / 8,
        "exact": features["exact"],
        "name": features["name"],
        "frequency": features["frequency"],
        "unknown": share(lambda term: term.how == "unknown"),
        "guessed": share(lambda term: "fuzzy" in term.how),
        "shared": float(shared),
        "things": share(lambda term: term.term in words.nouns and "fuzzy" not in term.how),
        "elsewhere": float(elsewhere and not named and not shared),
    }


def judge(coefficients: Mapping[str, float], amounts: Mapping[str, float]) -> float:
    """A probability by a logistic function of the evidence."""
    value = sum(coefficients[name] * amount for name, amount in amounts.items())
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
        if document is None or followed is None:
            return alone
        return _followed(index, alone, followed, document.entry)
    sentences = list(normalize.sentences(text))
    asked = _asked_alone(index, sentences)
    return _decide_long(index, sentences) if asked is None else asked


def _followed(index: Index, alone: Decision, followed: Query, topic: Entry) -> Decision:
    """Of the question by itself and with its topic's words, the reading that is surer; at a tie, with the topic."""
    weighted = weigh(index, followed)
    ranked = context.linked(topic, rank(index, followed, weighted)) if weighted.alternatives else []
    together = _conclude(index, followed, weighted, ranked)
    if together.outcome == "unknown":
        return alone
    if not context.names_a_thing(index, alone.query):
        return together
    return alone if alone.confidence > together.confidence else together


def _asked_alone(index: Index, sentences: Sequence[str]) -> Decision | None:
    """The decision for the sentence of a story that asks, the last one that does, if it is sure by itself."""
    asking = [sentence for sentence in sentences if sentence.endswith("?") or sentence is sentences[-1]]
    for sentence in reversed(asking[-MAX_ASKING:]):
        _, _, question = sentence.rpartition(": ")
        query = index.analyzer.query(" ".join(question.split()[-PART_WORDS:]))
        if not sentence.endswith("?") and not query.intents - {"error"}:
            continue
        decision = _decide(index, query, long_text=False)
        if decision.outcome == "answer" and decision.confidence >= _SURE_ALONE:
            return decision
    return None


def _decide_long(index: Index, sentences: Sequence[str]) -> Decision:
    """Read a story: what all its parts together speak of most (BM25), and how well the best part asks for it.

    The first entry is then judged on the part that speaks of it most, as if that had been asked alone.
    """
    sums: dict[int, float] = defaultdict(float)
    best: dict[int, _Part] = {}
    parts = _parts(sentences)
    for part in parts:
        query = index.analyzer.query(part)
        weighted = weigh(index, query, long_text=True)
        if not weighted.alternatives:
            continue
        bonus = _ASKING if part.endswith("?") else 1.0
        for candidate in candidates(index, weighted, 2 * CANDIDATES):
            value = candidate.frequency * weighted.total * bonus
            sums[candidate.number] += value
            if candidate.number not in best or value > best[candidate.number].value:
                best[candidate.number] = _Part(value, bonus, query, weighted, candidate)
    if not best:
        return _decide(index, index.analyzer.query(parts[-1] if parts else ""), long_text=True)
    order = sorted(sums, key=lambda number: (-sums[number], number))[:CANDIDATES]
    most = sums[order[0]]
    found: list[tuple[float, int, Scored]] = []
    for number in order:
        part_of = best[number]
        scored = score(index, part_of.query, part_of.weighted, part_of.candidate)
        asked = scored.score * part_of.bonus / _ASKING
        found.append((_TOGETHER * sums[number] / most + (1 - _TOGETHER) * asked, number, scored))
    found.sort(key=lambda item: (-item[0], item[1]))
    first, number, top = found[0]
    ranked = [replace(scored, score=top.score * value / first) for value, _, scored in found]
    return _conclude(index, best[number].query, best[number].weighted, ranked)


class _Part(NamedTuple):
    """The part of a story that speaks most of an entry, and how much."""

    value: float
    bonus: float
    query: Query
    weighted: Weighted
    candidate: Candidate


def _parts(sentences: Sequence[str]) -> list[str]:
    """The sentences of a long message, long ones cut: those that ask, the last and the first ones, in their order."""
    parts: list[str] = []
    for sentence in sentences:
        words = sentence.split()
        size = math.ceil(len(words) / math.ceil(len(words) / PART_WORDS))
        parts.extend(" ".join(words[start : start + size]) for start in range(0, len(words), size))
    parts = list(dict.fromkeys(parts))
    asking = [part for part in parts if part.endswith("?")][-MAX_ASKING:]
    chosen = {*asking, *parts[-MAX_LAST:], *parts[:MAX_FIRST]}
    return [part for part in parts if part in chosen]


def _decide(index: Index, query: Query, long_text: bool) -> Decision:
    weighted = weigh(index, query, long_text)
    ranked = rank(index, query, weighted) if weighted.alternatives else []
    return _conclude(index, query, weighted, ranked)


def _conclude(index: Index, query: Query, weighted: Weighted, ranked: Sequence[Scored]) -> Decision:
    """Weigh the evidence for the first of the ranked entries."""
    if not ranked:
        return Decision("unknown", 0.0, 0.0, (), query, weighted)
    weights = index.weights
    amounts = evidence(index, query, ranked, weighted)
    relevance = judge(weights.relevance, amounts)
    confidence = min(judge(weights.confidence, amounts), relevance)
    outcome: Outcome = "choices"
    if relevance < weights.choices_floor:
        outcome = "unknown"
    elif confidence >= weights.answer_floor and margin(ranked) >= weights.answer_margin:
        outcome = "answer"
    return Decision(outcome, confidence, relevance, tuple(ranked), query, weighted)
