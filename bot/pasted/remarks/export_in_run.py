"""export in a RUN of its own."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.run_commands import run_commands

ID = "export-in-run"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = "FROM debian:13-slim\nRUN export PATH=/opt/bin:$PATH\n"
NEAR_MISS = "FROM debian:13-slim\nRUN export A=1 && make\nENV PATH=/opt/bin:$PATH\n"


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for instruction in file.instructions:
        if instruction.name != "RUN":
            continue
        commands = run_commands(instruction)
        if commands and all(command.program == "export" for command in commands):
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru="`export` кончается вместе с этим RUN: дальше переменной нет",
                    en="`export` ends with this RUN: nothing after it sees the variable",
                ),
                instruction.line,
                mend=Text(
                    ru="`ENV ИМЯ=значение`",
                    en="`ENV NAME=value`",
                ),
                fixed="\n".join(f"ENV {' '.join(command.words[1:])}" for command in commands),
            )
