"""Follow-ups: «а как удалить?» after an answer on volumes is about volumes.

The topic is the id of the entry that was answered last; a face keeps it for
some minutes and gives it back with the next question. Nothing is kept here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.knowledge.entry import Entry
from bot.matching.index import Document, Index
from bot.matching.query import Query, Term
from bot.matching.rank import Scored

#: Seconds for which a face keeps the topic of a chat.
TOPIC_LIFETIME = 300.0
#: How much a word satisfies that was carried over: more than one that was typed, for what is said holds for the topic.
_CARRIED = 1.5
#: How many of the topic's own words are carried: of those that its phrasings share, of its label and folder; for a
#: command the latter first, which are what it is done to.
_MOST = 1
#: Words that nearly every topic is about: they are carried where there is no other, or where the folder is theirs.
_EVERYWHERE = frozenset({"container", "docker"})
#: What the topic itself gains, an entry that it names as related, or one that names it: what follows is mostly there.
_LINKED = 0.08
#: What a comparison of the topic's gains where the question names the other side alone (а kill чем отличается).
_COMPARED = 0.25
_OPENINGS = frozenset({"а", "и", "ну", "and", "then", "тогда", "what about", "how about", "а если", "but"})
_PRONOUNS = frozenset(
    {"его", "ее", "их", "им", "ему", "ей", "ней", "нему", "него", "них", "это", "этот", "эта", "эту", "этого"}
    | {"там", "туда", "оттуда", "it", "its", "them", "that", "this", "there"}
)
#: Things that say where, not what: «а в компоузе?» still asks about the topic.
_SCOPES = frozenset({"compose", "compose-file", "dockerfile", "docker", "linux", "windows", "macos", "swarm"})
_LONGEST = 6


def carried(index: Index, query: Query, topic: Document) -> Query | None:
    """The question with the topic's words added, or None where it has no sign of a follow-up or is long.

    The signs are an opening «а …», a pronoun, or an action without an object. One that opens so and still
    names a thing of its own (а если под рутом надо) may stand for itself: ``decide`` weighs both readings.
    """
    words = query.text.split()
    if not words or len(words) > _LONGEST + 2 or len(query.terms) > _LONGEST:
        return None
    verbs = index.lexicon.words.verbs.keys()
    actions = any(term.term in verbs for term in query.terms)
    things = names_a_thing(index, query)
    opened = opens(query)
    unheard = any(term.how == "unknown" and not term.everyday for term in query.terms)
    compares = "difference" in query.intents
    if compares and len({term.term for term in query.terms if term.term and not term.everyday}) > 1:
        return None  # both sides are named (чем старт отличается от рана), not one (а kill чем отличается)
    if not opened and not compares and (things or unheard or len(query.terms) > 2):
        return None
    shared = [term for term, _ in sorted(topic.identity, key=lambda item: -item[1])]
    subject = index.analyzer.phrasing(f"{topic.entry.label('ru')} {topic.entry.topic}")
    own = [
        term
        for term in dict.fromkeys([*subject, *shared] if topic.entry.kind == "command" else [*shared, *subject])
        if not term.startswith("@") and term not in index.lexicon.light and not (actions and term in verbs)
    ]
    theirs = set(index.analyzer.phrasing(topic.entry.topic))
    own.sort(key=lambda term: term in _EVERYWHERE and term not in theirs)
    kept = own[:_MOST]
    added = tuple(Term(term, ((term, _CARRIED),), "topic") for term in kept)
    if not added:
        return None
    terms = (*query.terms, *added)
    return replace(query, terms=terms, normalized=" ".join(term.term or term.word for term in terms))


def opens(query: Query) -> bool:
    """Tell whether a question begins as one that goes on (а если …), or says «его», «там»."""
    words = query.text.split()
    begins = words[0] in _OPENINGS or " ".join(words[:2]) in _OPENINGS if words else False
    return begins or bool(_PRONOUNS & {word.strip("?!.,") for word in words})


def names_a_thing(index: Index, query: Query) -> bool:
    """Tell whether a question names what it is about, besides an action and a place."""
    passed = _SCOPES | index.lexicon.actions | index.lexicon.light
    return any(
        term.term is not None and not term.everyday and not term.term.startswith("@") and term.term not in passed
        for term in query.terms
    )


def linked(index: Index, query: Query, topic: Entry, ranked: Sequence[Scored]) -> list[Scored]:
    """Ranked entries with those next to the topic raised, in their new order.

    The topic itself is raised too where no action is asked for: «а безопасно?» is still about it.
    """
    acts = any(term.term in index.lexicon.actions for term in query.terms)
    near = {*topic.related} if acts else {topic.id, *topic.related}
    compares = "difference" in query.intents

    def gain(entry: Entry) -> float:
        if entry.id not in near and topic.id not in entry.related:
            return 0.0
        return _COMPARED if compares and entry.kind == "comparison" else _LINKED

    raised = [replace(item, score=item.score + gain(item.entry)) for item in ranked]
    return sorted(raised, key=lambda item: (-item.score, item.entry.id))
