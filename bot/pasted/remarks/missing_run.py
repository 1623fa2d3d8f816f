"""A shell command in place of an instruction: RUN is missing before it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._shell_lines import is_bare_command

ID = "missing-run"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = (
    "FROM ubuntu:24.04\napt-get update\n",
    "FROM python:3.14-slim\nWORKDIR /app\npip install --no-cache-dir flask\n",
)
NEAR_MISS = (
    "FROM ubuntu:24.04\nRUN apt-get update \\\n  && true\n",
    "FROM ubuntu:24.04\nINSTALL curl\nrun true\n",
)


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for instruction in file.instructions:
        if is_bare_command(file, instruction):
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru=f"`{instruction.keyword}` — команда оболочки, а не инструкция: сборка остановится на ней",
                    en=f"`{instruction.keyword}` is a shell command, no instruction: the build stops at it",
                ),
                instruction.line,
                mend=Text(ru="поставьте перед ней `RUN`", en="put `RUN` before it"),
                fixed=f"RUN {instruction.raw.strip()}",
            )
