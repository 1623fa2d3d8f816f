"""The only door into the core: text, command or button in, Reply out."""

from __future__ import annotations

import itertools
import re
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from heapq import nlargest
from pathlib import Path
from random import Random, SystemRandom
from sys import intern
from time import perf_counter_ns

from bot.knowledge.base import Base, Menu
from bot.knowledge.entry import Entry
from bot.knowledge.glosses import load_glosses
from bot.knowledge.grammar import load_grammar
from bot.knowledge.markdown import code_block, entry_markdown, substitute
from bot.locales import keys, phrase
from bot.matching.decide import LONG_FROM, Decision, decide
from bot.matching.index import Index, build_index
from bot.matching.smalltalk import TROUBLE, SmallTalk
from bot.matching.weights import Weights, load_weights
from bot.pasted import line_kinds, presentation, recognize
from bot.pasted.error import Match
from bot.pasted.explain import Explainer
from bot.pasted.model import Explanation
from bot.reply import Action, Choice, Reply
from bot.text import normalize
from bot.text.language import Language, detect

#: What is searched for of a message: Telegram's own limit for a text message; of a longer one, its beginning and end.
MAX_TEXT = 4096
#: What is looked through for pastes, in characters.
MAX_PASTED = 256 * 1024
MAX_NEAREST = 3
#: From this relevance the nearest entries are worth showing to somebody who gets no answer; below, all topics are.
NEAR = 0.05
#: How many endings are tried for a word that is still being typed.
MAX_COMPLETIONS = 4
#: Below this confidence an answer comes with the next candidates as buttons.
SURE = 0.85
MAX_ALTERNATIVES = 2
#: How many things of one message are explained, and how many entries are offered under them.
MAX_EXPLAINED, MAX_RELATED = 4, 6
#: From this confidence an answer goes before the explanation of a command that the question quotes, and within how
#: many characters the explanation follows it.
LIKELY, MAX_BESIDE = 0.5, 2400
#: From this confidence the search may name a message that no pattern knows.
MATCHED = 0.6
#: Below this confidence what is a slip away from a command is taken for one.
UNSURE = 0.3
#: How sure a known message inside of prose makes.
QUOTED = 0.8
#: A line of a compose file and no more.
_KEY_LINE = re.compile(r"(?:- )?([a-z_]{3,30}):(?: [^\n?]{0,120})?")
#: A question of so many words with an instruction in capitals is about the Dockerfile's.
_FEW = 3
MENU_PREFIX = "menu:"
START = "start"
#: Entries on one page of a topic: what a phone shows with the text above.
TOPIC_PAGE = 8
#: Kinds of entries that are worth a look without a question.
LEARNT = frozenset({"concept", "comparison", "howto", "command"})


class Assistant:
    """Answers questions from a Base. Stateless between calls; a reload makes a new one."""

    def __init__(self, base: Base, weights: Weights | None = None) -> None:
        self.base = base
        self.index: Index = build_index(base, weights or load_weights())
        self._topics: dict[str, list[Entry]] = {}
        for entry in base:
            self._topics.setdefault(entry.topic, []).append(entry)
        self._popular = _popular(base)
        self._words, self._met = _words(base)
        words = base.words
        self._smalltalk = SmallTalk(words.smalltalk)
        self._plain = words.stop | words.everyday | words.light | words.explaining
        covered = [fact.partition(":") for entry in base for fact in entry.covers]
        self._instructions = frozenset(name for family, _, name in covered if family == "dockerfile" and name.isupper())
        self._keys = frozenset(name.rpartition(".")[2] for family, _, name in covered if family == "compose-file")
        self._asides = tuple(several for several in words.explaining if " " in several)
        reference = base.folder / "reference"
        self.explainer = Explainer(base, load_grammar(reference), load_glosses(reference / "glosses"))

    # -- questions -------------------------------------------------------------

    def ask(
        self, text: str, fallback: Language = "ru", topic: str | None = None, only: Language | None = None
    ) -> Reply:
        """Answer a person's message; never raises, whatever the text.

        ``fallback`` is the language of the reply where the text tells none;
        ``topic`` the id of the entry that this chat was answered with in the last minutes;
        ``only`` the language of the reply whatever that of the text, for a person who chose one.
        """
        started = perf_counter_ns()
        text = normalize.whole(text[:MAX_PASTED])
        explanations = self.explainer.explain(text)
        if explanations and self._other_layout(text, explanations):
            explanations = ()
        if explanations:
            prose = _prose(text, explanations)
            reply = self._explained(explanations, only or self.language(prose, fallback))
            if self._asks_more(prose, explanations):
                told = len(prose.split()) > LONG_FROM
                reply = _beside(self._ask(text, fallback, topic, only), reply, told)
            elif len(explanations) == 1 and _may_name(explanations[0], text):
                asked = self._ask(text, fallback, topic, only)
                reply = asked if _named(explanations[0], asked) else reply
        else:
            reply = self._ask(text, fallback, topic, only)
            unsure = reply.outcome in ("unknown", "choices") and reply.confidence < UNSURE
            if unsure and (slip := self.explainer.misspelt(text)):
                reply = self._explained((slip,), reply.language)
            elif (alone := self._option(text, reply) or self._value(text, reply)) is not None:
                reply = self._explained((alone,), reply.language)
        return replace(reply, micros=(perf_counter_ns() - started) // 1000)

    def document(self, name: str, text: str, fallback: Language = "ru", only: Language | None = None) -> Reply:
        """Answer a file that a person sent, by its name and its text; never raises.

        The text is that of the whole file: up to 256 KB. What is no paste is read as a message.
        """
        started = perf_counter_ns()
        text = normalize.whole(text)
        language = only or self.language(text[:MAX_TEXT].lower(), fallback)
        explanations = self.explainer.explain(text, name)
        reply = self._explained(explanations, language) if explanations else self._ask(text, fallback, None, only)
        return replace(reply, micros=(perf_counter_ns() - started) // 1000)

    def _ask(self, text: str, fallback: Language, topic: str | None, only: Language | None) -> Reply:
        if len(text) > MAX_TEXT:
            text = f"{text[: MAX_TEXT // 4]}\n{text[-3 * MAX_TEXT // 4 :]}"
        written = normalize.clean(text).strip()
        language = only or self.language(written.lower(), fallback)
        cleaned = self._placed(written)
        if not any(character.isalnum() for character in cleaned):
            return self.notice("empty", language)
        kind = self._smalltalk.kind(cleaned)
        if kind == TROUBLE:
            if topic is None:
                return self._trouble(language)
        elif kind is not None:
            return Reply("smalltalk", language, "", phrase(f"smalltalk-{kind}", language))
        decision = decide(self.index, cleaned, topic)
        sure = decision.outcome == "answer" and decision.confidence >= SURE
        if not sure and (match := self.explainer.errors.find(text)) is not None:
            return self._error(match, language)  # who quotes a known message asks about it, whatever else is told
        if only is None:
            language = self._language_of_reading(decision, language, cleaned, fallback)
        if decision.outcome == "answer" and decision.best:
            reply = self.entry(decision.best.entry, language)
            others = [scored.entry for scored in decision.choices[1:]]
            rows = reply.rows
            if decision.confidence < SURE:
                shown = [other for other in others if other.id not in decision.best.entry.related][:MAX_ALTERNATIVES]
                rows = (*((self._alternative(other, language),) for other in shown), *rows)
            return replace(
                reply,
                rows=rows,
                confidence=decision.confidence,
                choices=tuple(other.id for other in others),
                decision=decision,
            )
        if decision.outcome == "choices":
            entries = [scored.entry for scored in decision.choices]
            return Reply(
                "choices",
                language,
                phrase("choices-title", language),
                phrase("choices-body", language),
                confidence=decision.confidence,
                rows=tuple((self._entry_choice(entry, language, full=True),) for entry in entries),
                choices=tuple(entry.id for entry in entries),
                decision=decision,
            )
        near = decision.relevance >= NEAR
        nearest = [scored.entry for scored in decision.choices[:MAX_NEAREST] if near and scored.query_coverage > 0]
        body = phrase("unknown-body", language)
        if nearest:
            body += "\n\n" + phrase("unknown-nearest", language)
        rows = tuple((self._entry_choice(entry, language, full=True),) for entry in nearest)
        return Reply(
            "unknown",
            language,
            phrase("unknown-title", language),
            body,
            confidence=decision.confidence,
            rows=(*rows, (self._topics_choice(language), self._menu_choice(language))),
            choices=tuple(entry.id for entry in nearest),
            decision=decision,
        )

    def _option(self, text: str, reply: Reply) -> Explanation | None:
        """The option that a message names, if its other words only ask about it and no entry has it."""
        if reply.decision is None or (found := self.explainer.option(text)) is None:
            return None
        option, names = found
        written = option.piece.text
        titled = reply.outcome == "answer" and not names.isdisjoint(re.split(r"[\s,:]+", reply.title))
        heard = any(term.word == written.lower() and term.alternatives for term in reply.decision.query.terms)
        answered = reply.outcome == "answer" and reply.confidence >= LIKELY and heard and written.startswith("--")
        if titled or answered:  # one letter may mean anything
            return None
        return option if self._is_only_asked_about(option, text) else None

    def _value(self, text: str, reply: Reply) -> Explanation | None:
        """The value that a message holds, if its other words only ask about it and the search has no answer."""
        if reply.outcome == "answer" and reply.confidence >= LIKELY:
            return None
        value = self.explainer.value(text[:MAX_TEXT])
        return value if value is not None and self._is_only_asked_about(value, text) else None

    def _is_only_asked_about(self, explanation: Explanation, text: str) -> bool:
        return all(word == "docker" for word in self._telling(_prose(text, (explanation,))))

    def _telling(self, prose: str) -> Iterator[str]:
        """The words of a text in lower case that do more than ask."""
        return (word for word in re.findall(r"\w+", prose) if word not in self._plain)

    def _placed(self, text: str) -> str:
        """A message in lower case, with the file that it is about where it is a piece of one: an instruction in
        capitals as a Dockerfile has it (COMMAND is a column), a line of a compose file.
        """
        words = text.strip("?!. ").split()
        if len(words) <= _FEW and len(self._instructions.intersection(words)) == 1:
            return f"{text.lower()} dockerfile"
        if (line := _KEY_LINE.fullmatch(text)) and line[1] in self._keys:
            return f"{line[1]} в compose"
        return text.lower()

    def _explained(self, explanations: Sequence[Explanation], language: Language) -> Reply:
        """The reply to what was pasted: each thing explained, errors first, the commands that led to an output last."""
        shown = sorted(explanations[:MAX_EXPLAINED], key=_urgency)
        bodies = [presentation.markdown(explanation, language, self.base) for explanation in shown]
        if len(shown) > 1:
            bodies = [f"**{each.title[language]}**\n\n{body}" for each, body in zip(shown, bodies, strict=True)]
        if len(explanations) > MAX_EXPLAINED:
            bodies.append(phrase("explained-more", language, count=len(explanations) - MAX_EXPLAINED))
        first = shown[0]
        names = dict.fromkeys(name for each in shown for name in (*each.choices, *each.related))
        related = [self.base.entries[name] for name in names if name in self.base.entries]
        converted = next((each.converted for each in shown if each.converted), None)
        rows = [*_rows((self._entry_choice(entry, language) for entry in related[:MAX_RELATED]), 2)]
        if converted:
            rows.insert(0, (Choice(phrase("button-convert", language), Action("convert")),))
        return Reply(
            "explained",
            language,
            first.title[language] if len(shown) == 1 else phrase("explained-several", language, count=len(shown)),
            "\n\n".join(bodies),
            entry=next((name for each in shown if (name := _subject(each))), None),
            confidence=min(each.sure for each in shown),
            rows=tuple(rows),
            choices=tuple(name for each in shown for name in each.choices),
            snippets=tuple(text for each in shown for text in self._copied(each)),
            converted=f"{converted.caption[language]}\n\n{code_block(converted.text, converted.code_language)}"
            if converted
            else None,
        )

    def _asks_more(self, prose: str, explanations: Sequence[Explanation]) -> bool:
        """Whether a sentence quotes commands to ask another thing than what they say."""
        if any(each.piece.kind != "command" or each.piece.sure > recognize.QUOTED for each in explanations):
            return False
        if len(explanations) > 1:
            return True
        for aside in self._asides:
            prose = prose.replace(aside, " ")
        return not all(word.isdigit() for word in self._telling(prose))

    def _other_layout(self, text: str, explanations: Sequence[Explanation]) -> bool:
        """Whether what was read as a command is a question typed with the other layout: ``docker run d ajyt``."""
        if len(explanations) > 1 or explanations[0].piece.kind != "command" or "\n" in text.strip() or " -" in text:
            return False
        terms = self.index.analyzer.query(normalize.clean(text).lower().strip()).terms
        return any(term.how.startswith("layout") and len(term.word) > 2 for term in terms)

    def _trouble(self, language: Language) -> Reply:
        """The reply to a message that says only that something is wrong: what, is asked."""
        reply = self.menu(TROUBLE, language)
        targets = (choice.action for row in reply.rows for choice in row)
        return replace(
            reply,
            outcome="choices",
            confidence=0.0,
            choices=tuple(action.target for action in targets if action.kind == "entry"),
        )

    def _error(self, match: Match, language: Language) -> Reply:
        """The reply to prose that quotes a known message, with what it caught put into the commands."""
        reply = self.entry(match.entry, language)
        body = entry_markdown(match.entry, language, match.caught)
        snippets = _snippets(match.entry, match.caught)
        return replace(reply, outcome="explained", body=body, snippets=snippets, confidence=QUOTED)

    def _copied(self, explanation: Explanation) -> tuple[str, ...]:
        """What is worth a copy button under an explanation: its own snippets, then those of the entry that it shows."""
        own = tuple(snippet.text for snippet in explanation.snippets)
        entry = self.base.get(explanation.entry) if explanation.entry else None
        return (*own, *_snippets(entry, explanation.caught)) if entry else own

    def language(self, text: str, fallback: Language = "ru") -> Language:
        """The language of a text, or the fallback where it cannot be told."""
        return detect(text, self.base.words.english) or fallback

    def _language_of_reading(
        self, decision: Decision, language: Language, cleaned: str, fallback: Language
    ) -> Language:
        """Transliteration and a wrong layout are Russian, or terms in the layout's disguise."""
        hows = [term.how for term in decision.query.terms]
        if any(how.startswith("translit") for how in hows):
            return "ru"
        if any(how.startswith("layout") for how in hows):
            read = " ".join(term.word for term in decision.query.terms)
            return detect(read, self.base.words.english) or fallback
        return language

    # -- entries, menus, notices -----------------------------------------------

    def open(self, identifier: str, language: Language) -> Reply:
        """The reply for an entry's button; a polite notice if the entry is gone."""
        entry = self.base.get(identifier)
        return self.entry(entry, language) if entry else self.notice("gone", language)

    def entry(self, entry: Entry, language: Language) -> Reply:
        """The reply that shows an entry."""
        related = [self.base.entries[name] for name in entry.related if name in self.base.entries]
        return Reply(
            "answer",
            language,
            entry.title[language],
            entry_markdown(entry, language),
            entry=entry.id,
            topic=entry.topic,
            rows=_rows((self._entry_choice(other, language) for other in related), 2),
            snippets=_snippets(entry),
            picture=self._picture(entry.picture, language),
        )

    def menu(self, name: str, language: Language) -> Reply:
        """The reply that shows a menu (``start``, ``lifecycle``, ``compose`` …); a notice if it is gone."""
        menu = self.base.menus.get(name)
        if menu is None:
            return self.notice("gone", language)
        entry = self.base.get(menu.entry) if menu.entry else None
        body = menu.text[language] if menu.text else ""
        if entry and not body:
            body = entry_markdown(entry, language)
        rows: list[tuple[Choice, ...]] = []
        for section in menu.sections:
            rows.extend(_rows((self._item(item, language) for item in section.items), menu.columns))
        if name == START:
            rows.append((self._topics_choice(language), self._random_choice(language)))
        else:  # a menu may have taken the start menu's place
            rows.append((self._menu_choice(language),))
        return Reply(
            "answer",
            language,
            menu.title[language],
            body,
            entry=entry.id if entry else None,
            rows=tuple(rows),
            picture=self._picture(entry.picture, language) if entry else None,
        )

    def topics(self, language: Language, topic: str = "", page: int = 0) -> Reply:
        """The tree of topics: the topics, or a page of the entries of one; a notice if the topic is gone."""
        if not topic:
            choices = [self._topic_choice(name, language) for name in self._topics]
            return Reply(
                "answer",
                language,
                phrase("topics-title", language),
                phrase("topics-body", language, entries=len(self.base), topics=len(choices)),
                rows=(*_rows(choices, 2), (self._random_choice(language), self._menu_choice(language))),
            )
        entries = self._topics.get(topic)
        if not entries:
            return self.notice("gone", language)
        entries = sorted(entries, key=lambda entry: entry.title[language].casefold())
        pages = -(-len(entries) // TOPIC_PAGE)
        page = max(0, min(page, pages - 1))
        shown = entries[page * TOPIC_PAGE : (page + 1) * TOPIC_PAGE]
        rows = [(self._entry_choice(entry, language, full=True),) for entry in shown]
        if pages > 1:
            rows.append(self._paging(topic, page, pages, language))  # type: ignore[arg-type]
        rows.append((self._topics_choice(language),))
        body = phrase("topic-body", language, count=len(entries))
        if pages > 1:
            body += " " + phrase("topic-page", language, page=page + 1, pages=pages)
        return Reply("answer", language, _topic_title(topic, language), body, rows=tuple(rows))

    def random(self, language: Language, generator: Random | None = None) -> Reply:
        """An entry by chance, worth learning: no error and no single directive or option."""
        pool = [entry for entry in self.base if entry.kind in LEARNT]
        entry = (generator or SystemRandom()).choice(pool or list(self.base))
        reply = self.entry(entry, language)
        return replace(reply, rows=(*reply.rows, (self._random_choice(language, again=True),)))

    def search(
        self, text: str, language: Language, limit: int, offset: int = 0, only: Language | None = None
    ) -> tuple[Reply, ...]:
        """The entries that fit a text while it is typed, best first; those of the menus where there is none."""
        found, language = self._found(text[:MAX_TEXT], language, only)
        return tuple(self.entry(entry, language) for entry in found[offset : offset + limit])

    def _found(self, text: str, language: Language, only: Language | None) -> tuple[list[Entry], Language]:
        cleaned = normalize.clean(text).lower().strip()
        if not any(character.isalnum() for character in cleaned):
            return self._popular, language
        if (entry := self.base.get(cleaned)) is not None:
            return [entry], language
        decision = decide(self.index, cleaned)
        if only is None:
            language = self._language_of_reading(decision, self.language(cleaned, language), cleaned, language)
        if decision.outcome == "unknown":
            decision = self._completed(cleaned) or decision
        if decision.outcome == "unknown":
            return [], language
        return [scored.entry for scored in decision.ranked if scored.query_coverage > 0], language

    def _completed(self, cleaned: str) -> Decision | None:
        """The decision for a text whose last word is not typed to its end, completed by the base's commonest words."""
        start, _, last = cleaned.rpartition(" ")
        if len(last) < 2:
            return None
        words = self._words
        places = range(bisect_left(words, last), len(words))
        found = itertools.takewhile(lambda place: words[place].startswith(last), places)
        likely = nlargest(MAX_COMPLETIONS, found, key=self._met.__getitem__)
        decisions = [decide(self.index, f"{start} {words[place]}".strip()) for place in likely]
        known = [decision for decision in decisions if decision.outcome != "unknown"]
        return max(known, key=lambda decision: decision.relevance) if known else None

    def alternatives(self, answered: str, candidates: Iterable[str], language: Language) -> tuple[Choice, ...]:
        """What else a question may have meant, for a person whom the answer did not help.

        ``answered`` is the entry that was shown, ``candidates`` those that came after it; without any, its relatives.
        """
        names = [name for name in candidates if name != answered]
        if not names and (entry := self.base.get(answered)):
            names = list(entry.related)
        entries = [self.base.entries[name] for name in names if name in self.base.entries]
        return tuple(self._entry_choice(entry, language, full=True) for entry in entries[:MAX_NEAREST])

    def help(self, language: Language) -> Reply:
        """The reply to /help."""
        return Reply(
            "answer",
            language,
            phrase("help-title", language),
            phrase("help-body", language),
            rows=((self._menu_choice(language),),),
        )

    def notice(self, name: str, language: Language) -> Reply:
        """A notice of the bot's own: empty, not-text, gone, error."""
        return Reply(
            "unknown",
            language,
            phrase(f"{name}-title", language),
            phrase(f"{name}-body", language),
            confidence=0.0,
            rows=((self._menu_choice(language),),),
        )

    def _item(self, item: str, language: Language) -> Choice:
        if item.startswith(MENU_PREFIX):
            menu: Menu = self.base.menus[item.removeprefix(MENU_PREFIX)]
            return Choice(menu.title[language], Action("menu", menu.name))
        return self._entry_choice(self.base.entries[item], language)

    def _entry_choice(self, entry: Entry, language: Language, full: bool = False) -> Choice:
        label = entry.title[language] if full else entry.label(language)
        return Choice(label, Action("entry", entry.id))

    def _alternative(self, entry: Entry, language: Language) -> Choice:
        choice = self._entry_choice(entry, language, full=True)
        return replace(choice, label=phrase("button-alternative", language, title=choice.label))

    def _topics_choice(self, language: Language) -> Choice:
        return Choice(phrase("button-topics", language), Action("topic"))

    def _topic_choice(self, topic: str, language: Language) -> Choice:
        label = f"{_topic_title(topic, language)} · {len(self._topics[topic])}"
        return Choice(label, Action("topic", topic))

    def _random_choice(self, language: Language, again: bool = False) -> Choice:
        return Choice(phrase("button-random-again" if again else "button-random", language), Action("random"))

    def _paging(self, topic: str, page: int, pages: int, language: Language) -> tuple[Choice, ...]:
        targets = {"button-previous": page - 1, "button-next": page + 1}
        return tuple(
            Choice(phrase(name, language), Action("topic", topic, target))
            for name, target in targets.items()
            if 0 <= target < pages
        )

    def _menu_choice(self, language: Language) -> Choice:
        return Choice(phrase("button-menu", language), Action("menu", START))

    def _picture(self, name: str | None, language: Language) -> Path | None:
        if name is None:
            return None
        path = self.base.folder / "pictures" / f"{name}.{language}.png"
        return path if path.is_file() else None


def _snippets(entry: Entry, caught: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """An entry's commands and files, with what was caught in the place of what stands for it."""
    texts = (*(command.run for command in entry.commands), *(example.text for example in entry.examples))
    return tuple(substitute(text, entry.values, caught or {}) for text in texts)


def _popular(base: Base) -> list[Entry]:
    """What is shown where nothing is asked: the entries of the menus, in their order."""
    names = dict.fromkeys(item for menu in base.menus.values() for item in menu.items)
    return [base.entries[name] for name in names if name in base.entries]


def _topic_title(topic: str, language: Language) -> str:
    """The name of a topic's folder; the folder itself where nobody has named it yet."""
    key = f"topic-name-{topic}"
    return phrase(key, language) if key in keys(language) else topic


def _may_name(explanation: Explanation, text: str) -> bool:
    """Whether what looks pasted may be the name of what an entry is about: a line, a message that nobody knows."""
    kind = explanation.piece.kind
    return "\n" not in text.strip() and (kind == "dockerfile" or (kind == "error" and explanation.entry is None))


def _named(explanation: Explanation, asked: Reply) -> bool:
    """Whether it is: an error in a person's own words, of which the search and the nearest messages say the same (of a
    program's words, surely: a guess is no knowledge); or an instruction (``COPY --link``) that the search is sure of.
    """
    if asked.outcome != "answer":
        return False
    if explanation.piece.kind != "error":
        return asked.confidence >= SURE
    spoken = line_kinds.has_cyrillic(explanation.piece.text)
    return asked.entry in explanation.choices and (spoken or asked.confidence >= MATCHED)


def _words(base: Base) -> tuple[list[str], array[int]]:
    """The words of all phrasings, in alphabetical order, and how often each is met."""
    counts: Counter[str] = Counter()
    for entry in base:
        for phrasings in entry.questions.values():
            for phrasing in phrasings:
                counts.update(map(intern, phrasing.lower().split()))
    words = sorted(counts)
    return words, array("I", map(counts.__getitem__, words))


def _urgency(explanation: Explanation) -> int:
    """What a message is about: an error, then files and outputs, then commands, mostly the way to those."""
    return {"error": 0, "command": 2}.get(explanation.piece.kind, 1)


def _subject(explanation: Explanation) -> str | None:
    """The entry that a paste is about: of an error its cause's, of a command line that of its first command."""
    if explanation.entry or explanation.piece.kind != "command":
        return explanation.entry
    return explanation.related[0] if explanation.related else None


def _prose(text: str, explanations: Sequence[Explanation]) -> str:
    """What of a message is not pasted: its language is the person's."""
    kept, place = [], 0
    for start, end in sorted((each.piece.start, each.piece.end) for each in explanations):
        kept.append(text[place:start])
        place = max(place, end)
    return "".join([*kept, text[place:]]).lower()


def _beside(answered: Reply, explained: Reply, told: bool) -> Reply:
    """The answer to a question that quotes a command, then the command; the latter alone if no answer is likely.

    told: a story goes with it, which is hardly about what the command says.
    """
    if answered.outcome == "choices":
        return answered if told else replace(explained, rows=(*answered.rows[:MAX_NEAREST], *explained.rows))
    if answered.outcome != "answer" or (answered.confidence < LIKELY and not told):
        return explained
    if answered.entry == explained.entry or len(answered.body) + len(explained.body) > MAX_BESIDE:
        return answered
    return replace(
        answered,
        body=f"{answered.body}\n\n**{explained.title}**\n\n{explained.body}",
        snippets=(*answered.snippets, *explained.snippets),
        converted=explained.converted,
    )


def _rows(choices: Iterable[Choice], columns: int) -> tuple[tuple[Choice, ...], ...]:
    row: list[Choice] = []
    rows: list[tuple[Choice, ...]] = []
    for choice in choices:
        row.append(choice)
        if len(row) == columns:
            rows.append(tuple(row))
            row = []
    if row:
        rows.append(tuple(row))
    return tuple(rows)
