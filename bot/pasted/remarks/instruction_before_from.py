"""An instruction in front of the first FROM."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.knowledge.grammar import nearest
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity

ID = "instruction-before-from"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = 'WORKDIR /app\nFROM debian:13-slim\nCMD ["app"]\n'
NEAR_MISS = "# syntax=docker/dockerfile:1\nARG TAG=13\nFROM debian:${TAG}\nWORKDIR /app\n"


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    if not file.stages:
        return
    for instruction in file.instructions:
        if instruction.name == "FROM":
            return
        if instruction.name not in file.facts and nearest(instruction.name, ["FROM"]):
            return  # FROM is only misspelt
        if instruction.name in file.facts and instruction.name != "ARG":
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru=f"`{instruction.name}` стоит до `FROM`: раньше него бывает только `ARG`",
                    en=f"`{instruction.name}` stands before `FROM`: only `ARG` may",
                ),
                instruction.line,
                mend=Text(
                    ru="перенесите строку под `FROM`",
                    en="move the line below `FROM`",
                ),
            )
