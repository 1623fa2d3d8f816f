"""Long polling that neither loses nor repeats an answer over a stop.

aiogram's own poller starts handlers as tasks that nobody awaits, and its next
getUpdates confirms them before they have answered. Here an update is confirmed
when it is handled to its end: while one takes long (a 429 of its chat), the
next getUpdates begins at that one again, and what comes with it anew is
handled beside it. On a stop those in hand are finished and confirmed before
the session closes; what is cut off then comes again after the start.
"""

from __future__ import annotations

import asyncio
import logging
import signal
from typing import Any

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

from bot.operations.health import Health
from bot.telegram import menu
from bot.telegram.seen import InHandError

logger = logging.getLogger(__name__)
#: Seconds that Telegram holds a getUpdates open while there is nothing.
LONG_POLL = 25
#: Seconds that the next getUpdates waits for the updates in hand: most are handled in a few milliseconds.
PATIENCE = 0.25
#: getUpdates, limit: no more than these from its offset on.
_FETCHED = 100
#: Answers that may be held up behind the offset; with more of them, all wait: memory has its bounds too.
_HELD_UP = 1_000
_FIRST_DELAY, _LAST_DELAY = 1.0, 30.0
#: Seconds without a 409 until the other process is thought to be gone: two pollers succeed by turns.
_QUIET = 60.0
#: Seconds until an update is tried again that another process took up and may have left behind.
_LEFT_BEHIND = 2.0
_CONFLICT = "another process polls with this token: stop it, or neither bot gets all the updates"


class TokenRefusedError(Exception):
    """Telegram does not know the token."""


class Poller:
    """Fetches updates, handles them side by side, and confirms those that are handled to their end."""

    def __init__(self, bot: Bot, dispatcher: Dispatcher, health: Health, stop_timeout: float) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._health = health
        self._stop_timeout = stop_timeout
        self._stopping = asyncio.Event()
        self._offset: int | None = None
        # What was taken up and is not confirmed yet, by update id, in the order of arrival.
        self._taken: dict[int, asyncio.Future[Any]] = {}
        # What is confirmed though it is in hand, see _leave_behind.
        self._late: set[asyncio.Future[Any]] = set()
        self._delay = _FIRST_DELAY
        # What is wrong with getUpdates, said once, and when it was so last, by the loop's clock.
        self._trouble = ""
        self._troubled_at = 0.0

    def stop(self) -> None:
        """Ask the poller to finish what is in hand and return."""
        self._health.stopping = True
        self._stopping.set()

    async def run(self) -> None:
        """Poll until ``stop``. Raises TokenRefusedError."""
        allowed = self._dispatcher.resolve_used_update_types()
        while not self._stopping.is_set():
            new = self._take(await self._fetch(allowed))
            await self._settle()
            if not new and len(self._taken) >= _FETCHED and len(self._late) < _HELD_UP:
                self._leave_behind()
            self._advance()
        await self._finish()
        if self._offset is not None:
            await self._confirm(self._offset)

    async def _fetch(self, allowed: list[str]) -> list[Update]:
        request = asyncio.ensure_future(
            self._bot.get_updates(
                offset=self._offset,
                timeout=0 if self._taken else LONG_POLL,
                allowed_updates=allowed,
                request_timeout=LONG_POLL + 15,
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
        except TelegramConflictError as error:
            if "webhook" in error.message.lower():
                await self._remove_webhook()
            else:
                await self._wait(_CONFLICT)
        except TelegramRetryAfter as error:
            await self._wait("Telegram asks to wait", error.retry_after)
        except TelegramNetworkError:
            await self._wait("Telegram cannot be reached")
        except TelegramAPIError as error:
            await self._wait(f"getUpdates failed: {type(error).__name__}")
        except (AiogramError, ValueError) as error:  # an answer that is no Bot API answer: a proxy's page, a cut reply
            await self._wait(f"getUpdates gave no usable answer: {type(error).__name__}")
        else:
            self._recovered()
            return updates
        finally:
            stopping.cancel()
        return []

    async def _wait(self, reason: str, seconds: float | None = None) -> None:
        delay = seconds if seconds is not None else self._delay
        log = logger.debug if reason == self._trouble else logger.warning  # once, not for hours
        log("%s; trying again, first in %.0f s", reason, delay)
        self._trouble, self._troubled_at = reason, asyncio.get_running_loop().time()
        self._delay = min(self._delay * 2, _LAST_DELAY)
        try:
            await asyncio.wait_for(self._stopping.wait(), delay)
        except TimeoutError:
            pass

    def _recovered(self) -> None:
        """Note that getUpdates was answered well; that another poller is gone is seen only after a while."""
        if not self._trouble:
            return
        quiet = _QUIET if self._trouble == _CONFLICT else 0.0
        if asyncio.get_running_loop().time() - self._troubled_at >= quiet:
            logger.info("Telegram sends updates again")
            self._trouble, self._delay = "", _FIRST_DELAY

    async def _remove_webhook(self) -> None:
        """Take updates by polling where replicas took them before; what waits there is kept."""
        try:
            await self._bot.delete_webhook(drop_pending_updates=False, request_timeout=15)
        except (AiogramError, ValueError) as error:
            await self._wait(f"a webhook is set for this token and could not be removed: {type(error).__name__}")
        else:
            logger.warning("a webhook was set for this token; it is removed, for WEBHOOK_URL is not set")

    def _take(self, updates: list[Update]) -> int:
        """Begin to handle the updates that are not in hand already; returns how many."""
        new = [update for update in updates if update.update_id not in self._taken]
        for update in new:
            self._taken[update.update_id] = asyncio.ensure_future(self._handle(update))
        return len(new)

    async def _handle(self, update: Update) -> None:
        while True:
            try:
                await self._dispatcher.feed_update(self._bot, update)
                return
            except InHandError:  # of a process that was killed, most likely; polling has one process at a time
                await asyncio.sleep(_LEFT_BEHIND)

    async def _settle(self) -> None:
        """Wait a little for what is in hand."""
        if pending := [task for task in self._taken.values() if not task.done()]:
            stopping = asyncio.ensure_future(self._stopping.wait())
            settled = asyncio.ensure_future(asyncio.wait(pending, timeout=PATIENCE))
            await asyncio.wait({settled, stopping}, return_when=asyncio.FIRST_COMPLETED)
            for task in (settled, stopping):
                task.cancel()
            await asyncio.gather(settled, stopping, return_exceptions=True)

    def _pending(self) -> list[asyncio.Future[Any]]:
        return [task for task in (*self._taken.values(), *self._late) if not task.done()]

    def _advance(self) -> None:
        """Let the next getUpdates begin at the first update that is not handled to its end, or behind the last."""
        stopping = self._stopping.is_set()
        unfinished = [
            number for number, task in self._taken.items() if not task.done() or (task.cancelled() and stopping)
        ]
        if unfinished:
            self._offset = min(unfinished)
            handled = [number for number in self._taken if number < self._offset]
        else:
            self._offset = next(reversed(self._taken)) + 1 if self._taken else self._offset
            handled = list(self._taken)
        for number in handled:
            task = self._taken.pop(number)
            error = None if task.cancelled() else task.exception()
            if error is not None:  # the guard lets none through: this arose around it
                logger.error("update %d: %s", number, type(error).__name__)

    def _leave_behind(self) -> None:
        """Let the offset pass what is in hand: a chat that Telegram holds up must not hold up everyone.

        getUpdates gives a hundred updates from its offset on, and these are all in hand or handled.
        """
        held = {number: task for number, task in self._taken.items() if not task.done()}
        if held:
            logger.warning("%d answers are held up; they are confirmed before they are sent", len(held))
        for number, task in held.items():
            self._late.add(task)
            task.add_done_callback(self._late.discard)
            handled = asyncio.get_running_loop().create_future()
            handled.set_result(None)
            self._taken[number] = handled

    async def _finish(self) -> None:
        """Finish what is in hand within the time for a stop; what is cut off is not confirmed and comes again."""
        if pending := self._pending():
            logger.info("stopping: finishing %d answers", len(pending))
            _, left = await asyncio.wait(pending, timeout=self._stop_timeout)
            for task in left:
                task.cancel()
            if left:
                logger.warning(
                    "stopping: %d answers are cut off; %d of them come again after the start",
                    len(left),
                    len(left - self._late),
                )
        await asyncio.gather(*self._taken.values(), *self._late, return_exceptions=True)
        self._advance()

    async def _confirm(self, offset: int) -> None:
        """Tell Telegram that everything before ``offset`` is done, so that a restart does not answer it again."""
        try:
            await self._bot.get_updates(offset=offset, timeout=0, limit=1, request_timeout=5)
        except (AiogramError, ValueError) as error:
            logger.warning("the last batch could not be confirmed: %s", type(error).__name__)


async def run(bot: Bot, dispatcher: Dispatcher, health: Health, stop_timeout: float) -> None:
    """Publish the menu, poll until SIGINT or SIGTERM, close. Raises TokenRefusedError."""
    poller = Poller(bot, dispatcher, health, stop_timeout)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, poller.stop)
        except NotImplementedError:  # Windows
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(poller.stop))
    publishing = asyncio.ensure_future(menu.publish(bot, dispatcher["admins"]))
    logger.info("polling")
    try:
        await poller.run()
    finally:
        publishing.cancel()
        await asyncio.gather(publishing, return_exceptions=True)
        await bot.session.close()
    logger.info("stopped")
