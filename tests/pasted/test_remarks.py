"""Remarks: one fault a file; each is raised by its paste and not by its near miss."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import bot.pasted
from bot.knowledge.check.patterns import runaway
from bot.pasted.explain import Explainer
from bot.pasted.model import SEVERITIES, Piece
from bot.pasted.remarks import Rule, registry, rules

RULES = rules()


def found(explainer: Explainer, rule: Rule, paste: str) -> set[str]:
    explanation = explainer.explain_piece(Piece(rule.kind, 0, len(paste), paste, 1.0))
    assert explanation
    return {remark.id for remark in explanation.remarks}


@pytest.mark.parametrize(
    ("rule", "paste"),
    [pytest.param(rule, paste, id=f"{rule.id}-{n}") for rule in RULES for n, paste in enumerate(rule.triggers)],
)
def test_its_paste_raises_it(explainer: Explainer, rule: Rule, paste: str) -> None:
    assert rule.id in found(explainer, rule, paste)


@pytest.mark.parametrize(
    ("rule", "paste"),
    [pytest.param(rule, paste, id=f"{rule.id}-{n}") for rule in RULES for n, paste in enumerate(rule.near_misses)],
)
def test_its_near_miss_does_not(explainer: Explainer, rule: Rule, paste: str) -> None:
    assert rule.id not in found(explainer, rule, paste)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.module.rpartition(".")[2])
def test_the_file_is_named_after_the_fault(rule: Rule) -> None:
    assert rule.module.rpartition(".")[2] == rule.id.replace("-", "_")
    assert rule.triggers
    assert rule.near_misses
    assert rule.severity in SEVERITIES


def test_rules_come_most_severe_first() -> None:
    order = [SEVERITIES.index(rule.severity) for rule in registry("command")]
    assert order == sorted(order)
    assert {rule.kind for rule in registry("command")} == {"command"}


#: Modules whose expressions meet a paste; rules and values besides.
READERS = (
    "shell",
    "reading",
    "after_image",
    "slips",
    "invocation",
    "concealment",
    "compose_emit",
    "compose_words",
    "service_run",
    "convert",
    "presentation",
)


def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    return [
        (f"{info.name}.{name}", value)
        for info in pkgutil.walk_packages(bot.pasted.__path__, "bot.pasted.")
        for name, value in vars(importlib.import_module(info.name)).items()
        if isinstance(value, re.Pattern)
        and info.name.removeprefix("bot.pasted.").startswith((*READERS, "values.", "remarks."))
    ]


@pytest.mark.parametrize(("name", "pattern"), _patterns(), ids=lambda value: value if isinstance(value, str) else "")
def test_no_pattern_can_run_away(name: str, pattern: re.Pattern[str]) -> None:
    assert runaway(pattern.pattern) is None
