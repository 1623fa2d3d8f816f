"""The only door into the core: text, command or button in, Reply out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from time import perf_counter_ns

from bot.knowledge.base import Base, Menu
from bot.knowledge.entry import Entry
from bot.knowledge.markdown import entry_markdown
from bot.locales import phrase
from bot.matching.decide import Decision, decide
from bot.matching.index import Index, build_index
from bot.matching.weights import Weights, load_weights
from bot.reply import Action, Choice, Reply
from bot.text import normalize
from bot.text.language import Language, detect

#: What is read of a message: Telegram's own limit for a text message.
MAX_TEXT = 4096
MAX_NEAREST = 3
#: Below this confidence an answer comes with the next candidates as buttons.
SURE = 0.85
MAX_ALTERNATIVES = 2
MENU_PREFIX = "menu:"


class Assistant:
    """Answers questions from a Base. Stateless between calls; a reload makes a new one."""

    def __init__(self, base: Base, weights: Weights | None = None) -> None:
        self.base = base
        self.index: Index = build_index(base, weights or load_weights())
        self._smalltalk = {_bare(text): kind for kind, phrases in base.words.smalltalk.items() for text in phrases}

    # -- questions -------------------------------------------------------------

    def ask(self, text: str, fallback: Language = "ru", topic: str | None = None) -> Reply:
        """Answer a person's message; never raises, whatever the text.

        ``fallback`` is the language of the reply where the text tells none;
        ``topic`` the id of the entry that this chat was answered with in the last minutes.
        """
        started = perf_counter_ns()
        reply = self._ask(text[:MAX_TEXT], fallback, topic)
        return replace(reply, micros=(perf_counter_ns() - started) // 1000)

    def _ask(self, text: str, fallback: Language, topic: str | None) -> Reply:
        cleaned = normalize.clean(text).lower().strip()
        language = self.language(cleaned, fallback)
        if not any(character.isalnum() for character in cleaned):
            return self.notice("empty", language)
        if (kind := self._smalltalk.get(_bare(cleaned))) is not None:
            return Reply("smalltalk", language, "", phrase(f"smalltalk-{kind}", language))
        decision = decide(self.index, cleaned, topic)
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
        nearest = [scored.entry for scored in decision.choices[:MAX_NEAREST] if scored.query_coverage > 0]
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
            rows=(*rows, (self._menu_choice(language),)),
            choices=tuple(entry.id for entry in nearest),
            decision=decision,
        )

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
        snippets = [command.run for command in entry.commands] + [example.text for example in entry.examples]
        return Reply(
            "answer",
            language,
            entry.title[language],
            entry_markdown(entry, language),
            entry=entry.id,
            rows=_rows((self._entry_choice(other, language) for other in related), 2),
            snippets=tuple(snippets),
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
        return Reply(
            "answer",
            language,
            menu.title[language],
            body,
            entry=entry.id if entry else None,
            rows=tuple(rows),
            picture=self._picture(entry.picture, language) if entry else None,
        )

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

    def _menu_choice(self, language: Language) -> Choice:
        return Choice(phrase("button-menu", language), Action("menu", "start"))

    def _picture(self, name: str | None, language: Language) -> Path | None:
        if name is None:
            return None
        path = self.base.folder / "pictures" / f"{name}.{language}.png"
        return path if path.is_file() else None


def _bare(text: str) -> str:
    """A text without punctuation, for phrases that are the whole message."""
    return " ".join(normalize.words(normalize.fold(text)))


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
