"""ENV and LABEL with a blank in place of the sign of equality."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity

ID = "legacy-key-value"
SEVERITY: Severity = "advice"
KIND: Kind = "dockerfile"
TRIGGERS = "FROM debian:13-slim\nENV MODE prod\n"
NEAR_MISS = 'FROM debian:13-slim\nENV MODE=prod NAME="a b"\nLABEL a=b\n'


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for instruction in file.instructions:
        if instruction.name not in ("ENV", "LABEL") or "=" in instruction.value.split(" ")[0] or not instruction.value:
            continue
        name, _, value = instruction.value.partition(" ")
        if not value.strip() or value.strip().startswith("="):
            continue
        quoted = value.strip() if " " not in value.strip() or value.strip()[0] in "\"'" else f'"{value.strip()}"'
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"`{instruction.name} {name} …` через пробел: старая запись",
                en=f"`{instruction.name} {name} …` with a blank: the old way",
            ),
            instruction.line,
            mend=Text(
                ru="через `=`",
                en="with `=`",
            ),
            fixed=f"{instruction.name} {name}={quoted}",
        )
