"""Remarks on a paste: one fault, danger or advice a file.

A module of this package is a rule. It has

- ``ID``: names the fault (``unpinned-image``); the file has the same name with underscores.
- ``SEVERITY``: danger, fault or advice. ``KIND``: the kind of paste that it judges (command, compose, dockerfile).
- ``check(subject) -> Iterator[Remark]``: what it finds; the subject is the parsed paste of that kind
  (for ``command`` a :class:`bot.pasted.invocation.Script`).
- ``TRIGGERS``: a paste, or several, that must trigger it. ``NEAR_MISS``: a paste, or several, that must not.

A new rule is one new file: nothing is registered by hand. Modules whose name begins with ``_`` are no rules.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from itertools import islice
from types import ModuleType
from typing import Any

from bot.knowledge.entry import Text
from bot.pasted.model import SEVERITIES, Kind, Remark, Severity
from bot.text.masking import mask

#: A reader does not want more of one kind, and a paste of a single fault, repeated, must not take long.
MOST = 25


@dataclass(frozen=True, slots=True)
class Rule:
    """One module of this package as a value."""

    id: str
    severity: Severity
    kind: Kind
    check: Callable[[Any], Iterator[Remark]]
    triggers: tuple[str, ...]
    near_misses: tuple[str, ...]
    module: str


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, the most severe first, then by id. Modules are imported once, at the first call."""
    names = sorted(item.name for item in pkgutil.iter_modules(__path__) if not item.name.startswith("_"))
    found = [_rule(import_module(f"{__name__}.{name}")) for name in names]
    return tuple(sorted(found, key=lambda rule: (SEVERITIES.index(rule.severity), rule.id)))


@cache
def registry(kind: Kind) -> tuple[Rule, ...]:
    """The rules for a kind of paste, the most severe first, then by id."""
    return tuple(rule for rule in rules() if rule.kind == kind)


def judge(kind: Kind, subject: object) -> tuple[Remark, ...]:
    """What the rules of a kind find in a parsed paste: by severity, then by line; at most ``MOST`` remarks a rule."""
    found = (remark for rule in registry(kind) for remark in islice(rule.check(subject), MOST))
    return tuple(sorted(found, key=lambda remark: (SEVERITIES.index(remark.severity), remark.line or 0)))


def mended_caption(left: Iterable[Remark]) -> Text:
    """What stands above a mended file; among the remarks may be faults that only its author can mend."""
    if any(remark.severity != "advice" and remark.fixed is None for remark in left):
        return Text(
            ru="Исправлено то, что можно без вас; остальное — в замечаниях",
            en="What could be mended without you; for the rest see the remarks",
        )
    return Text(ru="Исправленный файл", en="The file mended")


def masked(remark: Remark) -> Remark:
    """The remark without the secrets of the paste that its words and its mended lines quote."""
    return replace(
        remark,
        says=_masked(remark.says),
        mend=remark.mend and _masked(remark.mend),
        fixed=mask(remark.fixed) if remark.fixed is not None else None,
    )


def _masked(text: Text) -> Text:
    return Text(ru=mask(text.ru), en=mask(text.en))


def _rule(module: ModuleType) -> Rule:
    return Rule(
        id=module.ID,
        severity=module.SEVERITY,
        kind=module.KIND,
        check=module.check,
        triggers=_pastes(module.TRIGGERS),
        near_misses=_pastes(module.NEAR_MISS),
        module=module.__name__,
    )


def _pastes(pastes: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (pastes,) if isinstance(pastes, str) else tuple(pastes)
