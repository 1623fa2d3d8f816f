"""The update in hand: a name for the log's lines, and when it came; each task of an update finds its own."""

from __future__ import annotations

import secrets
import time
from contextvars import ContextVar
from dataclasses import dataclass, field


@dataclass(slots=True)
class Request:
    """An update on its way. came: seconds of a monotonic clock. replied: whether something was sent for it."""

    name: str = field(default_factory=lambda: secrets.token_hex(4))
    came: float = field(default_factory=time.perf_counter)
    replied: bool = False


#: None outside of an update.
REQUEST: ContextVar[Request | None] = ContextVar("request", default=None)
