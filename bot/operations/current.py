"""The assistant of now: one reference, which a reload swaps whole."""

from __future__ import annotations

from bot.assistant import Assistant


class Current:
    """Holds the assistant that answers.

    Whoever answers reads ``assistant`` once for an update and keeps to it: an update is answered from one base
    though a reload swaps it meanwhile.
    """

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant
