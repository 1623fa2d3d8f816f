"""The last net: a fault in a handler is one line in the log and a polite notice, never silence."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.types import Message, TelegramObject, Update

from bot.assistant import Assistant
from bot.telegram.middlewares.language import user_language
from bot.telegram.sending import send

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
            message = event.message if isinstance(event, Update) else None
            bot, assistant = data.get("bot"), data.get("assistant")
            if isinstance(message, Message) and isinstance(bot, Bot) and isinstance(assistant, Assistant):
                await send(bot, message, assistant.notice("error", user_language(message.from_user)))
            return None
