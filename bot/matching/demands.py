"""What a question demands besides its terms: names, actions, directions, a denial; and how an entry answers to that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from bot.matching.index import SCOPES, Document, Index, wording
from bot.matching.lexicon import NEGATION
from bot.matching.query import UNNAMING, Query

#: A term of the question counts as met from this weight of its best alternative.
_MET = 0.5
#: Words behind which a part of Docker is the place of what is named.
_INSIDE = frozenset({"в", "во", "in", "inside", "of", "для", "for"})
#: The words of a name in alphabetical order, and the parts of Docker of which the thing must be in one.
Called = tuple[tuple[str, ...], frozenset[str]]
#: Concepts that ask about what is named (пример, команда); others of the light ones ask for something of it (покажи).
_ASKING = frozenset({"command", "example", "help", "need", "use", "work", "write"})
#: In a question of more words without Docker's name, one word that is also a name may mean anything (wait for me).
_ALONE = 2
_REVERSE: Mapping[str, Sequence[str]] = {"@from": ("@to", "@in"), "@to": ("@from",), "@in": ("@from",)}


@dataclass(frozen=True, slots=True)
class Demands:
    """A question's demands, worked out once for all entries that are held against them.

    names: what it calls by name -> rarity among names.
    called: where it says nothing but a name, that name, and the parts of Docker that it must lie in.
    actions: for each action, its share of the question's weight and the terms that would meet it.
    opposed: actions with those of their opposites that are not asked for too.
    directions: those that are asked for, each with what goes as well, and their reverse.
    denied: something is not to happen.
    """

    names: Mapping[str, float]
    named: float
    called: Called | None
    actions: Sequence[tuple[float, frozenset[str]]]
    opposed: Sequence[tuple[str, Set[str]]]
    directions: Sequence[tuple[Set[str], Set[str]]]
    denied: bool

    def name(self, document: Document) -> float:
        """How much of what the question calls by name is one name of the entry, by rarity among names, 0 to 1."""
        names = self.names
        if not names:
            return 0.0
        best = 0.0
        met: set[str] = set()
        for name in document.names:
            if all(word in names for word in name):
                met.update(name)
                best = max(best, sum([names[word] for word in name]))
        if best:  # what says in which part of Docker the thing lies is no other thing's name
            best += sum([names[word] for word in document.scopes if word in names and word not in met])
        return min(best / self.named, 1.0)

    def calls(self, document: Document) -> bool:
        """Whether the question is nothing but a name of the entry's (опции docker compose ls, timeout в компоузе)."""
        if self.called is None:
            return False
        name, place = self.called
        return name in document.spelt and (not place or not place.isdisjoint(document.scopes))

    def unmet_actions(self, said: Set[str]) -> float:
        """The share of the question's weight in actions that none of these terms meets."""
        return sum([share for share, meeting in self.actions if meeting.isdisjoint(said)])

    def turned(self, said: Set[str]) -> bool:
        """Whether the reverse of a direction is said, and not the direction."""
        return any(ways.isdisjoint(said) and not back.isdisjoint(said) for ways, back in self.directions)

    def conflict(self, said: Set[str]) -> bool:
        """Whether the opposite of an action is said, and not the action."""
        return any(verb not in said and not opposites.isdisjoint(said) for verb, opposites in self.opposed)


def demands(index: Index, query: Query, weights: Sequence[float], total: float) -> Demands:
    """Work out what a question demands; ``weights`` are those of its terms, ``total`` their sum."""
    lexicon = index.lexicon
    asked = {term.term for term in query.terms if term.term}
    names = {word: index.name_rarity[word] for word in query.names if word in index.name_rarity}
    actions = [
        (weights[number] / total, frozenset(term for term, weight in asking.alternatives if weight >= _MET))
        for number, asking in enumerate(query.terms)
        if asking.term in lexicon.actions
    ]
    directions: list[tuple[Set[str], Set[str]]] = []
    for asking in query.terms:
        way, _, thing = (asking.term or "").partition(":")
        if way in _REVERSE:
            ways = frozenset(term for term, _ in asking.alternatives)
            directions.append((ways, frozenset(f"{back}:{thing}" for back in _REVERSE[way])))
    return Demands(
        names=names,
        named=sum(names.values()),
        called=_called(index, query),
        actions=actions,
        opposed=[(verb, lexicon.opposites[verb] - asked) for verb in asked & lexicon.opposites.keys()],
        directions=directions,
        denied=any(term.startswith(NEGATION) for term in asked),
    )


def _called(index: Index, query: Query) -> Called | None:
    """The name that a question is, if its other words only ask (что делает, пример), and the parts of Docker that it
    names besides. None where no entry has that name.

    Some words ask and are a name (use, set): with them, else without. «Ports в compose» is a key of the file and no
    command of Compose.
    """
    certain: set[str] = set()
    doubtful: set[str] = set()
    places: set[str] = set()
    said: set[str] = set()
    words = query.bare.split()
    docker = False
    for before, word in zip(["", *words], words, strict=False):
        concept = index.lexicon.concept(word)
        if concept == "docker":
            if certain:  # «update docker» is no ``docker update``
                return None
            docker = True
        if concept in SCOPES:
            places.add(concept)
            if before not in _INSIDE and concept != "compose-file":
                said.add(word if word.isascii() else concept)
        elif concept == "file" or concept in _ASKING or _only_asks(index, word):
            if word in index.name_words:
                doubtful.add(word)
        elif word in index.name_words:
            certain.add(word)
        elif word not in UNNAMING and concept != "docker":
            return None
    for names in (certain | doubtful, certain):
        for name, place in ((names | said, places - said), (names, places)):
            alone = len(name) == 1 and not place and not docker and len(words) > _ALONE
            if names and not alone and index.called.get(wording(name)):
                return tuple(sorted(name)), frozenset(place)
    return None


def _only_asks(index: Index, word: str) -> bool:
    lexicon = index.lexicon
    return word in lexicon.words.explaining or lexicon.is_stop(word) or lexicon.is_everyday(word)
