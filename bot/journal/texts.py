"""What is kept of a question, whatever keeps it (masked, cut, storable), and what it is grouped by."""

from __future__ import annotations

from bot.text import normalize
from bot.text.masking import mask

#: Characters of a question that are kept: Telegram's own limit for a text message. A pasted file is cut.
TEXT_LENGTH = 4096
#: Longer texts are pastes; what groups them is their beginning.
_NORMALIZED_LENGTH = 300


def kept(text: str) -> str:
    """A question as it is kept: secrets masked (also one at the cut), a lone surrogate as a question mark."""
    return mask(text[: 2 * TEXT_LENGTH]).encode("utf-8", "replace").decode("utf-8")[:TEXT_LENGTH]


def normalized(text: str | None) -> str:
    """What questions are grouped by: their words in lower case, without punctuation; empty where there are none."""
    return " ".join(normalize.words(normalize.fold(text or "")))[:_NORMALIZED_LENGTH]
