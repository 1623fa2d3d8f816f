"""Buttons: entries and menus; a button that nobody knows gets a notice too."""

from __future__ import annotations

from aiogram import Bot, Router
from aiogram.types import CallbackQuery, Message

from bot.assistant import Assistant
from bot.reply import Reply
from bot.telegram.callbacks import EntryButton, MenuButton
from bot.telegram.outcomes import call
from bot.telegram.sending import send
from bot.text.language import Language


def router() -> Router:
    """The router of buttons."""
    result = Router(name="buttons")

    @result.callback_query(EntryButton.filter())
    async def entry(query: CallbackQuery, callback_data: EntryButton, bot: Bot, assistant: Assistant) -> None:
        await _show(query, bot, assistant.open(callback_data.entry, callback_data.language))

    @result.callback_query(MenuButton.filter())
    async def menu(query: CallbackQuery, callback_data: MenuButton, bot: Bot, assistant: Assistant) -> None:
        await _show(query, bot, assistant.menu(callback_data.menu, callback_data.language))

    @result.callback_query()
    async def foreign(query: CallbackQuery, bot: Bot, assistant: Assistant, language: Language) -> None:
        await _show(query, bot, assistant.notice("gone", language))

    return result


async def _show(query: CallbackQuery, bot: Bot, reply: Reply) -> None:
    """Send a reply under the message whose button was pressed, and stop the button's clock.

    The message is missing where it is too old or was sent inline; then a short notice is all that can be shown.
    """
    if isinstance(query.message, Message):
        await call(lambda: bot.answer_callback_query(query.id))
        await send(bot, query.message, reply)
    else:
        await call(lambda: bot.answer_callback_query(query.id, text=reply.title[:200] or None, show_alert=True))
