"""How much a person or a group may have in a minute: a protocol that replicas can share; here in memory."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, Protocol

from cachetools import TTLCache

#: Seconds to which a limit applies.
WINDOW = 60.0
_KEYS = 8_000
#: Served; or told, the first time beyond the limit; or silent.
Verdict = Literal["served", "told", "silent"]
#: A verdict, and the seconds until there is more.
Taken = tuple[Verdict, int]
NO_LIMIT: Taken = ("served", 0)


@dataclass(slots=True)
class _Past:
    """When a key was served within the window, and whether it was told to wait."""

    served: list[float] = field(default_factory=list)  # few; a deque has room for 64 at once
    told: bool = False


class Allowance(Protocol):
    """How much each key may still have within a sliding window."""

    async def take(self, key: int) -> Taken:
        """Use one up; gives the verdict, and the seconds until there is more."""


class MemoryAllowance:
    """Allowances in this process's memory."""

    def __init__(self, limit: int, window: float = WINDOW, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit = limit
        self._window = window
        self._clock = clock
        self._past: TTLCache[int, _Past] = TTLCache(_KEYS, window, timer=clock)

    async def take(self, key: int) -> Taken:
        """See ``Allowance``."""
        now = self._clock()
        past = self._past.get(key) or _Past()
        while past.served and past.served[0] <= now - self._window:
            past.served.pop(0)
        if len(past.served) < self._limit:
            past.served.append(now)
            past.told = False
            self._past[key] = past  # anew, so that it lives for a window from now
            return "served", 0
        wait = max(1, math.ceil(past.served[0] + self._window - now))
        if past.told:
            return "silent", wait
        past.told = True
        return "told", wait
