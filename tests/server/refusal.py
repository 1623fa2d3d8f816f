"""How the server says no."""

from __future__ import annotations


class RefusedError(Exception):
    """A 400 with Telegram's description."""
