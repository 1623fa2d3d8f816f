"""Which updates some replica took up.

A replica claims an update before it handles it, for a short time that it renews while it works, and notes at the end
that it is done. Delivered again meanwhile, the update is sent back (Telegram brings it once more, by when it is done
or free); delivered afterwards, it is passed over. Where a replica dies at work its claim lapses, and the next
delivery is handled: an answer is never lost. It is given twice only where a replica dies between sending it and
noting so, or where Redis was away in between; Telegram knows no way to exclude that.
"""

from __future__ import annotations

import secrets

from bot.telegram.seen import LIFETIME, InHandError, MemorySeen
from bot.telegram.shared.connection import AwayError, Connection

#: Seconds until the claim of a replica that died lapses; one at work renews it three times in that.
LEASE = 15.0
_DONE = "done"
#: Keys: the update. Arguments: the replica, then ms to renew it for, or nothing to let it go. Only its own claim.
_OWN = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
if ARGV[2] == '' then return redis.call('DEL', KEYS[1]) end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])
"""


class SharedSeen:
    """The updates that any replica took up, in Redis; while that is away, those that this one took up."""

    def __init__(self, connection: Connection, lease: float = LEASE) -> None:
        self._connection = connection
        self.lease: float | None = lease
        self._milliseconds = int(lease * 1000)
        self._replica = secrets.token_hex(8)
        self._own = MemorySeen()
        self._only_own = connection.client.register_script(_OWN)

    async def claim(self, update: int) -> bool:
        """See ``Seen``."""
        name = self._name(update)
        if not await self._own.claim(update):
            return False
        try:
            for _ in range(2):  # a claim may lapse between the two questions
                if await self._connection.reach(
                    lambda: self._connection.client.set(name, self._replica, nx=True, px=self._milliseconds)
                ):
                    return True
                found = await self._connection.reach(lambda: self._connection.client.get(name))
                if found == _DONE:
                    return False  # and this replica remembers it too
                if found is not None:
                    break
        except AwayError:
            return True
        await self._own.release(update)
        raise InHandError

    async def renew(self, update: int) -> None:
        """See ``Seen``."""
        await self._if_own(update, str(self._milliseconds))

    async def done(self, update: int) -> None:
        """See ``Seen``."""
        name = self._name(update)
        try:
            await self._connection.reach(lambda: self._connection.client.set(name, _DONE, ex=int(LIFETIME)))
        except AwayError:
            pass

    async def release(self, update: int) -> None:
        """See ``Seen``."""
        await self._own.release(update)
        await self._if_own(update, "")

    async def _if_own(self, update: int, milliseconds: str) -> None:
        name = self._name(update)
        try:
            await self._connection.reach(lambda: self._only_own(keys=[name], args=[self._replica, milliseconds]))
        except AwayError:
            pass

    def _name(self, update: int) -> str:
        return self._connection.key("seen", update)
