"""What Telegram may answer to a call, as named outcomes: noted, not raised."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
)

from bot.telegram.limits import MAX_RETRY_AFTER

logger = logging.getLogger(__name__)
T = TypeVar("T")
#: Seconds for which Telegram may go on failing: what it cannot do for that long, it will not do for this message.
_SERVER_PATIENCE = 30.0
_FIRST_DELAY, _LAST_DELAY = 0.5, 5.0


class Outcome(StrEnum):
    """What became of a call."""

    DONE = "done"
    BLOCKED = "blocked by the user, or no right to write"
    GONE = "the chat or the message is gone"
    NOT_MODIFIED = "message is not modified"
    NOT_EDITABLE = "the message cannot be edited"
    QUERY_TOO_OLD = "query is too old"
    NO_SUCH_METHOD = "the server does not know the method"
    REFUSED = "refused by Telegram"
    UNREACHABLE = "Telegram cannot be reached"


@dataclass(frozen=True, slots=True)
class Result(Generic[T]):
    """A call's value, or None and the reason."""

    value: T | None
    outcome: Outcome


#: What Telegram's descriptions say, in the order in which they are looked for.
_SAYINGS: tuple[tuple[str, Outcome], ...] = (
    ("message is not modified", Outcome.NOT_MODIFIED),
    ("query is too old", Outcome.QUERY_TOO_OLD),
    ("query id is invalid", Outcome.QUERY_TOO_OLD),
    ("message can't be edited", Outcome.NOT_EDITABLE),
    ("there is no text in the message to edit", Outcome.NOT_EDITABLE),
    ("not enough rights", Outcome.BLOCKED),
    ("have no rights", Outcome.BLOCKED),
    ("need administrator rights", Outcome.BLOCKED),
    ("chat_write_forbidden", Outcome.BLOCKED),
    ("topic_closed", Outcome.BLOCKED),
    ("method not found", Outcome.NO_SUCH_METHOD),
    ("not found", Outcome.GONE),
    ("group chat was deactivated", Outcome.GONE),
)


def name(error: TelegramAPIError) -> Outcome:
    """The outcome that an error of the Bot API stands for."""
    message = error.message.lower()
    if isinstance(error, TelegramForbiddenError):
        return Outcome.BLOCKED
    for saying, outcome in _SAYINGS:
        if saying in message:
            return outcome
    if isinstance(error, TelegramNotFound | TelegramMigrateToChat):
        return Outcome.GONE
    if isinstance(error, TelegramNetworkError | TelegramServerError | TelegramRetryAfter):
        return Outcome.UNREACHABLE
    return Outcome.REFUSED


async def attempt(make: Callable[[], Awaitable[T]]) -> Result[T]:
    """Make a call, waiting out a 429 and a network that is gone for a while; a final failure is logged by name.

    An answer that is given up is lost: the update is confirmed when it was handled.
    """
    loop, delay = asyncio.get_running_loop(), _FIRST_DELAY
    failed_at: float | None = None
    while True:
        try:
            return Result(await make(), Outcome.DONE)
        except TelegramRetryAfter as error:
            wait, patience, reason = float(error.retry_after), float(MAX_RETRY_AFTER), f"wait {error.retry_after} s"
        except TelegramNetworkError:
            wait, patience, reason = delay, float(MAX_RETRY_AFTER), str(Outcome.UNREACHABLE)
        except (TelegramServerError, ClientDecodeError) as error:
            wait, patience, reason = delay, _SERVER_PATIENCE, type(error).__name__
        except TelegramAPIError as error:
            outcome = name(error)
            log = logger.error if outcome is Outcome.REFUSED else logger.info
            log("call refused: %s (%s)", outcome, error.message)
            return Result(None, outcome)
        now = loop.time()
        failed_at = now if failed_at is None else failed_at
        if now + wait > failed_at + patience:
            logger.warning("call given up: %s", reason)
            return Result(None, Outcome.UNREACHABLE)
        await asyncio.sleep(wait)
        delay = min(delay * 2, _LAST_DELAY)


async def call(make: Callable[[], Awaitable[T]]) -> T | None:
    """``attempt`` for those who need not know why there is no value."""
    return (await attempt(make)).value
