"""The same update twice is one question: the second delivery is passed over."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject, Update

from bot.operations.metrics import Metrics
from bot.telegram.seen import Seen

logger = logging.getLogger(__name__)


class DedupeMiddleware(BaseMiddleware):
    """Lets each update through once; one that was cut off in the middle may come again."""

    def __init__(self, seen: Seen, metrics: Metrics) -> None:
        self._seen = seen
        self._metrics = metrics

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Go on with an update that was not seen."""
        if not isinstance(event, Update):
            return await handler(event, data)
        if not await self._seen.claim(event.update_id):
            self._metrics.repeated()
            logger.info("update %d came again and is passed over", event.update_id)
            return None
        try:
            result = await self._handle(handler, event, data)
        except BaseException:  # a stop that cuts the handler off included
            await self._seen.release(event.update_id)
            raise
        await self._seen.done(event.update_id)
        return result

    async def _handle(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: Update,
        data: dict[str, Any],
    ) -> Any:
        """Handle an update; where others may take it up after a while, tell them that it is still in hand."""
        if self._seen.lease is None:
            return await handler(event, data)
        every, done = self._seen.lease / 3, asyncio.Event()

        async def work() -> Any:
            try:
                return await handler(event, data)
            finally:
                done.set()

        async def renew() -> None:
            while True:
                try:
                    await asyncio.wait_for(done.wait(), every)
                    return
                except TimeoutError:
                    await self._seen.renew(event.update_id)

        result, _ = await asyncio.gather(work(), renew())
        return result
