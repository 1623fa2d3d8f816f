"""Follow-ups: «а как удалить?» after an answer on volumes is about volumes.

The topic is the id of the entry that was answered last; a face keeps it for
some minutes and gives it back with the next question. Nothing is kept here.
"""

from __future__ import annotations

from dataclasses import replace

from bot.matching.index import Document, Index
from bot.matching.query import Query, Term

#: Seconds for which a face keeps the topic of a chat.
TOPIC_LIFETIME = 300.0
#: How sure a word is that was not typed but carried over.
_CARRIED = 0.9
#: How many of the topic's own words are carried, the weightiest first.
_MOST = 2
_OPENINGS = frozenset({"а", "и", "ну", "and", "then", "тогда", "what about", "how about"})
_PRONOUNS = frozenset(
    {"его", "ее", "их", "им", "ему", "ей", "ней", "нему", "него", "них", "это", "этот", "эта", "эту", "этого"}
    | {"там", "туда", "оттуда", "it", "its", "them", "that", "this", "there"}
)
#: Things that say where, not what: «а в компоузе?» still asks about the topic.
_SCOPES = frozenset({"compose", "compose-file", "dockerfile", "docker", "linux", "windows", "macos", "swarm"})
_LONGEST = 6


def carried(index: Index, query: Query, topic: Document) -> Query | None:
    """The question with the topic's words added, or None where it stands for itself.

    It stands for itself if it names a thing of its own, is long, or has no sign
    of a follow-up: an opening «а …», a pronoun, or an action without an object.
    """
    words = query.text.split()
    if not words or len(words) > _LONGEST + 2 or len(query.terms) > _LONGEST:
        return None
    actions = [term for term in query.terms if term.term in index.lexicon.actions]
    things = [
        term
        for term in query.terms
        if term.term and not term.everyday and term.term not in _SCOPES | index.lexicon.actions | index.lexicon.light
    ]
    if any(term.how == "unknown" and not term.everyday for term in query.terms) or things:
        return None
    opened = words[0] in _OPENINGS or " ".join(words[:2]) in _OPENINGS
    if not opened and not _PRONOUNS & {word.strip("?!.,") for word in words} and len(query.terms) > 2:
        return None
    own = [
        (term, share)
        for term, share in topic.identity
        if not term.startswith("@") and not (actions and term in index.lexicon.actions)
    ]
    own.sort(key=lambda item: -item[1])
    added = tuple(Term(term, ((term, _CARRIED),), "topic") for term, _ in own[:_MOST])
    if not added:
        return None
    terms = (*query.terms, *added)
    return replace(query, terms=terms, normalized=" ".join(term.term or term.word for term in terms))
