"""What Telegram may answer to a call, as named outcomes: noted, not raised."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from enum import StrEnum
from typing import TypeVar

from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
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
    """Why a call had no result."""

    BLOCKED = "blocked by the user, or no right to write"
    GONE = "the chat or the message is gone"
    NOT_MODIFIED = "message is not modified"
    QUERY_TOO_OLD = "query is too old"
    REFUSED = "refused by Telegram"
    UNREACHABLE = "Telegram cannot be reached"


def name(error: TelegramAPIError) -> Outcome:
    """The outcome that an error of the Bot API stands for."""
    message = error.message.lower()
    if isinstance(error, TelegramForbiddenError) or "not enough rights" in message or "have no rights" in message:
        return Outcome.BLOCKED
    if "message is not modified" in message:
        return Outcome.NOT_MODIFIED
    if "query is too old" in message or "query id is invalid" in message:
        return Outcome.QUERY_TOO_OLD
    if isinstance(error, TelegramNotFound) or "not found" in message:
        return Outcome.GONE
    if isinstance(error, TelegramNetworkError | TelegramServerError | TelegramRetryAfter):
        return Outcome.UNREACHABLE
    return Outcome.REFUSED


async def call(make: Callable[[], Awaitable[T]]) -> T | None:
    """Make a call, waiting out a 429 and short failures; a final failure is logged by name and gives None."""
    delay = 0.5
    for attempt in range(_ATTEMPTS):
        try:
            return await make()
        except TelegramRetryAfter as error:
            if error.retry_after > MAX_RETRY_AFTER:
                logger.warning("call given up: retry after %s s", error.retry_after)
                return None
            await asyncio.sleep(error.retry_after)
        except (TelegramNetworkError, TelegramServerError, ClientDecodeError):
            if attempt == _ATTEMPTS - 1:
                logger.warning("call given up: %s", Outcome.UNREACHABLE)
                return None
            await asyncio.sleep(delay)
            delay *= 2
        except TelegramBadRequest as error:
            outcome = name(error)
            log = logger.error if outcome is Outcome.REFUSED else logger.info
            log("call refused: %s (%s)", outcome, error.message)
            return None
        except TelegramAPIError as error:
            logger.info("call refused: %s", name(error))
            return None
    return None
