"""What a question says: its terms with their alternatives, its intents and directions.

Each chunk (what stands between blanks) is read as typed, by the other keyboard
layout, and from transliteration; the first reading whose words are known wins,
and readings other than the first carry a penalty. Words that no reading knows
are compared with the known ones for slips.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field

from bot.matching.lexicon import NEGATION, Lexicon, phrase_at
from bot.matching.spelling import SpellingIndex
from bot.matching.weights import Weights
from bot.text import layout, normalize, translit
from bot.text.scripts import unmixed
from bot.text.stem import sound, stem

#: Objects to which a direction (from, to, in) is tied, and the place that each is: «из докера» is out of a container.
DIRECTED: Mapping[str, str] = {
    "container": "container",
    "docker": "container",
    "host": "host",
    "laptop": "host",
    "image": "image",
    "volume": "volume",
    "registry": "registry",
    "docker-hub": "registry",
    "network": "network",
}
#: Prepositions whose sense is told by the case of the noun: «в контейнере» and «в контейнер», «с хоста» and «с томом».
_BY_CASE = {
    "to-or-in": ("to", ("е", "и", "ах", "ях"), "in"),
    "from-or-with": ("from", ("ом", "ем", "ой", "ами", "ями", "ью"), None),
}
#: So many adjectives, by their endings, may stand between a preposition and its noun (в запущенный контейнер); in
#: English anything may.
_BETWEEN = 1
_ADJECTIVES = ("ый", "ий", "ой", "ом", "ем", "ую", "юю", "ое", "ее", "ые", "ие", "ых", "их", "ого", "его", "ому", "ему")
#: Behind these, within so many words, what does not happen is wished, not complained of (чтобы контейнер не стартовал).
_WISHES, _WISHED = frozenset({"чтобы", "чтоб", "шоб"}), 4
#: Where a thing goes to, it is in the end.
_ALIKE_WAYS, _ALIKE = {"to": "in", "in": "to"}, 0.7

#: How much likeness a word of the lists, and one that sounds the same, has ahead of others.
_MEANT, _HEARD = 0.08, 0.08
#: A denied action stands under a term of its own, and still half for the action itself.
DENIED, _DENIED = "@not:", 0.5
#: What joins the parts of a word, and how sure a word is that was mended part by part.
_JOINTS, _JOINED = re.compile(r"([-_.:/]+)"), 0.9
#: How many chunks are remembered with their readings, and from which length they are not.
_REMEMBERED, _LONG_CHUNK = 8192, 40

#: Words that stand in names without telling them apart.
UNNAMING = frozenset({"docker", "vs", "and"})


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a question as the index sees it.

    alternatives: terms that would satisfy it, each with a weight in (0, 1]; empty if the word is unknown.
    how: typed, concept, layout, translit, fuzzy or unknown; for the trace.
    """

    word: str
    alternatives: tuple[tuple[str, float], ...]
    how: str
    everyday: bool = False
    foreign: bool = False

    @property
    def term(self) -> str | None:
        """The first alternative: what the word most likely is."""
        return self.alternatives[0][0] if self.alternatives else None


@dataclass(frozen=True, slots=True)
class Query:
    """A question (or a part of a longer text) made ready for the index."""

    text: str
    terms: tuple[Term, ...]
    intents: frozenset[str]
    normalized: str
    names: frozenset[str] = frozenset()
    bare: str = ""
    readings: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    how: str = "typed"
    penalty: float = 1.0
    near: tuple[tuple[str, float], ...] = ()


class Analyzer:
    """Turns text into terms; one for the phrasings of the base and for questions alike."""

    def __init__(self, lexicon: Lexicon, weights: Weights) -> None:
        self.lexicon = lexicon
        self.weights = weights
        self._vocabulary: Container[str] = ()
        self._spelling = SpellingIndex(())
        self._bags: dict[str, tuple[str, ...]] = {}
        self._readings: dict[tuple[str, bool, bool, bool], list[_Word]] = {}

    def learn(self, vocabulary: Container[str], surfaces: Iterable[str]) -> None:
        """Take the vocabulary of a built index: which terms it knows, and the words as written."""
        self._vocabulary = vocabulary
        self._bags.clear()
        self._readings.clear()
        self._spelling = SpellingIndex([*surfaces, *self.lexicon.surfaces])

    # -- phrasings of the base -------------------------------------------------

    def phrasing(self, text: str) -> list[str]:
        """The terms of a phrasing of the base, in order; nothing is guessed."""
        return self.terms(normalize.words(normalize.fold(text)))

    def terms(self, words: Iterable[str]) -> list[str]:
        """The terms of the words of a phrasing, in order; nothing is guessed."""
        return [
            term.alternatives[0][0] for term in self._terms(list(map(_Word, words)), guess=False) if term.alternatives
        ]

    def bag(self, text: str) -> list[str]:
        """The terms of running text (an answer, commands), word by word: no phrases, no directions, no order."""
        terms: list[str] = []
        for word in normalize.words(normalize.fold(text)):
            found = self._bags.get(word)
            if found is None:
                found = self._bags[word] = self._bag(word)
            terms.extend(found)
        return terms

    def _bag(self, word: str) -> tuple[str, ...]:
        concept = self.lexicon.concept(word)
        if concept is not None:
            return (concept,)
        if self.lexicon.is_stop(word):
            return ()
        inner = normalize.parts(word) if not word.startswith("-") else []
        if len(inner) > 1:
            return (word, *(term for part in inner for term in self._bag(part)))
        return (stem(word),)

    # -- questions -------------------------------------------------------------

    def query(self, text: str) -> Query:
        """Analyse a question; ``text`` is cleaned and in lower case."""
        chunks = text.split()
        words: list[_Word] = []
        readings: list[str] = []
        other_layout = self._layout_share(chunks) >= self.weights.layout_share
        romanised = not other_layout and self._romanised_share(chunks) >= self.weights.romanised_share
        latin = any(chunk.isascii() and len(chunk) > 3 and self._all_known(normalize.words(chunk)) for chunk in chunks)
        for chunk in chunks:
            read = self._remembered(chunk, other_layout, latin, romanised)
            readings.extend(
                f"{chunk} → {word.text} ({word.how} ×{word.penalty:.2f})" for word in read if word.how != "typed"
            )
            words.extend(read)
        stems = [stem(word.text) for word in words]
        intents = set()
        for position in range(len(stems)):
            if (found := phrase_at(self.lexicon.intents, stems, position)) and not (
                found[0] == "error" and _WISHES.intersection(word.text for word in words[:position][-_WISHED:])
            ):
                intents.add(found[0])
        terms = tuple(self._terms(words, guess=True))
        normalized = " ".join(term.term or term.word for term in terms if not term.everyday)
        names: set[str] = set()
        for word in words:
            for part in (word.text, *normalize.parts(word.text)):
                names.add(stem(part))
                if (concept := self.lexicon.concept(part)) is not None and not part.isascii():
                    names.add(concept)
        bare = " ".join(word.text for word in words)
        return Query(text, terms, frozenset(intents), normalized, frozenset(names - UNNAMING), bare, tuple(readings))

    def _layout_share(self, chunks: list[str]) -> float:
        """The share of chunks that are known only when read by the other layout."""
        if not chunks:
            return 0.0
        other = 0
        for chunk in chunks[:12]:
            if not self._all_known(normalize.words(chunk)) and (swapped := layout.swapped(chunk)):
                found = normalize.words(swapped)
                other += bool(found) and self._all_known(found)
        return other / min(len(chunks), 12)

    def _romanised_share(self, chunks: list[str]) -> float:
        """Of the Latin chunks that are known in one way, the share that is so only when read as Russian by sound."""
        latin = [chunk.strip("?!.,") for chunk in chunks[:12] if chunk.isascii()]
        if len(latin) < 2:
            return 0.0
        heard = typed = 0
        for chunk in latin:
            if self._is_known(chunk):
                typed += 1
            elif (sounded := translit.to_cyrillic(chunk)) is not None and self._is_known(sounded):
                heard += 1
        return heard / (heard + typed) if heard else 0.0

    def _all_known(self, words: list[str]) -> bool:
        return all(self._is_known(word) for word in words)

    def _is_known(self, word: str) -> bool:
        lexicon = self.lexicon
        return (
            lexicon.is_stop(word)
            or lexicon.concept(word) is not None
            or word in lexicon.directions
            or word in self._vocabulary
            or stem(word) in self._vocabulary
            or lexicon.is_everyday(word)
            or lexicon.is_foreign(word)
            or word in lexicon.surfaces
        )

    def _remembered(self, chunk: str, other_layout: bool, latin: bool, romanised: bool) -> list[_Word]:
        """Read a chunk, or give the reading of a time before: people use the same words."""
        key = (chunk, other_layout, latin, romanised)
        found = self._readings.get(key)
        if found is None:
            found = self._sounded(chunk) if romanised else None
            if found is None:
                found = self._read(chunk, other_layout, latin)
            if len(self._readings) >= _REMEMBERED:
                self._readings.clear()
            if len(chunk) < _LONG_CHUNK:
                self._readings[key] = found
        return found

    def _sounded(self, chunk: str) -> list[_Word] | None:
        """Read a chunk of a romanised text by its sound: exactly, or as a word that sounds the same (fail, файл)."""
        typed = normalize.words(chunk)
        if len(typed) != 1 or (sounded := translit.to_cyrillic(typed[0])) is None:
            return None
        if self._is_known(sounded):
            return [_Word(sounded, "translit", self.weights.translit)]
        heard = sound(sounded)
        same = next((near.word for near in self._spelling.near(sounded, 6) if sound(near.word) == heard), None)
        return [_Word(same, "translit", self.weights.translit)] if same is not None else None

    def _read(self, chunk: str, other_layout: bool, latin: bool) -> list[_Word]:
        """Read one chunk; ``latin`` says that other chunks are Latin words as typed, so that this one may be a slip."""
        typed = normalize.words(chunk)
        swapped = layout.swapped(chunk)
        swapped_words = normalize.words(swapped) if swapped else []
        if other_layout and swapped_words and self._all_known(swapped_words):
            return [_Word(word, "layout", self.weights.layout) for word in swapped_words]
        if not typed or self._all_known(typed):
            return [_Word(word) for word in typed]
        if len(typed) == 1 and (read := next(filter(self._is_known, unmixed(chunk.strip("?!.,"))), None)) is not None:
            return [_Word(read, "mixed", self.weights.translit)]
        if len(typed) == 1 and len(inner := normalize.parts(typed[0])) > 1 and any(map(self._is_known, inner)):
            return [_Word(typed[0])]
        if swapped_words and self._all_known(swapped_words) and len(chunk) > 2:
            return [_Word(word, "layout", self.weights.layout) for word in swapped_words]
        if (
            latin
            and (near := [self._near(word, 1.0)[:1] for word in typed])
            and all(found and self.lexicon.concept(found[0][0]) for found in near)
        ):
            return self._respelt(typed, [], None)
        if len(typed) == 1 and (sounded := translit.to_cyrillic(typed[0])) and len(sounded) > 2:
            if self._is_known(sounded):
                return [_Word(sounded, "translit", self.weights.translit)]
        else:
            sounded = None
        return self._respelt(typed, swapped_words, sounded)

    def _respelt(self, typed: list[str], swapped: list[str], sounded: str | None) -> list[_Word]:
        """Read unknown words as slips: as typed first, then from transliteration, then by the other layout."""
        result: list[_Word] = []
        for word in typed:
            if self._is_known(word):
                result.append(_Word(word))
                continue
            near = self._near(word, 1.0)
            how = "fuzzy"
            if not near and (joined := self._rejoined(word)) is not None:
                near = [(joined, self.weights.fuzzy * _JOINED)]
            if not near and sounded:
                near, how = self._near(sounded, self.weights.translit), "translit+fuzzy"
            if not near and len(typed) == 1 and len(swapped) == 1:
                near, how = self._near(swapped[0], self.weights.layout), "layout+fuzzy"
            if near:
                result.append(_Word(near[0][0], how, near[0][1], tuple(near)))
            else:
                result.append(_Word(word))
        return result

    def _rejoined(self, word: str) -> str | None:
        """A joined word or an option (env_fiel, --restrat) with its parts mended, if that is one we know."""
        pieces = _JOINTS.split(word)
        if len(pieces) < 2:
            return None
        mended = [
            near[0][0] if piece.isalpha() and not self._is_known(piece) and (near := self._near(piece, 1.0)) else piece
            for piece in pieces
        ]
        joined = "".join(mended)
        return joined if joined != word and self._is_known(joined) else None

    def _near(self, word: str, penalty: float) -> list[tuple[str, float]]:
        """Known words near a misspelt one, the likeliest first.

        Of words that are alike, the one that means something to the base is likelier than one of ordinary talk,
        and a slip of the ear (саздать) likelier than another.
        """
        lexicon = self.lexicon
        heard = sound(word)

        def likelihood(item: tuple[str, float]) -> float:
            near, similarity = item
            meant = _MEANT if lexicon.concept(near) is not None else 0.0 if stem(near) in self._vocabulary else -_MEANT
            return similarity + meant + (_HEARD if sound(near) == heard else 0.0)

        found = [
            (item.word, item.similarity * self.weights.fuzzy * penalty)
            for item in self._spelling.near(word, 6)
            if lexicon.concept(item.word) != NEGATION
        ]
        return sorted(found, key=likelihood, reverse=True)[:3]

    # -- words to terms --------------------------------------------------------

    def _terms(self, words: list[_Word], guess: bool) -> Iterable[Term]:
        lexicon = self.lexicon
        stems = [stem(word.text) for word in words]
        position = 0
        way, end = "", 0
        while position < len(words):
            word = words[position]
            if found := phrase_at(lexicon.phrases, stems, position):
                concept, length = found
                penalty = min(item.penalty for item in words[position : position + length])
                text = " ".join(item.text for item in words[position : position + length])
                if way and position <= end:
                    yield from _directed(way, concept, words[position + length - 1].text, guess)
                yield self._term(text, [(concept, penalty)], "concept", guess)
                position += length
                way = ""
                continue
            position += 1
            text = word.text
            if text in lexicon.directions:
                way, end = lexicon.directions[text], position + _BETWEEN
                continue
            concept_of_word = lexicon.concept(text)
            if concept_of_word == NEGATION and position < len(words):
                # «не запускается», «без остановки», «без докера»: what is not to be is another thing than what is.
                following = words[position]
                denied = lexicon.concept(following.text)
                if denied in lexicon.actions or denied == "docker":
                    near = [(f"{DENIED}{denied}", following.penalty)]
                    if denied in lexicon.actions:
                        near.append((denied, _DENIED * following.penalty))
                    yield self._term(f"{text} {following.text}", near, "denied", guess=False)
                    position += 1
                    way = ""
                    continue
            if concept_of_word is None and lexicon.is_stop(text):
                end += 1
                continue
            if concept_of_word is not None:
                behind = words[position : position + 1]
                if way and position <= end + 1 and not (concept_of_word == "docker" and self._are_named(behind)):
                    yield from _directed(way, concept_of_word, text, guess)
                if concept_of_word in DIRECTED or concept_of_word in lexicon.actions or not _modifies(text):
                    way = ""
                alternatives = [(concept_of_word, word.penalty)]
                for other, weight in word.near[1:]:
                    if other_concept := lexicon.concept(other):
                        alternatives.append((other_concept, weight * 0.8))
                yield self._term(text, alternatives, word.how if word.how != "typed" else "concept", guess)
                continue
            if not _modifies(text):
                way = ""
            yield from self._plain(word, guess)

    def _are_named(self, words: list[_Word]) -> bool:
        """Whether words are names of Docker's (docker ps): «из docker ps» is out of no container."""
        return any(word.text.isascii() and not self.lexicon.is_stop(word.text) for word in words)

    def _plain(self, word: _Word, guess: bool) -> Iterable[Term]:
        """A word outside the lists: its stem, or the parts of a joined word."""
        lexicon = self.lexicon
        text = word.text
        key = stem(text)
        everyday = lexicon.is_everyday(text)
        foreign = lexicon.is_foreign(text)
        inner = normalize.parts(text) if not text.startswith("-") else []
        if len(inner) > 1 and (not guess or text not in self._vocabulary):
            if not guess:
                yield Term(text, ((text, 1.0),), "typed")
            for part in inner:
                part_concept = lexicon.concept(part)
                if part_concept is None and lexicon.is_stop(part):
                    continue
                if part_concept is not None or not guess or stem(part) in self._vocabulary:
                    yield self._term(part, [(part_concept or stem(part), word.penalty)], "part", guess)
            return
        if not guess:
            yield Term(text, ((key, 1.0),), "typed", everyday=everyday, foreign=foreign)
        elif key in self._vocabulary:
            yield Term(text, ((key, word.penalty),), word.how, everyday=everyday, foreign=foreign)
        elif text in self._vocabulary:
            yield Term(text, ((text, word.penalty),), word.how, everyday=everyday, foreign=foreign)
        else:
            yield Term(text, (), "unknown", everyday=everyday, foreign=foreign)

    def _term(self, text: str, alternatives: list[tuple[str, float]], how: str, guess: bool) -> Term:
        """Add to the first concept those that answer nearly as well."""
        if guess:
            first, weight = alternatives[0]
            known = {concept for concept, _ in alternatives}
            for other, nearness in self.lexicon.words.near.get(first, {}).items():
                if other not in known:
                    alternatives.append((other, weight * nearness))
        return Term(text, tuple(alternatives), how, foreign=self.lexicon.is_foreign(text))


def _modifies(word: str) -> bool:
    """Whether a word may stand between a preposition and its noun."""
    return word.isascii() or word.endswith(_ADJECTIVES)


def _directed(way: str, concept: str, text: str, guess: bool) -> Iterable[Term]:
    """The term for a thing behind a preposition; none where it says no direction. ``text``: the noun as written."""
    if (thing := DIRECTED.get(concept)) is None:
        return
    if way in _BY_CASE:
        usual, endings, other = _BY_CASE[way]
        told = other if text.endswith(endings) else usual
    else:
        told = way
    if told is None:
        return
    alternatives = [(f"@{told}:{thing}", 1.0)]
    if guess and told in _ALIKE_WAYS:
        alternatives.append((f"@{_ALIKE_WAYS[told]}:{thing}", _ALIKE))
    yield Term(text, tuple(alternatives), "direction")
