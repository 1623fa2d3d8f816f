"""Long polling that neither loses nor repeats an answer over a stop.

aiogram's own poller starts handlers as tasks that nobody awaits, and its next
getUpdates confirms them before they have answered. Here a batch is handled to
its end before the next getUpdates confirms it, and on a stop the batch in hand
is finished and confirmed before the session closes.
"""

from __future__ import annotations

import asyncio
import logging
import signal

from aiogram import Bot, Dispatcher
from aiogram.exceptions import (
    AiogramError,
    TelegramAPIError,
    TelegramConflictError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.types import Update

from bot.telegram import menu

logger = logging.getLogger(__name__)
#: Seconds that Telegram holds a getUpdates open while there is nothing.
LONG_POLL = 25
_FIRST_DELAY, _LAST_DELAY = 1.0, 30.0


class TokenRefusedError(Exception):
    """Telegram does not know the token."""


class Poller:
    """Fetches updates in batches and handles each batch to its end."""

    def __init__(self, bot: Bot, dispatcher: Dispatcher, stop_timeout: float) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._stop_timeout = stop_timeout
        self._stopping = asyncio.Event()
        self._offset: int | None = None
        self._delay = _FIRST_DELAY

    def stop(self) -> None:
        """Ask the poller to finish what is in hand and return."""
        self._stopping.set()

    async def run(self) -> None:
        """Poll until ``stop``. Raises TokenRefusedError."""
        allowed = self._dispatcher.resolve_used_update_types()
        while not self._stopping.is_set():
            updates = await self._fetch(allowed)
            if updates:
                await self._handle(updates)
                self._offset = updates[-1].update_id + 1
        if self._offset is not None:
            await self._confirm(self._offset)

    async def _fetch(self, allowed: list[str]) -> list[Update]:
        request = asyncio.ensure_future(
            self._bot.get_updates(
                offset=self._offset, timeout=LONG_POLL, allowed_updates=allowed, request_timeout=LONG_POLL + 15
            )
        )
        stopping = asyncio.ensure_future(self._stopping.wait())
        try:
            await asyncio.wait({request, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if not request.done():
                request.cancel()
                await asyncio.gather(request, return_exceptions=True)
                return []
            updates = request.result()
        except TelegramUnauthorizedError:
            raise TokenRefusedError from None
        except TelegramConflictError:
            await self._wait("another process polls with this token; stop it, or this bot gets no updates")
        except TelegramRetryAfter as error:
            await self._wait(f"Telegram asks to wait {error.retry_after} s", error.retry_after)
        except TelegramNetworkError:
            await self._wait("Telegram cannot be reached")
        except TelegramAPIError as error:
            await self._wait(f"getUpdates failed: {type(error).__name__}")
        except (AiogramError, ValueError) as error:  # an answer that is no Bot API answer: a proxy's page, a cut reply
            await self._wait(f"getUpdates gave no usable answer: {type(error).__name__}")
        else:
            self._delay = _FIRST_DELAY
            return updates
        finally:
            stopping.cancel()
        return []

    async def _wait(self, reason: str, seconds: float | None = None) -> None:
        delay = seconds if seconds is not None else self._delay
        logger.warning("%s; trying again in %.0f s", reason, delay)
        self._delay = min(self._delay * 2, _LAST_DELAY)
        try:
            await asyncio.wait_for(self._stopping.wait(), delay)
        except TimeoutError:
            pass

    async def _handle(self, updates: list[Update]) -> None:
        tasks = [asyncio.ensure_future(self._dispatcher.feed_update(self._bot, update)) for update in updates]
        pending = set(tasks)
        stopping = asyncio.ensure_future(self._stopping.wait())
        try:
            while pending and not self._stopping.is_set():
                await asyncio.wait({*pending, stopping}, return_when=asyncio.FIRST_COMPLETED)
                pending = {task for task in tasks if not task.done()}
            if pending:
                logger.info("stopping: finishing %d answers", len(pending))
                _, left = await asyncio.wait(pending, timeout=self._stop_timeout)
                for task in left:
                    task.cancel()
        finally:
            stopping.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _confirm(self, offset: int) -> None:
        """Tell Telegram that everything before ``offset`` is done, so that a restart does not answer it again."""
        try:
            await self._bot.get_updates(offset=offset, timeout=0, limit=1, request_timeout=5)
        except (AiogramError, ValueError) as error:
            logger.warning("the last batch could not be confirmed: %s", type(error).__name__)


async def run(bot: Bot, dispatcher: Dispatcher, stop_timeout: float) -> None:
    """Publish the menu, poll until SIGINT or SIGTERM, close. Raises TokenRefusedError."""
    poller = Poller(bot, dispatcher, stop_timeout)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, poller.stop)
        except NotImplementedError:  # Windows
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(poller.stop))
    publishing = asyncio.ensure_future(menu.publish(bot))
    logger.info("polling")
    try:
        await poller.run()
    finally:
        publishing.cancel()
        await asyncio.gather(publishing, return_exceptions=True)
        await bot.session.close()
    logger.info("stopped")
