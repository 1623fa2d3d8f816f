"""The index of the whole base, built once."""

from __future__ import annotations

import pytest

from bot.assistant import Assistant
from bot.matching.index import Index


@pytest.fixture(scope="session")
def index(assistant: Assistant) -> Index:
    return assistant.index
