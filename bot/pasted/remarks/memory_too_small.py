"""A limit of memory below Docker's least: mostly a forgotten letter."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import code, placed
from bot.pasted.values.size import LEAST_MEMORY, parse_size

ID = "memory-too-small"
SEVERITY: Severity = "fault"
KIND: Kind = "command"
TRIGGERS = ("docker run -m 512 nginx",)
NEAR_MISS = ("docker run -m 512m nginx", "docker run -m 0 nginx")


def check(script: Script) -> Iterator[Remark]:
    """A limit of memory below Docker's least: mostly a forgotten letter."""
    for invocation in script.invocations:
        for use in invocation.uses("memory", "memory-reservation"):
            size = parse_size(use.value or "")
            if size is not None and 0 < size < LEAST_MEMORY:
                yield placed(
                    script,
                    ID,
                    SEVERITY,
                    use.start,
                    Text(
                        ru=f"{code(use.value or '')} — меньше 6 МиБ, Docker откажет; число без буквы — это байты",
                        en=f"{code(use.value or '')} is below 6 MiB, Docker refuses; without a letter it means bytes",
                    ),
                    Text(ru="добавьте букву: 512m, 1g", en="add a letter: 512m, 1g"),
                )
