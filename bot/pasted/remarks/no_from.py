"""A file without FROM."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.knowledge.grammar import nearest
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity

ID = "no-from"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = 'WORKDIR /app\nCOPY . .\nCMD ["app"]\n'
NEAR_MISS = 'FROM debian:13-slim\nCMD ["app"]\n'


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    if file.stages or not any(instruction.name in file.facts for instruction in file.instructions):
        return
    if any(nearest(instruction.name, ["FROM"]) for instruction in file.instructions):
        return  # FROM is only misspelt
    yield Remark(
        ID,
        SEVERITY,
        Text(
            ru="нет `FROM`: образ не на чем строить",
            en="there is no `FROM`: nothing to build the image on",
        ),
        file.instructions[0].line,
        mend=Text(
            ru="первой строкой поставьте базовый образ: `FROM alpine:3.22`",
            en="put a base image first: `FROM alpine:3.22`",
        ),
    )
