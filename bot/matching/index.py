"""The inverted index over entries: which entry says which term, and how rare each term is."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from operator import itemgetter
from typing import NamedTuple

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
    """One way of asking for an entry, as terms."""

    terms: tuple[str, ...]
    weight: float
    text: str
    folded: str
    normalized: str
    denied: bool


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
    """Documents, rarity, and for each term its champions: the documents that it stands for most, with its impact."""

    documents: tuple[Document, ...]
    by_id: Mapping[str, Document]
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


def entry_phrasings(entry: Entry) -> list[str]:
    """Every text by which an entry may be asked for: questions, titles, the commands and keys that it covers."""
    texts = [question for language in LANGUAGES for question in entry.questions[language]]
    for language in LANGUAGES:
        title = entry.title[language]
        texts.append(title)
        head, colon, tail = title.partition(": ")
        if colon:
            texts.extend((head, tail))
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


def build_index(base: Base, weights: Weights) -> Index:
    """Index a base. The cost is linear in its phrasings; nothing of it is paid per question."""
    lexicon = build_lexicon(base.words)
    analyzer = Analyzer(lexicon, weights)
    asked: list[list[tuple[str, str, list[str]]]] = []
    profiles: list[dict[str, float]] = []
    counts: list[dict[str, float]] = []
    surfaces: set[str] = set()
    frequency: dict[str, int] = defaultdict(int)
    said: dict[str, int] = defaultdict(int)
    for entry in base:
        rows: list[tuple[str, str, list[str]]] = []
        seen: set[tuple[str, ...]] = set()
        profile: dict[str, float] = {}
        count: dict[str, float] = defaultdict(float)
        for text in entry_phrasings(entry):
            folded = normalize.fold(text)
            words = normalize.words(folded)
            terms = analyzer.terms(words)
            if terms and tuple(terms) not in seen:
                seen.add(tuple(terms))
                rows.append((text, folded, terms))
            surfaces.update(words)
            profile.update(dict.fromkeys(terms, IN_PHRASING))
            for term in terms:
                count[term] += 1.0
                said[term] += 1
        for term in profile:
            frequency[term] += 1
        commands = " ".join([command.run for command in entry.commands] + list(entry.covers))
        for strength, text in (
            (IN_COMMAND, commands),
            (IN_ANSWER, f"{entry.answer.ru} {entry.answer.en} {entry.id.replace('-', ' ')} {' '.join(entry.messages)}"),
        ):
            for term in analyzer.bag(text):
                profile.setdefault(term, strength)
                count[term] += _TEXT_COUNT
        counts.append(count)
        asked.append(rows)
        profiles.append(profile)
    size = len(asked)
    lengths = [sum(count.values()) for count in counts]
    average = sum(lengths) / size
    every_term = {term for profile in profiles for term in profile}
    rarity = {
        term: math.log(1 + (size - frequency[term] + 0.5) / (frequency[term] + 0.5)) ** weights.sharpness
        * _importance(term, weights, lexicon)
        * (1.0 if term in lexicon.meant else _telling(size, frequency[term], said[term], weights))
        for term in every_term
    }
    rarest = math.log(1 + (size + 0.5) / 0.5) ** weights.sharpness
    pointed = Counter(name for entry in base for name in entry.related)
    most = math.log1p(max(pointed.values(), default=1))
    named: dict[str, int] = defaultdict(int)
    impacts: dict[str, list[tuple[int, float]]] = defaultdict(list)
    documents: list[Document] = []
    alike: dict[Posting, Posting] = {}
    for number, (entry, rows, profile) in enumerate(zip(base, asked, profiles, strict=True)):
        phrasings = tuple(
            Phrasing(
                tuple(dict.fromkeys(terms)),
                sum(rarity[term] for term in set(terms)),
                text,
                folded if folded != text else text,
                " ".join(terms),
                any(term.startswith(NEGATION) for term in terms),
            )
            for text, folded, terms in rows
        )
        peaks: dict[str, float] = {}
        for phrasing in phrasings:
            for term in phrasing.terms:
                share = rarity[term] / phrasing.weight if phrasing.weight else 0.0
                peaks[term] = max(peaks.get(term, 0.0), share)
        norm = _K1 * (1 - _B + _B * lengths[number] / average)
        own: dict[str, Posting] = {}
        for term, strength in profile.items():
            tf = counts[number][term]
            saturated = round(tf / (tf + norm), 2)
            impact = round(0.5 * strength + 0.5 * saturated + weights.peak * peaks.get(term, 0.0), 2)
            posting = Posting(strength, saturated, impact)
            own[term] = alike.setdefault(posting, posting)  # rounded, most are alike: a tenth of the memory
        for term, posting in own.items():
            impacts[term].append((number, posting.impact))
        identity = _identity(phrasings, rarity)
        scopes = frozenset(term for term, _ in identity if term in SCOPES) | SCOPE_OF_TOPIC.get(
            entry.topic, frozenset()
        )
        names = tuple(name for text in names_of(entry, base.aliases) if (name := analyzer.name(text)))
        for word in frozenset().union(*names):
            named[word] += 1
        central = math.log1p(pointed[entry.id]) / most
        holders: dict[str, list[int]] = {}
        for place, phrasing in enumerate(phrasings):
            for term in phrasing.terms:
                holders.setdefault(term, []).append(place)
        shared = {term: tuple(places) for term, places in holders.items()}
        documents.append(Document(entry, phrasings, own, shared, identity, scopes, names, central))
    known = frozenset(rarity)
    surfaces.update(part for word in tuple(surfaces) for part in normalize.parts(word))
    analyzer.learn(
        lambda term: term in known,
        (word for word in surfaces if word.isalpha() and (stem(word) in known or lexicon.concept(word))),
    )
    return Index(
        tuple(documents),
        {document.entry.id: document for document in documents},
        {term: nlargest(CHAMPIONS, rows, key=itemgetter(1)) for term, rows in impacts.items()},
        rarity,
        rarest,
        {word: math.log(1 + size / many) for word, many in named.items()},
        lexicon,
        analyzer,
        weights,
    )
