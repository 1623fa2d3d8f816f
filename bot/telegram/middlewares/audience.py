"""Who is not answered: channels, other bots, and what was sent through a bot."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.enums import ChatType
from aiogram.types import Message, TelegramObject


def is_person(message: Message) -> bool:
    """Tell whether a person wrote a message, an anonymous administrator of the group included."""
    if message.chat.type == ChatType.CHANNEL or message.is_automatic_forward or message.via_bot:
        return False
    if message.sender_chat is not None:  # somebody writes in the name of a chat
        return message.sender_chat.id == message.chat.id
    return message.from_user is not None and not message.from_user.is_bot


class AudienceMiddleware(BaseMiddleware):
    """Passes over messages that no person wrote."""

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Go on with a person's message only."""
        if isinstance(event, Message) and not is_person(event):
            return None
        return await handler(event, data)
