"""Shapes of output and filters: ``--format '{{.Names}}'``, ``--filter status=exited``, ``--progress``."""

from __future__ import annotations

import re

from bot.knowledge.entry import Text

_FIELD = re.compile(r"\{\{-?[^{}]{0,200}?\.([A-Za-z][\w.]{0,100})[^{}]{0,200}?-?\}\}")
_FILTERS = {
    "status": ("состояние", "state"),
    "name": ("имя содержит", "name contains"),
    "label": ("метка", "label"),
    "ancestor": ("создан из образа", "made from the image"),
    "dangling": ("без имени и не нужны", "untagged and unused"),
    "until": ("старше", "older than"),
    "since": ("создан после", "created after"),
    "before": ("создан раньше", "created before"),
    "exited": ("код выхода", "exit code"),
    "volume": ("с томом", "with the volume"),
    "network": ("в сети", "in the network"),
    "publish": ("с портом", "with the port"),
    "health": ("здоровье", "health"),
    "reference": ("имя образа по образцу", "image name like"),
    "driver": ("драйвер", "driver"),
    "id": ("ID начинается с", "ID begins with"),
    "type": ("вид", "type"),
    "event": ("событие", "event"),
    "container": ("контейнер", "container"),
    "image": ("образ", "image"),
}


def explain_template(value: str) -> Text | None:
    """What a Go template or a named format prints."""
    plain = value.strip().strip("\"'")
    if plain == "json" or re.fullmatch(r"\{\{\s*json\s+\.\s*\}\}", plain):
        return Text(ru="всё как JSON", en="everything as JSON")
    if plain == "table":
        return Text(ru="обычная таблица", en="the usual table")
    if plain in ("yaml", "pretty", "raw"):
        return Text(ru=f"вид {plain}", en=f"as {plain}")
    fields = _FIELD.findall(plain)
    if not fields:
        return None
    shown = ", ".join(dict.fromkeys(fields))
    if plain.startswith("table"):
        return Text(ru=f"таблица из столбцов {shown}", en=f"a table of {shown}")
    as_json = "json" in plain
    return Text(
        ru=f"только {shown}" + (" как JSON" if as_json else ""), en=f"{shown} only" + (" as JSON" if as_json else "")
    )


def explain_filter(value: str) -> Text | None:
    """``KEY=VALUE`` of --filter."""
    key, equals, content = value.partition("=")
    if not equals:
        return None
    negated = key.endswith("!")
    known = _FILTERS.get(key.rstrip("!"))
    if key == "dangling":
        if content.lower() in ("true", "1"):
            return Text(
                ru="только ничейные: без тега или ни кем не занятые", en="dangling ones only: untagged or unused"
            )
        return Text(ru="без ничейных", en="without dangling ones")
    if known is None:
        return None
    sign = ("не ", "not ") if negated else ("", "")
    return Text(ru=f"{known[0]} {sign[0]}{content}", en=f"{known[1]} {sign[1]}{content}")


def explain_label(value: str) -> Text | None:
    """``KEY=VALUE`` of --label."""
    key, equals, content = value.partition("=")
    if not equals:
        return Text(ru=f"{key} без значения", en=f"{key} without a value")
    return Text(ru=f"{key} = {content[:60]}", en=f"{key} = {content[:60]}")
