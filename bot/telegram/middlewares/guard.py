"""The last net: a fault in a handler is one line in the log and a polite notice, never silence."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.types import CallbackQuery, Message, TelegramObject, Update

from bot.assistant import Assistant
from bot.telegram import place
from bot.telegram.middlewares.language import user_language
from bot.telegram.outcomes import call
from bot.telegram.sending import Sender

logger = logging.getLogger(__name__)


class GuardMiddleware(BaseMiddleware):
    """Catches what a handler raises, logs where it arose (no message text), and says sorry."""

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Handle the update; on a fault, answer with a notice."""
        try:
            return await handler(event, data)
        except Exception as error:
            trace = error.__traceback__
            while trace and trace.tb_next:
                trace = trace.tb_next
            where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
            update_id = event.update_id if isinstance(event, Update) else "?"
            logger.error("update %s: %s at %s", update_id, type(error).__name__, where)
            if isinstance(event, Update):
                await _sorry(event, data)
            return None


async def _sorry(update: Update, data: dict[str, Any]) -> None:
    bot: Bot = data["bot"]
    assistant: Assistant = data["assistant"]
    sender: Sender = data["sender"]
    if isinstance(update.message, Message):
        message = update.message
        notice = assistant.notice("error", user_language(message.from_user))
        await sender.send(bot, place.of_message(message, rich=False), notice)
    elif isinstance(update.guest_message, Message) and update.guest_message.guest_query_id:
        message = update.guest_message
        notice = assistant.notice("error", user_language(message.from_user))
        guest = place.of_message(message, rich=False)
        await sender.answer_guest(bot, message.guest_query_id or "", guest, notice)
    elif isinstance(update.callback_query, CallbackQuery):
        query = update.callback_query
        notice = assistant.notice("error", user_language(query.from_user))
        await call(lambda: bot.answer_callback_query(query.id, text=notice.title, show_alert=True))
