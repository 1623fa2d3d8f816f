"""COPY --from a stage that is not there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.knowledge.grammar import nearest
from bot.pasted.dockerfile_parser import Dockerfile, Instruction
from bot.pasted.model import Kind, Remark, Severity

ID = "copy-from-unknown-stage"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = (
    ("FROM golang:1.25 AS build\nFROM scratch\nCOPY --from=biuld /app /app\n"),
    ("FROM golang:1.25 AS build\nFROM scratch\nCOPY --from=builder /app /app\n"),
    ("FROM scratch\nCOPY --from=2 /app /app\n"),
)
NEAR_MISS = (
    (
        "FROM golang:1.25 AS build\n"
        "FROM scratch\n"
        "COPY --from=build /app /app\n"
        "COPY --from=0 /a /a\n"
        "COPY --from=nginx:1.29 /etc/nginx /x\n"
        "COPY --from=ghcr.io/astral-sh/uv /uv /bin/\n"
    ),
    ("FROM php:8.4\nCOPY --from=composer /usr/bin/composer /usr/bin/\n"),
)

_FROM = re.compile(r"(?:^|,)from=([^,\s]{1,200})")
#: Names that people give to stages, and that nobody means as images.
_USUAL_NAMES = frozenset(
    {
        "build", "builder", "base", "deps", "dependencies", "frontend", "backend", "compile", "compiler", "prod",
        "production", "dev", "development", "test", "tests", "install", "assets", "final", "release", "stage",
    }
)  # fmt: skip


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    names = [stage.name for stage in file.stages if stage.name]
    lowered = {name.lower() for name in names}
    for stage in file.stages:
        earlier = {other.name.lower() for other in file.stages[: stage.index] if other.name}
        for instruction in stage.instructions:
            source = _source(instruction)
            if not source or "$" in source or source.lower() in earlier:
                continue
            near = nearest(source, names)
            if source.isdigit():
                wrong = int(source) >= stage.index
            elif source.lower() in lowered:
                wrong = True
            else:
                plain = not any(sign in source for sign in "/:@.")
                wrong = plain and (near is not None or (source.lower() in _USUAL_NAMES and bool(names or stage.index)))
            if not wrong:
                continue
            listed = ", ".join(f"`{name}`" for name in names[: stage.index]) or "0"
            guess = near if near is not None else names[0] if len(names) == 1 and names[0].lower() in earlier else None
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru=f"стадии `{source}` выше нет: Docker станет искать такой образ",
                    en=f"there is no stage `{source}` above: Docker looks for an image of that name",
                ),
                instruction.line,
                mend=Text(
                    ru=f"есть: {listed}",
                    en=f"there are: {listed}",
                ),
                fixed=instruction.raw.strip().replace(f"from={source}", f"from={guess}", 1) if guess else None,
            )


def _source(instruction: Instruction) -> str:
    """What an instruction copies or mounts from: a stage or an image; empty where from the build context."""
    for flag in instruction.flags:
        if flag.name == "from" and flag.value:
            return flag.value
        if flag.name == "mount" and flag.value and (match := _FROM.search(flag.value)):
            return match[1]
    return ""
