"""The word lists of knowledge/words/: how people speak, kept where no Python is needed to add to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.knowledge.source import read_data
from bot.text.lines import PackedLines


@dataclass(frozen=True, slots=True)
class Words:
    """Word lists by concept. A concept is an English key such as ``image`` or ``delete``.

    nouns, verbs: concept -> the forms in which people say it, in both languages, one or more words each.
    near: concept -> concepts that answer nearly as well, with a weight between 0 and 1.
    opposites: pairs of concepts of which one must not answer for the other.
    directions: direction name -> the prepositions that say it.
    intents: intent name -> marker phrases.
    stop: words that carry no meaning for the search, in both languages.
    english: English function words and verbs by which English text is known.
    everyday: words of ordinary talk that neither help nor tell against an answer.
    light: concepts that go with any topic (show, set, use) and so tell little about it.
    own: concepts that only Docker has; a question with one is about Docker.
    shared: concepts that mean Docker here, though other subjects have them.
    foreign: words of other subjects, which tell against an answer.
    technologies: words of subjects next door, which are not ours without a word of Docker's own.
    smalltalk: kind of small talk -> phrases.
    explaining: words beside a quoted command that ask no more than what it says.
    """

    nouns: Mapping[str, Sequence[str]]
    verbs: Mapping[str, Sequence[str]]
    near: Mapping[str, Mapping[str, float]]
    opposites: tuple[tuple[str, str], ...]
    directions: Mapping[str, Sequence[str]]
    intents: Mapping[str, Sequence[str]]
    stop: frozenset[str]
    english: frozenset[str]
    everyday: frozenset[str]
    light: frozenset[str]
    own: frozenset[str]
    shared: frozenset[str]
    foreign: frozenset[str]
    technologies: frozenset[str]
    smalltalk: Mapping[str, Sequence[str]]
    explaining: frozenset[str]


def _lists(data: Mapping[str, Any]) -> dict[str, Sequence[str]]:
    return {key: PackedLines(value) for key, value in data.items()}


def load_words(folder: Path) -> Words:
    """Read the word lists. Raises SourceError, KeyError or ValueError on a list of another shape."""
    stop = read_data(folder / "stopwords.yaml")
    other = read_data(folder / "other-subjects.yaml")
    own = read_data(folder / "own.yaml")
    opposites = read_data(folder / "opposites.yaml")
    near: dict[str, dict[str, float]] = {}
    for first, others in read_data(folder / "near.yaml").items():
        for second, weight in others.items():
            near.setdefault(first, {})[second] = float(weight)
    return Words(
        nouns=_lists(read_data(folder / "synonyms.yaml")),
        verbs=_lists(read_data(folder / "verbs.yaml")),
        near=near,
        opposites=tuple((first, second) for first, second in opposites["pairs"]),
        directions=_lists(opposites["directions"]),
        intents=_lists(read_data(folder / "intents.yaml")),
        stop=frozenset(stop["ru"]) | frozenset(stop["en"]),
        english=frozenset(stop["en"]) | frozenset(stop["english"]),
        everyday=frozenset(stop["everyday"]),
        light=frozenset(stop["light"]),
        own=frozenset(own["concepts"]),
        shared=frozenset(own["shared"]),
        foreign=frozenset(other["words"]),
        technologies=frozenset(other["technologies"]),
        smalltalk=_lists(read_data(folder / "smalltalk.yaml")),
        explaining=frozenset(read_data(folder / "explaining.yaml")["words"]),
    )
