"""A group that became a supergroup has another id: a call for the old one is made again for the new."""

from __future__ import annotations

import logging

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import TelegramMigrateToChat
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType

logger = logging.getLogger(__name__)


class Migrating(BaseRequestMiddleware):
    """Follows a group to its new id, once a call."""

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Response[TelegramType]:
        """Make the call, and again for the new id where the group has moved."""
        try:
            return await make_request(bot, method)
        except TelegramMigrateToChat as error:
            logger.info("a group became a supergroup: the call is made again for its new id")
            return await make_request(bot, method.model_copy(update={"chat_id": error.migrate_to_chat_id}))
