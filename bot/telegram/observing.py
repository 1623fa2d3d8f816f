"""What is noted of each call of the Bot API: that Telegram answered, how calls failed, how long an update waited."""

from __future__ import annotations

import time

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import AiogramError, TelegramAPIError, TelegramNetworkError, TelegramServerError
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType

from bot.operations.health import Health
from bot.operations.metrics import Metrics
from bot.operations.request import REQUEST

#: How the methods that a person sees as the answer begin.
_ANSWERS = ("send", "edit", "answer")


class Observer(BaseRequestMiddleware):
    """Stands around each call."""

    def __init__(self, health: Health, metrics: Metrics) -> None:
        self._health = health
        self._metrics = metrics

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Response[TelegramType]:
        """Make the call and note what became of it."""
        name = method.__api_method__
        try:
            response = await make_request(bot, method)
        except (AiogramError, TimeoutError, OSError) as error:
            self._metrics.failed(name, type(error).__name__)
            if isinstance(error, TelegramAPIError) and not isinstance(
                error, TelegramNetworkError | TelegramServerError
            ):
                self._health.heard()  # a refusal is an answer too
            raise
        self._health.heard()
        request = REQUEST.get()
        if request and not request.replied and name.startswith(_ANSWERS) and name != "sendChatAction":
            request.replied = True
            self._metrics.replied(time.perf_counter() - request.came)
        return response
