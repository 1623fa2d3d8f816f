"""Devices and limits: ``--device /dev/x:/dev/y:r``, ``--gpus all``, ``--cpus 1.5``, ``--ulimit nofile=1024:2048``."""

from __future__ import annotations

import re

from bot.knowledge.entry import Text

_RIGHTS = {"r": ("чтение", "read"), "w": ("запись", "write"), "m": ("создание узлов", "make nodes")}


def explain_device(value: str) -> Text | None:
    """``HOST[:CONTAINER][:PERMISSIONS]``."""
    if not value.startswith("/"):
        return None
    host, _, rest = value.partition(":")
    inside, _, rights = rest.partition(":")
    if inside and set(inside) <= set("rwm"):
        inside, rights = "", inside
    words = [_RIGHTS[letter] for letter in rights if letter in _RIGHTS]
    ru = f"устройство хоста {host}" + (f" как {inside}" if inside and inside != host else "")
    en = f"the host's device {host}" + (f" as {inside}" if inside and inside != host else "")
    if words:
        ru += ": " + ", ".join(word[0] for word in words)
        en += ": " + ", ".join(word[1] for word in words)
    return Text(ru=ru, en=en)


def explain_gpus(value: str) -> Text:
    """``all``, a number, or ``device=0,1``."""
    plain = value.strip("\"'")
    if plain == "all":
        return Text(ru="все видеокарты", en="all GPUs")
    if plain.isdigit():
        return Text(ru=f"видеокарт: {plain}", en=f"{plain} GPU(s)")
    if match := re.search(r"device=([\w,:-]{1,200})", plain):
        return Text(ru=f"видеокарты {match[1]}", en=f"the GPUs {match[1]}")
    return Text(ru=f"видеокарты по условию {plain}", en=f"GPUs by {plain}")


def explain_cpus(value: str) -> Text | None:
    """``1.5`` processors at most."""
    try:
        number = float(value)
    except ValueError:
        return None
    if not 0 < number < 10_000:
        return None
    return Text(ru=f"не больше {number:g} ядра процессора", en=f"at most {number:g} processor core(s)")


def explain_cpuset(value: str) -> Text | None:
    """``0-3`` or ``0,1``: which cores."""
    if not re.fullmatch(r"[\d,-]{1,100}", value):
        return None
    return Text(ru=f"только ядра {value}", en=f"the cores {value} only")


def explain_ulimit(value: str) -> Text | None:
    """``NAME=SOFT[:HARD]``."""
    names = {
        "nofile": ("открытых файлов", "open files"),
        "nproc": ("процессов", "processes"),
        "memlock": ("закреплённой памяти", "locked memory"),
        "core": ("дампа памяти", "core dump"),
        "stack": ("стека", "stack"),
    }
    name, equals, limits = value.partition("=")
    if not equals:
        return None
    soft, _, hard = limits.partition(":")
    soft, hard = ("∞" if limit == "-1" else limit for limit in (soft, hard))
    russian, english = names.get(name, (name, name))
    if not hard or hard == soft:
        return Text(ru=f"предел {russian}: {soft}", en=f"limit of {english}: {soft}")
    return Text(
        ru=f"предел {russian}: мягкий {soft}, жёсткий {hard}", en=f"limit of {english}: soft {soft}, hard {hard}"
    )
