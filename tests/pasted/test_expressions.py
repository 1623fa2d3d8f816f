"""The regular expressions that read pastes are judged by the rule for the base's own: none can run away."""

from __future__ import annotations

import re
from importlib import import_module
from types import ModuleType

import pytest

from bot.knowledge.check.patterns import runaway

MODULES = [
    "bot.text.noise",
    "bot.text.masking",
    "bot.pasted.columns",
    "bot.pasted.container_state",
    "bot.pasted.diagnosis",
    "bot.pasted.error",
    "bot.pasted.fences",
    "bot.pasted.inspection",
    "bot.pasted.line_kinds",
    "bot.pasted.nearest_errors",
    "bot.pasted.recognize",
    "bot.pasted.report",
    "bot.pasted.table",
]


def patterns(module: ModuleType) -> list[tuple[str, str]]:
    return [(name, value.pattern) for name, value in vars(module).items() if isinstance(value, re.Pattern)]


@pytest.mark.parametrize("name", MODULES)
def test_no_expression_can_run_away(name: str) -> None:
    found = {label: reason for label, pattern in patterns(import_module(name)) if (reason := runaway(pattern))}
    assert not found
