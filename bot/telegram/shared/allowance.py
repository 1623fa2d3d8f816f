"""Limits that hold over all replicas together."""

from __future__ import annotations

import math
import secrets
from typing import cast

from bot.telegram.allowance import WINDOW, MemoryAllowance, Taken, Verdict
from bot.telegram.shared.connection import AwayError, Connection

#: Keys: when a key was served, whether it was told. Arguments: limit, window in µs, a name for this time.
#: The clock is the server's: those of replicas differ. Returns a verdict and the µs until there is more.
_TAKE = """
local now = redis.call('TIME')
now = now[1] * 1000000 + now[2]
local window = tonumber(ARGV[2])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now - window))
if redis.call('ZCARD', KEYS[1]) < tonumber(ARGV[1]) then
  redis.call('ZADD', KEYS[1], string.format('%.0f', now), ARGV[3])
  redis.call('PEXPIRE', KEYS[1], math.ceil(window / 1000))
  redis.call('DEL', KEYS[2])
  return {'served', 0}
end
local wait = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')[2] + window - now
local told = redis.call('SET', KEYS[2], 1, 'NX', 'PX', math.ceil(window / 1000))
return {told and 'told' or 'silent', string.format('%.0f', wait)}
"""


class SharedAllowance:
    """An Allowance in Redis; while that is away, this replica's own. ``kind`` tells users from groups."""

    def __init__(self, connection: Connection, kind: str, limit: int, window: float = WINDOW) -> None:
        self._connection = connection
        self._kind = kind
        self._limit = limit
        self._window = window
        self._own = MemoryAllowance(limit, window)
        self._take = connection.client.register_script(_TAKE)

    async def take(self, key: int) -> Taken:
        """See ``Allowance``."""
        name = self._connection.key("allowance", self._kind, key)
        arguments = [self._limit, int(self._window * 1_000_000), secrets.token_hex(8)]
        try:
            verdict, wait = await self._connection.reach(
                lambda: self._take(keys=[name, f"{name}:told"], args=arguments)
            )
        except AwayError:
            return await self._own.take(key)
        if verdict == "served":
            return "served", 0
        return cast("Verdict", verdict), max(1, math.ceil(int(wait) / 1_000_000))
