"""Which updates were taken up: the same one may come again, from a proxy, after a lost answer, to another replica."""

from __future__ import annotations

from typing import Protocol

from cachetools import TTLCache

#: Telegram keeps an update for a day; ids begin anew, at random, after a week without one.
LIFETIME = 24 * 3600.0
_UPDATES = 10_000


class InHandError(Exception):
    """An update is being handled by another replica; whether it is to be handled again is not known yet."""


class Seen(Protocol):
    """The updates that were taken up lately. lease: seconds after which a claim lapses unless renewed; None: never."""

    lease: float | None

    async def claim(self, update: int) -> bool:
        """Take an update up; False if that was done before and not given back. Raises InHandError."""

    async def renew(self, update: int) -> None:
        """Tell that an update is still in hand."""

    async def done(self, update: int) -> None:
        """Note that an update was handled to its end."""

    async def release(self, update: int) -> None:
        """Give an update back that was not handled to its end, so that it is taken up when it comes again."""


class MemorySeen:
    """The updates that this process took up."""

    lease: float | None = None

    def __init__(self) -> None:
        self._updates: TTLCache[int, None] = TTLCache(_UPDATES, LIFETIME)

    async def claim(self, update: int) -> bool:
        """See ``Seen``."""
        if update in self._updates:
            return False
        self._updates[update] = None
        return True

    async def renew(self, update: int) -> None:
        """See ``Seen``."""

    async def done(self, update: int) -> None:
        """See ``Seen``."""

    async def release(self, update: int) -> None:
        """See ``Seen``."""
        self._updates.pop(update, None)
