"""Links into the bot: t.me/<bot>?start=<entry id> opens an entry, and sharing passes that link on."""

from __future__ import annotations

import re
from urllib.parse import quote

from bot.telegram.limits import START_PARAMETER_LENGTH

#: The start parameter that opens the menu, for links that lead to no entry.
MENU = "menu"
_PARAMETER = re.compile(rf"[A-Za-z0-9_-]{{1,{START_PARAMETER_LENGTH}}}")


def deep_link(username: str, entry: str) -> str:
    """The link that opens an entry. Raises ValueError for an id that Telegram does not take."""
    if not _PARAMETER.fullmatch(entry):
        raise ValueError(f"{entry!r} is no start parameter")
    return f"https://t.me/{username}?start={entry}"


def share_link(username: str, entry: str, title: str) -> str:
    """The link that lets a person choose to whom to send an entry's deep link."""
    return f"https://t.me/share/url?url={quote(deep_link(username, entry), safe='')}&text={quote(title, safe='')}"
