"""Words to terms: the concept of a word or of several words together, else its stem.

A term is what the index counts: a concept of the word lists (``image`` for
образ, имейдж, images), or a Snowball stem. Both languages meet in the concepts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from sys import intern

from bot.knowledge.words import Words
from bot.text import normalize
from bot.text.inflect import inflected
from bot.text.stem import stem, stem_once

NEGATION = "@not"
#: A stem of a verb with no more letters than this means too many words (тупит, тупой).
_SHORTEST = 3
#: A borrowed verb (бэкапить) keeps its meaning under a Russian prefix (забэкапить); what turns it round (раз-) is out.
_PREFIXES = ("за", "по", "про", "с", "на", "до", "вы", "при", "пере", "об", "о", "под", "у", "в", "из")
_INFINITIVES = ("ть", "ться", "нуть")
#: A size with its unit written together (2gb, 1.5гб) is as good as the word for it («гигов»).
_AMOUNT, _AMOUNTS = re.compile(r"\d+(?:[.,]\d+)?(?:[kmgt]i?b|[кмгт]б)"), "disk"
_NEGATIONS = frozenset(
    {
        "не",
        "без",
        "not",
        "without",
        "cannot",
        "cant",
        "dont",
        "doesnt",
        "didnt",
        "wont",
        "isnt",
        "arent",
        "wasnt",
        "werent",
        "couldnt",
        "wouldnt",
        "shouldnt",
        "hasnt",
        "havent",
    }
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Look-ups made once from the word lists; ``borrowed``: the stems of borrowed verbs, which take prefixes."""

    words: Words
    concepts: Mapping[str, str]
    stems: Mapping[str, str]
    borrowed: Mapping[str, str]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    stop: frozenset[str]
    everyday: frozenset[str]
    foreign: frozenset[str]
    next_door: frozenset[str]
    light: frozenset[str]
    meant: frozenset[str]
    actions: frozenset[str]
    opposites: Mapping[str, frozenset[str]]
    directions: Mapping[str, str]
    intents: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    surfaces: frozenset[str]

    def concept(self, word: str) -> str | None:
        """The concept of one word, by its form or its stem; a stop word has none by its stem (меня is not менять)."""
        found = self.concepts.get(word)
        if found is None and word not in self.stop:
            key = stem(word)
            found = self.stems.get(key) or self._prefixed(key)
            if found is None and word[:1].isdigit() and _AMOUNT.fullmatch(word):
                return _AMOUNTS
        return found

    def _prefixed(self, key: str) -> str | None:
        """The concept of a borrowed verb's stem under a Russian prefix."""
        bare = (key.removeprefix(prefix) for prefix in _PREFIXES if key.startswith(prefix))
        return next((self.borrowed[found] for found in bare if found in self.borrowed), None)

    def is_stop(self, word: str) -> bool:
        """Tell whether the word says nothing about the topic."""
        return word in self.stop

    def is_everyday(self, word: str) -> bool:
        """Tell whether the word belongs to ordinary talk."""
        return word in self.everyday or stem(word) in self.everyday

    def is_next_door(self, word: str) -> bool:
        """Tell whether the word names a subject next to Docker."""
        return word in self.next_door or stem(word) in self.next_door

    def is_foreign(self, word: str) -> bool:
        """Tell whether the word belongs to another subject."""
        return word in self.foreign or stem(word) in self.foreign


def phrase_at(
    table: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]], stems: Sequence[str], position: int
) -> tuple[str, int] | None:
    """The longest phrase of a table that begins at a position, with its number of words, or None."""
    for pattern, value in table.get(stems[position], ()):
        if tuple(stems[position : position + len(pattern)]) == pattern:
            return value, len(pattern)
    return None


def _table(forms: Mapping[str, Sequence[str]]) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for value, texts in forms.items():
        for text in texts:
            pattern = tuple(stem(word) for word in normalize.words(normalize.fold(text)))
            if pattern:
                table.setdefault(pattern[0], []).append((pattern, value))
    return {first: tuple(sorted(items, key=lambda item: -len(item[0]))) for first, items in table.items()}


def build_lexicon(words: Words) -> Lexicon:
    """Make the look-ups of the word lists."""
    concepts: dict[str, str] = {}
    stems: dict[str, str] = {}
    several: dict[str, list[str]] = {}
    surfaces: set[str] = set()
    for concept, forms in [*words.nouns.items(), *words.verbs.items()]:
        for form in forms:
            folded = normalize.fold(form)
            split = list(map(intern, normalize.words(folded)))
            if len(split) > 1:
                several.setdefault(concept, []).append(folded)
                surfaces.update(split)
            elif split:
                concepts.setdefault(split[0], concept)
                if concept not in words.verbs or len(stem(split[0])) > _SHORTEST:
                    stems.setdefault(stem(split[0]), concept)
                surfaces.add(split[0])
    # Forms that no stem reaches (прокинь, снеси, лёг), and those whose stem belongs to another concept as well
    # (запускаю is to start, запускаемый is executable); what the lists say themselves comes first.
    listed = dict(concepts)
    claims: dict[str, tuple[str, str]] = {}
    borrowed: dict[str, str] = {}
    inflections = inflected([word for word in listed if len(word) > 3])
    for word, forms, in_dictionary in sorted(inflections, key=lambda item: len(item[1])):
        for form in forms:
            if form in words.stop or form in listed:
                continue
            key = stem_once(form)
            claims.setdefault(form, (key, listed[word]))
            if len(key) > _SHORTEST:
                stems.setdefault(key, listed[word])
                if not in_dictionary and word.endswith(_INFINITIVES):
                    borrowed.setdefault(key, listed[word])
    concepts.update((form, concept) for form, (key, concept) in claims.items() if stems.get(key) != concept)
    for negation in _NEGATIONS:
        concepts[negation] = NEGATION
    opposites: dict[str, set[str]] = {}
    for first, second in words.opposites:
        opposites.setdefault(first, set()).add(second)
        opposites.setdefault(second, set()).add(first)
    stop = frozenset(normalize.fold(word) for word in words.stop) - _NEGATIONS
    everyday = {normalize.fold(word) for word in words.everyday}
    foreign = {normalize.fold(word) for word in words.foreign}
    next_door = {normalize.fold(word) for word in words.technologies}
    return Lexicon(
        words=words,
        concepts=concepts,
        stems=stems,
        borrowed=borrowed,
        phrases=_table(several),
        stop=stop,
        everyday=frozenset(everyday | {stem(word) for word in everyday}),
        foreign=frozenset(foreign | {stem(word) for word in foreign}),
        next_door=frozenset(next_door | {stem(word) for word in next_door}),
        light=words.light,
        meant=frozenset([*words.nouns, *words.verbs]),
        actions=frozenset(words.verbs) - words.light,
        opposites={first: frozenset(others) for first, others in opposites.items()},
        directions={word: name for name, forms in words.directions.items() for word in forms},
        intents=_table(words.intents),
        surfaces=frozenset(surfaces | stop | everyday | foreign),
    )
