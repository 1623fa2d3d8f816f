"""The inverted index over entries: which entry says which term, and how rare each term is."""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import accumulate
from sys import intern
from typing import NamedTuple
from zlib import crc32

from bot.knowledge.base import Base
from bot.knowledge.entry import Entry
from bot.matching.lexicon import NEGATION, Lexicon, build_lexicon
from bot.matching.query import DENIED, UNNAMING, Analyzer
from bot.matching.rows import KeyedRows, Rows
from bot.matching.weights import Weights
from bot.text import normalize
from bot.text.language import LANGUAGES
from bot.text.lines import Lines
from bot.text.stem import stem

#: How strongly a term stands for an entry: in a phrasing or title, in a command or key, in the answer's text.
IN_PHRASING, IN_COMMAND, IN_ANSWER = 1.0, 0.6, 0.35
#: How many documents a term opens.
CHAMPIONS = 80
#: From so many times the documents that are looked for, those of a term are not gone through one by one.
_SCANNED = 6
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


class Phrasing(NamedTuple):
    """One way of asking for an entry: its terms, each once, their weight, and the text, folded."""

    terms: tuple[str, ...]
    weight: float
    folded: str
    denied: bool

    @property
    def normalized(self) -> str:
        """The terms as one text."""
        return " ".join(self.terms)


class Vocabulary:
    """The terms of an index, by number and the reverse, and how rare each is."""

    __slots__ = ("_rarity", "numbers", "terms")

    def __init__(self, rarity: Mapping[str, float]) -> None:
        self.terms = tuple(rarity)
        self.numbers = {term: number for number, term in enumerate(self.terms)}
        self._rarity = array("d", rarity.values())

    def rarity(self, term: str, otherwise: float) -> float:
        """The rarity of a term; ``otherwise`` where no entry has it."""
        number = self.numbers.get(term)
        return otherwise if number is None else self._rarity[number]


class Phrasings:
    """All phrasings of a base by their numbers, in columns: those of a document follow each other.

    weights: of each phrasing.
    """

    __slots__ = ("_denied", "_folded", "_starts", "_terms", "_vocabulary", "weights")

    def __init__(self, documents: Sequence[Sequence[Phrasing]], vocabulary: Vocabulary) -> None:
        every = [phrasing for phrasings in documents for phrasing in phrasings]
        self._vocabulary = vocabulary
        self._starts = array("I", accumulate(map(len, documents), initial=0))
        self._folded = Lines(phrasing.folded for phrasing in every)
        self._terms = Rows([vocabulary.numbers[term] for term in phrasing.terms] for phrasing in every)
        self._denied = bytes(phrasing.denied for phrasing in every)
        self.weights = array("d", (phrasing.weight for phrasing in every))

    def of(self, document: int) -> range:
        """The numbers of a document's phrasings."""
        return range(self._starts[document], self._starts[document + 1])

    def __getitem__(self, number: int) -> Phrasing:
        """The phrasing of a number. Raises IndexError."""
        terms = tuple([self._vocabulary.terms[term] for term in self._terms[number]])
        return Phrasing(terms, self.weights[number], self._folded[number], bool(self._denied[number]))

    def folded(self, number: int) -> str:
        """The text of the phrasing of a number. Raises IndexError."""
        return self._folded[number]


class Posting(NamedTuple):
    """What a term is to an entry.

    strength: where it stands (IN_PHRASING …).
    frequency: how often it stands there, saturated and held against the entry's length (the tf part of BM25).
    impact: both and its peak, the greatest share that it makes of one phrasing, by rarity; it orders the candidates.
    """

    strength: float
    frequency: float
    impact: float


#: A document with one of its postings and the places of the phrasings in which the term stands.
_Row = tuple[int, Posting, Sequence[int]]


class Postings:
    """For each term the documents that have it, with what it is to them and in which phrasings it stands.

    A posting has a number; those of a term follow each other, in the order of their documents.
    """

    __slots__ = ("_alike", "_documents", "_kinds", "_places", "_vocabulary")

    def __init__(self, rows: Mapping[str, Sequence[_Row]], vocabulary: Vocabulary) -> None:
        ordered = [rows[term] for term in vocabulary.terms]
        self._vocabulary = vocabulary
        self._documents = Rows([document for document, _, _ in row] for row in ordered)
        self._places = Rows(places for row in ordered for _, _, places in row)
        alike: dict[Posting, int] = {}  # rounded, most are
        kinds = (alike.setdefault(posting, len(alike)) for row in ordered for _, posting, _ in row)
        self._kinds = array("I", kinds)
        self._alike = tuple(alike)

    def __getitem__(self, number: int) -> Posting:
        """The posting of a number. Raises IndexError."""
        return self._alike[self._kinds[number]]

    def places(self, number: int) -> Sequence[int]:
        """The places of the phrasings in which the term of a posting stands."""
        return self._places[number]

    def among(self, documents: Iterable[int], terms: Iterable[str]) -> dict[int, dict[str, int]]:
        """For each of some documents, which of some terms it has, with the numbers of the postings.

        Raises KeyError for another index's term.
        """
        found: dict[int, dict[str, int]] = {document: {} for document in documents}
        numbers = self._documents.numbers
        for term in terms:
            start, end = self._documents.span(self._vocabulary.numbers[term])
            if end - start <= _SCANNED * len(found):
                for number in range(start, end):
                    if (its := found.get(numbers[number])) is not None:
                        its[term] = number
                continue
            for document, its in found.items():
                number = bisect_left(numbers, document, start, end)
                if number < end and numbers[number] == document:
                    its[term] = number
        return found


class Champions:
    """For each term the documents that it stands for most, with its impact in hundredths."""

    __slots__ = ("_documents", "_impacts", "_vocabulary")

    def __init__(self, rows: Mapping[str, Sequence[_Row]], vocabulary: Vocabulary) -> None:
        best = [nlargest(CHAMPIONS, rows[term], key=lambda row: row[1].impact) for term in vocabulary.terms]
        self._vocabulary = vocabulary
        self._documents = Rows([document for document, _, _ in row] for row in best)
        self._impacts = Rows([round(100 * posting.impact) for _, posting, _ in row] for row in best)

    def of(self, term: str) -> Iterator[tuple[int, int]]:
        """The documents of a term, best first, each with the impact. Raises KeyError for another index's term."""
        place = self._vocabulary.numbers[term]
        return zip(self._documents[place], self._impacts[place], strict=True)


@dataclass(frozen=True, slots=True)
class Document:
    """An entry as the index sees it; ``scopes`` are the parts of Docker it is about.

    names, spelt: the words of each of its names, as stems and as they are spelt.
    central: how many other entries name it as related, as a share of the most, both by logarithm.
    """

    entry: Entry
    identity: tuple[tuple[str, float], ...]
    scopes: tuple[str, ...]
    names: tuple[tuple[str, ...], ...]
    spelt: tuple[tuple[str, ...], ...]
    central: float


@dataclass(frozen=True, slots=True)
class Index:
    """Documents, rarity, and for each term its champions.

    said: ``wording`` of a phrasing -> the documents that have it. called: the same of names.
    name_words: the words of names as they are spelt.
    """

    documents: tuple[Document, ...]
    by_id: Mapping[str, Document]
    phrasings: Phrasings
    said: KeyedRows
    called: KeyedRows
    postings: Postings
    champions: Champions
    vocabulary: Vocabulary
    rarest: float
    name_rarity: Mapping[str, float]
    name_words: frozenset[str]
    lexicon: Lexicon
    analyzer: Analyzer
    weights: Weights

    def weight(self, term: str) -> float:
        """The rarity of a term (smoothed inverse document frequency over entries, as in BM25)."""
        return self.vocabulary.rarity(term, self.rarest)


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


def _names(entry: Entry, aliases: Mapping[str, Sequence[str]]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The words of each name of an entry in alphabetical order, as stems and as they are spelt.

    Without ``docker`` itself (``docker image rm``), which names nothing.
    """
    for text in names_of(entry, aliases):
        if words := {word for word in normalize.words(normalize.fold(text)) if word not in UNNAMING}:
            yield tuple(map(intern, sorted(set(map(stem, words))))), tuple(map(intern, sorted(words)))


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
    words_of_names: set[str] = set()
    said: dict[int, list[int]] = defaultdict(list)
    called: dict[int, list[int]] = defaultdict(list)
    rows: dict[str, list[_Row]] = defaultdict(list)
    documents: list[Document] = []
    asked: list[Sequence[Phrasing]] = []
    vocabulary = Vocabulary(rarity)
    for number, reading in enumerate(readings):
        entry = reading.entry
        phrasings = [_phrasing(folded, terms, rarity) for folded, terms in reading.phrasings]
        asked.append(phrasings)
        norm = _K1 * (1 - _B + _B * reading.length / average)
        holders: dict[str, list[int]] = {}
        for place, phrasing in enumerate(phrasings):
            for term in phrasing.terms:
                holders.setdefault(term, []).append(place)
        for term, posting in _postings(reading, phrasings, norm, rarity, weights.peak):
            rows[term].append((number, posting, holders.get(term, ())))
        for key in {wording(phrasing.terms) for phrasing in phrasings}:
            said[key].append(number)
        identity = _identity(phrasings, rarity)
        scopes = {term for term, _ in identity if term in SCOPES} | SCOPE_OF_TOPIC.get(entry.topic, frozenset())
        both = tuple(_names(entry, base.aliases))
        names, spelt = tuple(stems for stems, _ in both), tuple(words for _, words in both)
        named.update({word for name in names for word in name})
        words_of_names.update(word for name in spelt for word in name)
        for key in {wording(name) for name in spelt}:
            called[key].append(number)
        documents.append(
            Document(
                entry,
                identity,
                tuple(sorted(scopes)),
                names,
                spelt,
                math.log1p(pointed[entry.id]) / most,
            )
        )
    surfaces.update(part for word in tuple(surfaces) for part in normalize.parts(word))
    analyzer.learn(
        vocabulary.numbers,
        (word for word in surfaces if word.isalpha() and (stem(word) in rarity or lexicon.concept(word))),
    )
    return Index(
        tuple(documents),
        {document.entry.id: document for document in documents},
        Phrasings(asked, vocabulary),
        KeyedRows(said),
        KeyedRows(called),
        Postings(rows, vocabulary),
        Champions(rows, vocabulary),
        vocabulary,
        math.log(1 + (size + 0.5) / 0.5) ** weights.sharpness,
        {word: math.log(1 + size / many) for word, many in named.items()},
        frozenset(words_of_names),
        lexicon,
        analyzer,
        weights,
    )
