"""Buttons that show something: entries, menus, topics, screens; a button that nobody knows gets a notice too.

Menus, topics, screens and the entries of a topic's list take the place of the message that carries the button;
what is opened from under an answer comes as a new message, so that the answer stays.
"""

from __future__ import annotations

from aiogram import Bot, Router
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message

from bot.assistant import START, Assistant
from bot.journal import Preferences
from bot.reply import Reply
from bot.telegram import screens
from bot.telegram.callbacks import ConvertButton, EntryButton, MenuButton, RandomButton, ScreenButton, TopicButton
from bot.telegram.conversation import Conversations
from bot.telegram.keyboards import answer_keyboard, menu_keyboard, settings_keyboard, topic_keyboard
from bot.telegram.limits import CALLBACK_NOTICE_LENGTH
from bot.telegram.outcomes import call
from bot.telegram.outline import outline
from bot.telegram.place import Place
from bot.telegram.screens import Kept
from bot.telegram.sending import Sender
from bot.text.language import Language


def router() -> Router:
    """The router of buttons."""
    result = Router(name="buttons")

    @result.callback_query(EntryButton.filter())
    async def entry(
        query: CallbackQuery,
        callback_data: EntryButton,
        bot: Bot,
        assistant: Assistant,
        sender: Sender,
        place: Place | None,
    ) -> None:
        page = callback_data.page
        reply = assistant.open(callback_data.entry, callback_data.language)
        markup = answer_keyboard(reply, (await bot.me()).username or "", callback_data.owner, page=page)
        await show(query, bot, sender, place, reply, markup, in_place=page is not None)

    @result.callback_query(MenuButton.filter())
    async def menu(
        query: CallbackQuery,
        callback_data: MenuButton,
        bot: Bot,
        assistant: Assistant,
        sender: Sender,
        place: Place | None,
    ) -> None:
        reply = assistant.menu(callback_data.menu, callback_data.language)
        markup = menu_keyboard(reply, callback_data.owner, start=callback_data.menu == START)
        await show(query, bot, sender, place, reply, markup, in_place=_is_screen(query))

    @result.callback_query(TopicButton.filter())
    async def topic(
        query: CallbackQuery,
        callback_data: TopicButton,
        bot: Bot,
        assistant: Assistant,
        sender: Sender,
        place: Place | None,
    ) -> None:
        reply = assistant.topics(callback_data.language, callback_data.topic, callback_data.page)
        markup = topic_keyboard(reply, callback_data.page, callback_data.owner)
        await show(query, bot, sender, place, reply, markup, in_place=True)

    @result.callback_query(RandomButton.filter())
    async def random(
        query: CallbackQuery,
        callback_data: RandomButton,
        bot: Bot,
        assistant: Assistant,
        sender: Sender,
        place: Place | None,
    ) -> None:
        reply = assistant.random(callback_data.language)
        markup = answer_keyboard(reply, (await bot.me()).username or "", callback_data.owner)
        await show(query, bot, sender, place, reply, markup, in_place=False)

    @result.callback_query(ConvertButton.filter())
    async def convert(
        query: CallbackQuery,
        callback_data: ConvertButton,
        bot: Bot,
        conversations: Conversations,
        sender: Sender,
        place: Place | None,
    ) -> None:
        language = callback_data.language
        markdown = await conversations.kept(callback_data.key)
        if markdown is None:
            reply = screens.notice("convert-gone", language)
        else:
            code = tuple(block.code for block in outline(markdown) if block.kind == "code")
            reply = Reply("explained", language, "", markdown, snippets=code)
        markup = answer_keyboard(reply, (await bot.me()).username or "", callback_data.owner)
        await show(query, bot, sender, place, reply, markup, in_place=False)

    @result.callback_query(ScreenButton.filter())
    async def screen(
        query: CallbackQuery,
        callback_data: ScreenButton,
        bot: Bot,
        assistant: Assistant,
        sender: Sender,
        place: Place | None,
        preferences: Preferences,
        kept: Kept,
    ) -> None:
        language, owner = callback_data.language, callback_data.owner
        match callback_data.screen:
            case "help":
                reply = screens.help_(language, (await bot.me()).username or "")
            case "privacy":
                reply = screens.privacy(language, kept)
            case "about":
                reply = screens.about(language, len(assistant.base))
            case "settings":
                reply = screens.settings(language, preferences)
        markup = menu_keyboard(reply, owner)
        if callback_data.screen == "settings":
            markup = settings_keyboard(reply, preferences, owner)
        await show(query, bot, sender, place, reply, markup, in_place=True)

    return result


def last() -> Router:
    """The router of buttons that no other took: of an older version, or never ours."""
    result = Router(name="last")

    @result.callback_query()
    async def foreign(
        query: CallbackQuery,
        bot: Bot,
        assistant: Assistant,
        sender: Sender,
        place: Place | None,
        language: Language,
    ) -> None:
        reply = assistant.notice("gone", language)
        await show(query, bot, sender, place, reply, menu_keyboard(reply), in_place=False)

    return result


def _is_screen(query: CallbackQuery) -> bool:
    """Tell whether the message under which a button was pressed is a screen: an answer can be shared, a screen not."""
    message = query.message
    if not isinstance(message, Message) or message.reply_markup is None:
        return False
    return not any(button.url for row in message.reply_markup.inline_keyboard for button in row)


async def show(
    query: CallbackQuery,
    bot: Bot,
    sender: Sender,
    place: Place | None,
    reply: Reply,
    markup: InlineKeyboardMarkup | None,
    *,
    in_place: bool,
) -> None:
    """Stop the button's clock and show a reply, in place of the button's message or under it.

    Under a message that was sent inline a short notice is all that can be shown.
    """
    if place is None:
        text = reply.title[:CALLBACK_NOTICE_LENGTH] or None
        await call(lambda: bot.answer_callback_query(query.id, text=text, show_alert=True))
        return
    await call(lambda: bot.answer_callback_query(query.id))
    shown = query.message if in_place and isinstance(query.message, Message) else None
    await sender.show(bot, shown, place, reply, markup)
