"""From scores to a decision: answer, offer choices, or say "I don't know"."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import nlargest
from typing import Literal, NamedTuple

from bot.knowledge.entry import Entry
from bot.matching import context
from bot.matching.index import Index
from bot.matching.lexicon import NEGATION
from bot.matching.query import Query, Term
from bot.matching.rank import CANDIDATES, Scored, Weighted, candidates, measure, rank, score, weigh
from bot.text import normalize

Outcome = Literal["answer", "choices", "unknown"]
MAX_CHOICES = 5
#: A message of more words than this is read in parts.
LONG_FROM = 14
#: How many parts are looked at (questions, the end, the beginning), and how many words a part has at the most.
MAX_ASKING, MAX_LAST, MAX_FIRST, PART_WORDS = 4, 10, 2, 22
#: From this confidence the sentence that asks is answered, whatever else a story tells.
_SURE_ALONE = 0.8
#: How many parts a story is judged by besides the one that asks last, and how many entries are held against them.
_HEAVIEST, _JUDGED = 4, 8
#: An entry's score for a story: its mean score for the parts, that for its best few, and what weights.toml adds.
_FEW = 3
#: An answer to a follow-up is no surer than this: half of the question was not said.
_FOLLOWED = 0.8
#: From these shares a question of several words is a phrasing of the base but for a word or two.
_ALL, _ALIKE = 0.99, 0.8


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
    "elsewhere": "a subject next door (git, linux …), and no word of Docker's own or shared one, nor a phrasing's",
}


def evidence(index: Index, query: Query, ranked: Sequence[Scored], weighted: Weighted) -> dict[str, float]:
    """What is known about the first entry and the question, by the names of ``EVIDENCE``."""
    first = ranked[0]
    features = first.features
    lexicon = index.lexicon
    words = lexicon.words
    named = _names_docker(index, query)
    shared = not words.shared.isdisjoint(_wanted(query))
    elsewhere = any(lexicon.is_next_door(word) for term in query.terms for word in term.word.split())
    # «run postgres» is all of «run postgres in docker» but what goes without saying here.
    asked_here = len(query.terms) > 1 and features["query_coverage"] > _ALL and features["harmony"] > _ALIKE

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
        "elsewhere": float(elsewhere and not named and not shared and not asked_here),
    }


def _names_docker(index: Index, query: Query) -> bool:
    """Tell whether a word of Docker's own (docker, compose, a command) is in the question."""
    return not index.lexicon.words.own.isdisjoint(_wanted(query))


def _wanted(query: Query) -> Iterator[str]:
    """What a question is about; «без докера», «not in a container» names a thing only to rule it out."""
    before = None
    for term in query.terms:
        if term.term is not None and before != NEGATION:
            yield term.term
        if term.how != "direction":
            before = term.term


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
    if asked is not None and _names_docker(index, asked.query):
        return asked
    told = _decide_long(index, sentences)
    # «Как тут править файл?» at the end of a story about something else is no question about Docker.
    return told if asked is None or told.outcome == "unknown" else asked


def _followed(index: Index, alone: Decision, followed: Query, topic: Entry) -> Decision:
    """Of the question by itself and with its topic's words, the reading that is surer; at a tie, with the topic."""
    weighted = weigh(index, followed)
    ranked = context.linked(index, followed, topic, rank(index, followed, weighted)) if weighted.alternatives else []
    together = _conclude(index, followed, weighted, ranked)
    together = replace(together, confidence=min(together.confidence, _FOLLOWED))
    if together.outcome == "unknown":
        understood = all(term.alternatives and not term.foreign for term in alone.query.terms)
        if alone.outcome == "unknown" and ranked and understood and context.opens(alone.query):
            return replace(together, outcome="choices")  # what goes on is about the topic: which of it, is asked
        return alone
    compared = "difference" in followed.intents and ranked[0].entry.kind == "comparison"
    if compared or not context.names_a_thing(index, alone.query):
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
        if not context.names_a_thing(index, query):  # «как из него выйти?» is about what was told before
            continue
        decision = _decide(index, query, long_text=False)
        if decision.outcome == "answer" and decision.confidence >= _SURE_ALONE:
            return decision
    return None


def _decide_long(index: Index, sentences: Sequence[str]) -> Decision:
    """Read a story: an entry is held against each of its parts, the weightiest and the one that asks.

    The first entry is then judged on each part as if that had been asked alone. The most relevant judgement counts, but
    a story that is about Docker speaks of it in more than one place: its relevance is halfway to the mean of all.
    """
    texts = _parts(sentences)
    parts = _weightiest(index, texts)
    if not parts:
        return _decide(index, index.analyzer.query(texts[-1] if texts else ""), long_text=True)
    said: dict[int, float] = defaultdict(float)
    for part in parts:
        for candidate in candidates(index, part.weighted, 2 * CANDIDATES):
            said[candidate.number] += candidate.frequency * part.weight
    order = sorted(said, key=lambda number: (-said[number], number))[:_JUDGED]
    scores = zip(*(_scores(index, part, order) for part in parts), strict=True)
    found = [
        (number, _told(index, parts, each, said[number] / said[order[0]]))
        for number, each in zip(order, scores, strict=True)
    ]
    found.sort(key=lambda item: (-item[1].value, item[0]))
    _, first = found[0]
    most = max(scored.score for _, scored in first.scores)
    ranked = [replace(told.best, score=most * told.value / first.value) for _, told in found]
    judged = [
        _conclude(index, part.query, part.weighted, [replace(scored, score=most), *ranked[1:]])
        for part, scored in first.scores
    ]
    surest = max(judged, key=lambda decision: (decision.relevance, decision.confidence))
    relevance = (surest.relevance + _mean(parts, [decision.relevance for decision in judged])) / 2
    confidence = min(surest.confidence, relevance)
    outcome = _outcome(index, ranked, confidence, relevance, index.weights.story_floor)
    return replace(surest, outcome=outcome, confidence=confidence, relevance=relevance)


class _Part(NamedTuple):
    """A part of a story, read. weight: of its words, more if it asks. last: whether it is the last one that asks."""

    query: Query
    weighted: Weighted
    weight: float
    last: bool


class _Told(NamedTuple):
    """How much a story tells of an entry, and the entry's score for each part."""

    value: float
    scores: list[tuple[_Part, Scored]]

    @property
    def best(self) -> Scored:
        """The greatest of the scores, held against the weight of its part."""
        return max(self.scores, key=lambda pair: pair[0].weight * pair[1].score)[1]


def _weightiest(index: Index, texts: Sequence[str]) -> list[_Part]:
    """The parts with the most weight in words that the base knows, in their order, and the last that asks."""
    last = next((text for text in reversed(texts) if text.endswith("?")), texts[-1] if texts else "")
    parts = []
    for text in texts:
        query = index.analyzer.query(text)
        weighted = weigh(index, query, long_text=True)
        if weighted.alternatives:
            bonus = index.weights.story_asking if text.endswith("?") else 1.0
            parts.append(_Part(query, weighted, weighted.total * bonus, text == last))
    heaviest = sorted(part.weight for part in parts)[-_HEAVIEST:]
    return [part for part in parts if part.last or part.weight >= heaviest[0]]


def _scores(index: Index, part: _Part, numbers: Sequence[int]) -> list[Scored]:
    """Entries held against a part of a story, in their order."""
    measured = measure(index, part.weighted, numbers)
    return [score(index, part.query, part.weighted, candidate) for candidate in measured]


def _told(index: Index, parts: Sequence[_Part], scores: Sequence[Scored], said: float) -> _Told:
    """What a story tells of an entry by its score for each part; ``said``: what the entry says of all their words
    (BM25), as a share of the most.
    """
    pairs = list(zip(parts, scores, strict=True))
    mean = _mean(parts, [each.score for each in scores])
    best = nlargest(_FEW, (each.score for each in scores))
    last = sum(each.score for part, each in pairs if part.last)
    weights = index.weights
    return _Told(mean + sum(best) / _FEW + weights.story_last * last + weights.story_said * said, pairs)


def _mean(parts: Sequence[_Part], values: Sequence[float]) -> float:
    """The mean of values for the parts, by the weight of their words."""
    total = sum(part.weighted.total for part in parts)
    return sum(part.weighted.total * value for part, value in zip(parts, values, strict=True)) / total


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
    outcome = _outcome(index, ranked, confidence, relevance, weights.choices_floor)
    return Decision(outcome, confidence, relevance, tuple(ranked), query, weighted)


def _outcome(index: Index, ranked: Sequence[Scored], confidence: float, relevance: float, floor: float) -> Outcome:
    """What to do by the floors and the margin; ``floor`` is that of relevance."""
    weights = index.weights
    if relevance < floor:
        return "unknown"
    if confidence >= weights.answer_floor and margin(ranked) >= weights.answer_margin:
        return "answer"
    return "choices"
