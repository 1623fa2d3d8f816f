"""The inverted index over entries: which entry says which term, and how rare each term is."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from operator import itemgetter
from sys import intern
from typing import NamedTuple
from zlib import crc32

from bot.knowledge.base import Base
from bot.knowledge.entry import Entry
from bot.matching.lexicon import NEGATION, Lexicon, build_lexicon
from bot.matching.query import DENIED, Analyzer
from bot.matching.weights import Weights
from bot.text import normalize
from bot.text.language import LANGUAGES
from bot.text.stem import stem

#: How strongly a term stands for an entry: in a phrasing or title, in a command or key, in the answer's text.
IN_PHRASING, IN_COMMAND, IN_ANSWER = 1.0, 0.6, 0.35
#: How many documents a term opens.
CHAMPIONS = 80
#: A term in at least this share of an entry's phrasings belongs to what the entry is about.
_SHARED = 0.25
#: A term in a command or in the answer counts as this part of one in a phrasing.
_TEXT_COUNT = 0.25
#: BM25's usual saturation and length normalisation (Robertson and Zaragoza, 2009).
_K1, _B = 1.2, 0.5
#: Parts of Docker with words of their own: an entry on one of them answers a question on another only if it must.
SCOPES = frozenset(
    {"compose", "compose-file", "dockerfile", "swarm", "buildx", "kubernetes", "podman", "desktop", "stack", "node"}
)
#: The folders whose entries are all on one part, whatever words they use.
SCOPE_OF_TOPIC: Mapping[str, frozenset[str]] = {
    "compose": frozenset({"compose", "compose-file"}),
    "compose-file": frozenset({"compose", "compose-file"}),
    "dockerfile": frozenset({"dockerfile"}),
    "swarm": frozenset({"swarm", "stack", "node"}),
}


@dataclass(frozen=True, slots=True)
class Phrasing:
    """One way of asking for an entry: its terms, each once, their weight, and the text, folded."""

    terms: tuple[str, ...]
    weight: float
    folded: str
    denied: bool

    @property
    def normalized(self) -> str:
        """The terms as one text."""
        return " ".join(self.terms)


class Posting(NamedTuple):
    """What a term is to an entry.

    strength: where it stands (IN_PHRASING …).
    frequency: how often it stands there, saturated and held against the entry's length (the tf part of BM25).
    impact: both and its peak, the greatest share that it makes of one phrasing, by rarity; it orders the candidates.
    """

    strength: float
    frequency: float
    impact: float


@dataclass(frozen=True, slots=True)
class Document:
    """An entry as the index sees it; ``postings`` are its own, by term; ``scopes`` the parts of Docker it is about.

    holders: term -> the places of the phrasings that have it.
    central: how many other entries name it as related, as a share of the most, both by logarithm.
    """

    entry: Entry
    phrasings: tuple[Phrasing, ...]
    postings: Mapping[str, Posting]
    holders: Mapping[str, Sequence[int]]
    identity: tuple[tuple[str, float], ...]
    scopes: frozenset[str]
    names: tuple[frozenset[str], ...]
    central: float


@dataclass(frozen=True, slots=True)
class Index:
    """Documents, rarity, and for each term its champions: the documents that it stands for most, with its impact.

    said: ``wording`` of a phrasing -> the documents that have it.
    """

    documents: tuple[Document, ...]
    by_id: Mapping[str, Document]
    said: Mapping[int, Sequence[int]]
    champions: Mapping[str, Sequence[tuple[int, float]]]
    rarity: Mapping[str, float]
    rarest: float
    name_rarity: Mapping[str, float]
    lexicon: Lexicon
    analyzer: Analyzer
    weights: Weights

    def weight(self, term: str) -> float:
        """The rarity of a term (smoothed inverse document frequency over entries, as in BM25)."""
        return self.rarity.get(term, self.rarest)


def wording(terms: Iterable[str]) -> int:
    """A number for a set of terms, whatever their order."""
    return crc32(" ".join(sorted(terms)).encode())


def entry_phrasings(entry: Entry) -> list[str]:
    """Every text by which an entry may be asked for: questions, titles, the commands and keys that it covers."""
    texts = [question for language in LANGUAGES for question in entry.questions[language]]
    for language in LANGUAGES:
        title = entry.title[language]
        texts.append(title)
        head, colon, tail = title.partition(": ")
        if colon:
            # An error's head may be but the name of what fails («Traefik: …»): asked alone, that is no error.
            texts.extend((head, tail) if entry.kind != "error" or " " in head else (tail,))
    for fact in entry.covers:
        if len(entry.covers) > 3:
            break
        family, colon, path = fact.partition(":")
        if colon:
            key = path.rpartition(".")[2]
            texts.extend((key, f"{key} {'compose.yaml' if family == 'compose-file' else 'dockerfile'}"))
        else:
            texts.append(fact)
    return list(dict.fromkeys(text for text in texts if text))


def _importance(term: str, weights: Weights, lexicon: Lexicon) -> float:
    """What part of its rarity a term keeps: less for directions and for concepts that go with any topic."""
    if term.startswith("@") and not term.startswith(DENIED):
        return weights.direction
    return weights.light if term in lexicon.light else 1.0


def _telling(size: int, entries: int, times: int, weights: Weights) -> float:
    """What part of its rarity a word outside the lists keeps: less where it is met by chance (вызвать, двух).

    A word that a subject needs comes again and again in the phrasings of few entries, one of ordinary
    talk once in many: by its residual inverse document frequency (Church and Gale, 1995), what the
    entries that have it are fewer than chance would spread so many mentions over.
    """
    if not entries:
        return 1.0
    expected = size * (1 - math.exp(-times / size))
    residual = max(0.0, math.log(expected / entries))
    return min(1.0, weights.incidental + (1 - weights.incidental) * residual / weights.telling)


def names_of(entry: Entry, aliases: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """What an entry's subject is called: commands with their aliases, keys, instructions, options, its short title."""
    for language in LANGUAGES:
        if (label := entry.label(language)).isascii():
            yield label
    for fact in entry.covers:
        _, colon, path = fact.partition(":")
        if not colon:
            yield fact
            yield from aliases.get(fact, ())
        else:
            yield path.rpartition(".")[2]


def _identity(phrasings: Sequence[Phrasing], rarity: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    """What an entry is about: the terms that most of its phrasings share, with their part of its weight."""
    counts: dict[str, int] = defaultdict(int)
    for phrasing in phrasings:
        for term in phrasing.terms:
            counts[term] += 1
    weights = {
        term: count / len(phrasings) * rarity[term]
        for term, count in counts.items()
        if count >= _SHARED * len(phrasings)
    }
    total = sum(weights.values())
    return tuple((term, weight / total) for term, weight in weights.items()) if total else ()


class _Reading(NamedTuple):
    """An entry read into terms: each phrasing, folded, with its own; those of its commands and of its answer."""

    entry: Entry
    phrasings: Sequence[tuple[str, tuple[str, ...]]]
    commands: Sequence[str]
    answer: Sequence[str]

    @property
    def length(self) -> float:
        """How many terms it has; those outside of phrasings count for a part."""
        asked = sum(len(terms) for _, terms in self.phrasings)
        return asked + _TEXT_COUNT * (len(self.commands) + len(self.answer))


def _read(entry: Entry, analyzer: Analyzer, surfaces: set[str]) -> _Reading:
    """Read an entry, and add the words of its phrasings to the surfaces. Equal texts are one: there are many."""
    phrasings: dict[tuple[str, ...], str] = {}
    for text in entry_phrasings(entry):
        folded = normalize.fold(text)
        words = normalize.words(folded)
        surfaces.update(words)
        if terms := tuple(map(intern, analyzer.terms(words))):
            phrasings.setdefault(terms, text if text == folded else folded)
    commands = " ".join([*(command.run for command in entry.commands), *entry.covers])
    answer = f"{entry.answer.ru} {entry.answer.en} {entry.id.replace('-', ' ')} {' '.join(entry.messages)}"
    asked = [(folded, terms) for terms, folded in phrasings.items()]
    return _Reading(entry, asked, list(map(intern, analyzer.bag(commands))), list(map(intern, analyzer.bag(answer))))


def _rarity(readings: Sequence[_Reading], weights: Weights, lexicon: Lexicon) -> dict[str, float]:
    """How rare each term is: its inverse document frequency (BM25's) over the phrasings of entries, reshaped."""
    size = len(readings)
    frequency: Counter[str] = Counter()
    said: Counter[str] = Counter()
    every: set[str] = set()
    for reading in readings:
        own: set[str] = set()
        for _, terms in reading.phrasings:
            said.update(terms)
            own.update(terms)
        frequency.update(own)
        every.update(own, reading.commands, reading.answer)
    return {
        term: math.log(1 + (size - frequency[term] + 0.5) / (frequency[term] + 0.5)) ** weights.sharpness
        * _importance(term, weights, lexicon)
        * (1.0 if term in lexicon.meant else _telling(size, frequency[term], said[term], weights))
        for term in every
    }


def _phrasing(folded: str, terms: Sequence[str], rarity: Mapping[str, float]) -> Phrasing:
    once = tuple(dict.fromkeys(terms))
    return Phrasing(once, sum([rarity[term] for term in once]), folded, any(term.startswith(NEGATION) for term in once))


def _postings(
    reading: _Reading, phrasings: Sequence[Phrasing], norm: float, rarity: Mapping[str, float], peak: float
) -> Iterator[tuple[str, Posting]]:
    """What each term is to an entry; ``norm`` is BM25's length norm, ``peak`` the weight of a term's peak."""
    counts: dict[str, float] = defaultdict(float)
    strengths: dict[str, float] = {}
    for _, terms in reading.phrasings:
        for term in terms:
            counts[term] += 1.0
            strengths[term] = IN_PHRASING
    for strength, words in ((IN_COMMAND, reading.commands), (IN_ANSWER, reading.answer)):
        for term in words:
            counts[term] += _TEXT_COUNT
            strengths.setdefault(term, strength)
    peaks: dict[str, float] = {}
    for phrasing in phrasings:
        for term in phrasing.terms if phrasing.weight else ():
            peaks[term] = max(peaks.get(term, 0.0), rarity[term] / phrasing.weight)
    for term, strength in strengths.items():
        saturated = counts[term] / (counts[term] + norm)
        impact = 0.5 * strength + 0.5 * saturated + peak * peaks.get(term, 0.0)
        yield term, Posting(strength, round(saturated, 2), round(impact, 2))


def _holders(phrasings: Sequence[Phrasing]) -> dict[str, tuple[int, ...]]:
    holders: dict[str, list[int]] = {}
    for place, phrasing in enumerate(phrasings):
        for term in phrasing.terms:
            holders.setdefault(term, []).append(place)
    return {term: tuple(places) for term, places in holders.items()}


def build_index(base: Base, weights: Weights) -> Index:
    """Index a base. The cost is linear in its phrasings; nothing of it is paid per question."""
    lexicon = build_lexicon(base.words)
    analyzer = Analyzer(lexicon, weights)
    surfaces: set[str] = set()
    readings = [_read(entry, analyzer, surfaces) for entry in base]
    rarity = _rarity(readings, weights, lexicon)
    size = len(readings)
    average = sum(reading.length for reading in readings) / size
    pointed = Counter(name for entry in base for name in entry.related)
    most = math.log1p(max(pointed.values(), default=1))
    named: Counter[str] = Counter()
    said: dict[int, list[int]] = defaultdict(list)
    impacts: dict[str, list[tuple[int, float]]] = defaultdict(list)
    documents: list[Document] = []
    alike: dict[Posting, Posting] = {}
    pairs: dict[tuple[int, float], tuple[int, float]] = {}
    for number, reading in enumerate(readings):
        entry = reading.entry
        phrasings = tuple(_phrasing(folded, terms, rarity) for folded, terms in reading.phrasings)
        norm = _K1 * (1 - _B + _B * reading.length / average)
        postings: dict[str, Posting] = {}
        for term, posting in _postings(reading, phrasings, norm, rarity, weights.peak):
            postings[term] = alike.setdefault(posting, posting)  # rounded, most are alike: a tenth of the memory
            pair = (number, posting.impact)
            impacts[term].append(pairs.setdefault(pair, pair))
        for key in {wording(phrasing.terms) for phrasing in phrasings}:
            said[key].append(number)
        identity = _identity(phrasings, rarity)
        scopes = {term for term, _ in identity if term in SCOPES}
        names = tuple(name for text in names_of(entry, base.aliases) if (name := analyzer.name(text)))
        named.update(frozenset().union(*names))
        documents.append(
            Document(
                entry,
                phrasings,
                postings,
                _holders(phrasings),
                identity,
                frozenset(scopes) | SCOPE_OF_TOPIC.get(entry.topic, frozenset()),
                names,
                math.log1p(pointed[entry.id]) / most,
            )
        )
    known = frozenset(rarity)
    surfaces.update(part for word in tuple(surfaces) for part in normalize.parts(word))
    analyzer.learn(
        known,
        (word for word in surfaces if word.isalpha() and (stem(word) in known or lexicon.concept(word))),
    )
    return Index(
        tuple(documents),
        {document.entry.id: document for document in documents},
        dict(said),
        {term: nlargest(CHAMPIONS, rows, key=itemgetter(1)) for term, rows in impacts.items()},
        rarity,
        math.log(1 + (size + 0.5) / 0.5) ** weights.sharpness,
        {word: math.log(1 + size / many) for word, many in named.items()},
        lexicon,
        analyzer,
        weights,
    )
