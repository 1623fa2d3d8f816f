"""The index of apk in the layer."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.run_commands import run_commands

ID = "apk-cache-left"
SEVERITY: Severity = "advice"
KIND: Kind = "dockerfile"
TRIGGERS = "FROM alpine:3.22\nRUN apk add curl\n"
NEAR_MISS = (
    ("FROM alpine:3.22\nRUN apk add --no-cache curl\n"),
    ("FROM alpine:3.22\nRUN --mount=type=cache,target=/var/cache/apk apk add curl\n"),
)


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for instruction in file.instructions:
        if instruction.name != "RUN" or not file.in_image(instruction) or "/var/cache/apk" in instruction.raw:
            continue
        for command in run_commands(instruction):
            if command.program == "apk" and command.arguments[:1] == ("add",) and "--no-cache" not in command.options:
                yield Remark(
                    ID,
                    SEVERITY,
                    Text(
                        ru="`apk add` без `--no-cache` оставляет индекс пакетов в слое",
                        en="`apk add` without `--no-cache` leaves the package index in the layer",
                    ),
                    instruction.line,
                    mend=Text(
                        ru="`apk add --no-cache …`",
                        en="`apk add --no-cache …`",
                    ),
                    fixed=instruction.raw.replace("apk add", "apk add --no-cache", 1),
                )
                break
