from __future__ import annotations

import pytest

from bot.assistant import Assistant
from bot.pasted.explain import Explainer


@pytest.fixture(scope="session")
def explainer(assistant: Assistant) -> Explainer:
    return assistant.explainer
