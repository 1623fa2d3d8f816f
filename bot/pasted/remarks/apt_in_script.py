"""apt, which is made for people, in place of apt-get."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.run_commands import run_commands

ID = "apt-in-script"
SEVERITY: Severity = "advice"
KIND: Kind = "dockerfile"
TRIGGERS = "FROM debian:13-slim\nRUN apt update && apt install -y curl && rm -rf /var/lib/apt/lists/*\n"
NEAR_MISS = "FROM debian:13-slim\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n"


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield one remark, at the first."""
    for instruction in file.instructions:
        if instruction.name == "RUN" and any(
            command.program == "apt" and command.arguments[:1] in (("install",), ("update",), ("upgrade",))
            for command in run_commands(instruction)
        ):
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru="`apt` рассчитан на человека и предупреждает об этом",
                    en="`apt` is made for people and warns about it",
                ),
                instruction.line,
                mend=Text(
                    ru="в скриптах и Dockerfile — `apt-get`",
                    en="in scripts and Dockerfiles use `apt-get`",
                ),
                fixed=re.sub(
                    r"\bapt(?= +(?:-\S+ +){0,3}(?:install|update|upgrade|remove|autoremove)\b)",
                    "apt-get",
                    instruction.raw,
                ),
            )
            return
