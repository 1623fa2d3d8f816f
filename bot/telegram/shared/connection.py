"""The one connection of a replica to what all of them share."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import redis.asyncio
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)
T = TypeVar("T")

#: Seconds to wait for a connection or an answer; an update waits for it, so it is short.
_PATIENCE = 1.0
#: Seconds for which nothing is tried after a failure: an update waits once, not at each of its steps.
_TRY_AGAIN_AFTER = 1.0
#: At most so often is it said that Redis is away or back.
_QUIET = 60.0


class AwayError(Exception):
    """Redis cannot be used just now; it was logged."""


class Connection:
    """Keys of one bot in a Redis or Valkey server at ``url``; ``bot`` is the bot's id, so that two can share a server.

    Raises ValueError for a URL that is none.
    """

    def __init__(self, url: str, bot: str) -> None:
        # Any: redis-py types its answers for all its settings at once, bytes and tuples among them.
        self.client: Any = redis.asyncio.Redis.from_url(
            url,
            decode_responses=True,
            socket_connect_timeout=_PATIENCE,
            socket_timeout=_PATIENCE,
            health_check_interval=30,
            # A connection that a restart cut is made anew; what was not answered in time is not sent again.
            retry=Retry(NoBackoff(), 1, supported_errors=(redis.exceptions.ConnectionError,)),
        )
        self._prefix = f"companion:{bot}:"
        self._away_until = 0.0
        self._away = False
        self._said_at = -_QUIET

    def key(self, *parts: object) -> str:
        """A key of this bot's."""
        return self._prefix + ":".join(map(str, parts))

    async def reach(self, action: Callable[[], Awaitable[T]]) -> T:
        """Do something with the server. Raises AwayError, at once where it failed a moment ago."""
        if time.monotonic() < self._away_until:
            raise AwayError
        try:
            result = await action()
        except (TimeoutError, RedisError, OSError) as error:
            self._away_until = time.monotonic() + _TRY_AGAIN_AFTER
            self._say(away=True, why=type(error).__name__)
            raise AwayError from error
        self._say(away=False)
        return result

    async def close(self) -> None:
        """Let the connections go."""
        try:
            await self.client.aclose()
        except (RedisError, OSError):
            pass

    def _say(self, *, away: bool, why: str = "") -> None:
        if away == self._away:
            return
        self._away = away
        if away and time.monotonic() - self._said_at >= _QUIET:
            self._said_at = time.monotonic()
            logger.warning("redis: away (%s); this replica remembers by itself meanwhile, answers go on", why)
        elif not away:
            logger.info("redis: shared memory is used again")
