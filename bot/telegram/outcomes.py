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
_ATTEMPTS = 5


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
    """Make a call, waiting out a 429 and short failures; a final failure is logged by name."""
    delay = 0.5
    for number in range(_ATTEMPTS):
        last = number == _ATTEMPTS - 1
        try:
            return Result(await make(), Outcome.DONE)
        except TelegramRetryAfter as error:
            if last or error.retry_after > MAX_RETRY_AFTER:
                logger.warning("call given up: retry after %s s", error.retry_after)
                break
            await asyncio.sleep(error.retry_after)
        except (TelegramNetworkError, TelegramServerError, ClientDecodeError):
            if last:
                logger.warning("call given up: %s", Outcome.UNREACHABLE)
                break
            await asyncio.sleep(delay)
            delay *= 2
        except TelegramAPIError as error:
            outcome = name(error)
            log = logger.error if outcome is Outcome.REFUSED else logger.info
            log("call refused: %s (%s)", outcome, error.message)
            return Result(None, outcome)
    return Result(None, Outcome.UNREACHABLE)


async def call(make: Callable[[], Awaitable[T]]) -> T | None:
    """``attempt`` for those who need not know why there is no value."""
    return (await attempt(make)).value
