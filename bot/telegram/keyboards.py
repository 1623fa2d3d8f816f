"""Buttons of a Reply as inline keyboards: callbacks where the bot is in the chat, links where it is not."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData
from aiogram.types import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.journal import NOT_KEPT, Preferences
from bot.locales import phrase
from bot.reply import Choice, Reply
from bot.telegram.callbacks import (
    ConvertButton,
    EntryButton,
    MenuButton,
    RandomButton,
    ScreenButton,
    SettingButton,
    TopicButton,
    VoteButton,
    short,
)
from bot.telegram.limits import CALLBACK_DATA_BYTES, COPY_TEXT_LENGTH
from bot.telegram.links import deep_link, share_link
from bot.text.language import LANGUAGES, Language

#: What fits on a button on a phone's screen before it is cut by the client.
_LABEL = 60
UP, DOWN = "👍", "👎"
Rows = list[list[InlineKeyboardButton]]


def _label(text: str) -> str:
    return text if len(text) <= _LABEL else text[: _LABEL - 1] + "…"


def _callback(label: str, data: CallbackData) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=_label(label), callback_data=data.pack())


def choice_button(
    choice: Choice, language: Language, owner: str, page: int | None = None, converted: str = ""
) -> InlineKeyboardButton:
    """The button of a choice.

    ``page`` is that of the topic's list in which it stands, ``converted`` the key of what it will show.
    """
    action = choice.action
    data: CallbackData
    match action.kind:
        case "entry":
            data = EntryButton(language=language, entry=action.target, page=page, owner=owner)
        case "menu":
            data = MenuButton(language=language, menu=action.target, owner=owner)
        case "topic":
            data = TopicButton(language=language, topic=action.target, page=action.page, owner=owner)
        case "random":
            data = RandomButton(language=language, owner=owner)
        case "convert":
            data = ConvertButton(language=language, key=converted, owner=owner)
    return _callback(choice.label, data)


def _copy_row(reply: Reply) -> Rows:
    """A copy button for the main snippet, where it fits one."""
    if not reply.snippets or len(reply.snippets[0].strip()) > COPY_TEXT_LENGTH:
        return []
    snippet = reply.snippets[0].strip()
    label = phrase("button-copy", reply.language) if "\n" in snippet else f"📋 {snippet}"
    return [[InlineKeyboardButton(text=_label(label), copy_text=CopyTextButton(text=snippet))]]


def _choice_rows(reply: Reply, owner: str, page: int | None = None, converted: str = "") -> Rows:
    return [[choice_button(choice, reply.language, owner, page, converted) for choice in row] for row in reply.rows]


def _markup(rows: Rows) -> InlineKeyboardMarkup | None:
    return InlineKeyboardMarkup(inline_keyboard=rows) if rows else None


def answer_keyboard(
    reply: Reply,
    username: str,
    owner: str = "",
    answer: int = NOT_KEPT,
    page: int | None = None,
    converted: str = "",
) -> InlineKeyboardMarkup | None:
    """Under an answer: copy, the way back to the list, related entries, votes (if it is in the journal), share."""
    rows = _copy_row(reply)
    rows.extend(_choice_rows(reply, owner, converted=converted))
    last: list[InlineKeyboardButton] = []
    if answer != NOT_KEPT and reply.outcome in ("answer", "explained", "choices"):
        last.extend(_callback(label, _vote(reply, answer, up, owner)) for label, up in ((UP, True), (DOWN, False)))
    if reply.entry:
        url = share_link(username, reply.entry, reply.title)
        last.append(InlineKeyboardButton(text=phrase("button-share", reply.language), url=url))
    if last:
        rows.append(last)
    if page is not None and reply.topic:
        back = TopicButton(language=reply.language, topic=reply.topic, page=page, owner=owner)
        rows.append([_callback(phrase("button-back", reply.language), back)])
    return _markup(rows)


def _vote(reply: Reply, answer: int, up: bool, owner: str) -> VoteButton:
    """A vote; without the entry where a long id, a replica's long number and a group's asker leave no room for it."""
    vote = VoteButton(language=reply.language, answer=short(answer), up=up, owner=owner)
    entry = reply.entry or ""
    fits = len(vote.pack().encode()) + len(entry.encode()) <= CALLBACK_DATA_BYTES
    return vote.model_copy(update={"entry": entry}) if fits else vote


def menu_keyboard(reply: Reply, owner: str = "", start: bool = False) -> InlineKeyboardMarkup | None:
    """Under a menu: its choices; under the start menu, the face's own screens too."""
    rows = _copy_row(reply)
    rows.extend(_choice_rows(reply, owner))
    if start:
        for names in (("settings", "help"), ("privacy", "about")):
            rows.append(
                [
                    _callback(
                        phrase(f"button-{name}", reply.language),
                        ScreenButton(language=reply.language, screen=name, owner=owner),
                    )
                    for name in names
                ]
            )
    return _markup(rows)


def topic_keyboard(reply: Reply, page: int, owner: str = "") -> InlineKeyboardMarkup | None:
    """Under a page of a topic: entries that open in place, paging, the way back."""
    return _markup(_choice_rows(reply, owner, page))


def settings_keyboard(reply: Reply, preferences: Preferences, owner: str = "") -> InlineKeyboardMarkup | None:
    """Under the settings: the languages, the looks, what is chosen marked; the menu."""

    def option(name: str, value: str, key: str, chosen: bool) -> InlineKeyboardButton:
        label = phrase(key, reply.language)
        if chosen:
            label = phrase("button-chosen", reply.language, label=label)
        return _callback(label, SettingButton(name=name, value=value, owner=owner))

    language = preferences.language or "auto"
    style = preferences.style or "rich"
    rows = [
        [option("language", name, f"button-language-{name}", name == language) for name in ("auto", *LANGUAGES)],
        [option("style", name, f"button-style-{name}", name == style) for name in ("rich", "classic")],
    ]
    return _markup([*rows, *_choice_rows(reply, owner)])


def link_keyboard(reply: Reply, username: str) -> InlineKeyboardMarkup:
    """Under a message in a chat where the bot is no member: copy, and deep links instead of callbacks."""
    rows = _copy_row(reply)
    if reply.entry:
        link = deep_link(username, reply.entry)
        rows.append([InlineKeyboardButton(text=phrase("button-open", reply.language), url=link)])
        return InlineKeyboardMarkup(inline_keyboard=rows)
    for choice in (choice for row in reply.rows for choice in row):
        if choice.action.kind == "entry":
            link = deep_link(username, choice.action.target)
            rows.append([InlineKeyboardButton(text=_label(choice.label), url=link)])
    if not rows:
        rows = [[InlineKeyboardButton(text=phrase("button-open", reply.language), url=f"https://t.me/{username}")]]
    return InlineKeyboardMarkup(inline_keyboard=rows)


def voted(
    markup: InlineKeyboardMarkup, up: bool, alternatives: list[InlineKeyboardButton]
) -> tuple[InlineKeyboardMarkup, bool]:
    """A keyboard after a vote: the vote marked, the alternatives above it; and whether that changes anything."""
    present = {button.callback_data for row in markup.inline_keyboard for button in row}
    rows: Rows = []
    for row in markup.inline_keyboard:
        votes = [button for button in row if button.text.startswith((UP, DOWN))]
        if votes:
            rows.extend([button] for button in alternatives if button.callback_data not in present)
        rows.append([_marked(button, up) if button in votes else button for button in row])
    changed = InlineKeyboardMarkup(inline_keyboard=rows)
    return changed, changed != markup


def _marked(button: InlineKeyboardButton, up: bool) -> InlineKeyboardButton:
    sign = button.text[0]
    chosen = sign == (UP if up else DOWN)
    return button.model_copy(update={"text": f"{sign} ✓" if chosen else sign})
