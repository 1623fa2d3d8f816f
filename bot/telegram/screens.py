"""The face's own screens, as replies: help, privacy, about, settings, and notices."""

from __future__ import annotations

from dataclasses import dataclass

from bot import __version__
from bot.journal import Preferences
from bot.locales import phrase
from bot.reply import Action, Choice, Reply
from bot.settings import Settings
from bot.text.language import Language


def _screen(title: str, body: str, language: Language) -> Reply:
    menu = Choice(phrase("button-menu", language), Action("menu", "start"))
    return Reply("answer", language, title, body, rows=((menu,),))


def help_(language: Language, username: str) -> Reply:
    """How to ask, and where."""
    title = phrase("telegram-help-title", language)
    return _screen(title, phrase("telegram-help-body", language, username=username), language)


@dataclass(frozen=True, slots=True)
class Kept:
    """What the journal keeps: questions for some days (None: none), with their masked texts or without.

    logged: whether the masked texts go to the server's log too.
    """

    days: int | None
    texts: bool
    logged: bool


def kept(settings: Settings) -> Kept:
    """What the settings let the bot keep."""
    days = settings.journal_days if settings.journal_store else None
    return Kept(days, settings.journal_text == "masked", settings.log_text == "on")


def privacy(language: Language, kept: Kept) -> Reply:
    """What is kept, and for how long; what holds whatever is kept; how to delete it."""
    first = phrase("privacy-not-kept", language)
    if kept.days is not None:
        what = phrase("privacy-texts" if kept.texts else "privacy-no-texts", language)
        first = phrase("privacy-kept", language, days=kept.days, what=what)
    logged = [phrase("privacy-logged", language)] if kept.logged else []
    body = "\n\n".join([first, *logged, phrase("privacy-always", language)])
    return _screen(phrase("privacy-title", language), body, language)


def about(language: Language, entries: int) -> Reply:
    """Who answers, from how many entries."""
    body = phrase("about-body", language, version=__version__, entries=entries)
    return _screen(phrase("about-title", language), body, language)


def settings(language: Language, preferences: Preferences) -> Reply:
    """What a person has chosen; the buttons are the keyboard's."""
    body = phrase(
        "settings-body",
        language,
        chosen=phrase(f"settings-language-{preferences.language or 'auto'}", language),
        style=phrase(f"settings-style-{preferences.style or 'rich'}", language),
    )
    # Two lines of one paragraph: a hard break in Markdown.
    return _screen(phrase("settings-title", language), body.replace("\n", "  \n"), language)


def notice(name: str, language: Language, **arguments: str | int) -> Reply:
    """A short notice of the face's own by the name of its two phrases, ``<name>-title`` and ``<name>-body``."""
    title = phrase(f"{name}-title", language)
    return Reply("unknown", language, title, phrase(f"{name}-body", language, **arguments), confidence=0.0)
