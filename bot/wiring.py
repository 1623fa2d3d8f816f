"""The only place that constructs and connects; nothing is made at import."""

from __future__ import annotations

from pathlib import Path

from bot.assistant import Assistant
from bot.knowledge.base import default_folder, load_base
from bot.matching.weights import load_weights


def make_assistant(folder: Path | None = None) -> Assistant:
    """Load the knowledge base and index it. Raises KnowledgeError."""
    return Assistant(load_base(folder or default_folder()), load_weights())
