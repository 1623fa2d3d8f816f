"""sudo where everything runs as root, or where there is no sudo."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.run_commands import run_commands

ID = "sudo-in-run"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = (
    "FROM debian:13-slim\nRUN sudo apt-get update && sudo apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n"
)
NEAR_MISS = "FROM debian:13-slim\nRUN apt-get update && apt-get install -y sudo && rm -rf /var/lib/apt/lists/*\n"


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for instruction in file.instructions:
        if instruction.name == "RUN" and any(command.sudo for command in run_commands(instruction)):
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru="`sudo` в сборке: RUN и так идёт от root, а в образе `sudo` обычно нет",
                    en="`sudo` in a build: RUN is root already, and the image rarely has `sudo`",
                ),
                instruction.line,
                mend=Text(
                    ru="уберите `sudo`; если выше есть `USER`, переставьте шаг до него",
                    en="take `sudo` away; if `USER` stands above, move the step before it",
                ),
                fixed=re.sub(r"\bsudo +(?:-\w+ +)?", "", instruction.raw),
            )
