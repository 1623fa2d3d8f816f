"""The cache of pip in the layer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.run_commands import run_commands

ID = "pip-cache-left"
SEVERITY: Severity = "advice"
KIND: Kind = "dockerfile"
TRIGGERS = "FROM python:3.14\nRUN pip install -r requirements.txt\n"
NEAR_MISS = (
    ("FROM python:3.14\nRUN pip install --no-cache-dir -r requirements.txt\n"),
    ("FROM python:3.14\nENV PIP_NO_CACHE_DIR=1\nRUN pip install flask\n"),
    ("FROM python:3.14\nRUN --mount=type=cache,target=/root/.cache/pip pip install flask\n"),
    ("FROM python:3.14 AS build\nRUN pip install flask\nFROM python:3.14-slim\nCOPY --from=build /a /a\n"),
)


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for stage in file.stages:
        if stage.index not in file.kept:
            continue
        names = {
            name for other in file.lineage(stage) for found in other.find("ENV", "ARG") for name, _ in found.assignments
        }
        if "PIP_NO_CACHE_DIR" in names:
            continue
        for instruction in stage.find("RUN"):
            if (
                any("cache" in (flag.value or "") for flag in instruction.flags)
                or "PIP_NO_CACHE_DIR" in instruction.value
            ):
                continue
            for command in run_commands(instruction):
                module = command.words[1:4] == ("-m", "pip", "install") and command.program.startswith("python")
                pip = command.program in ("pip", "pip3") and command.arguments[:1] == ("install",)
                if (pip or module) and not any("no-cache-dir" in word for word in command.words):
                    yield Remark(
                        ID,
                        SEVERITY,
                        Text(
                            ru="`pip install` без `--no-cache-dir`: кеш pip остаётся в образе",
                            en="`pip install` without `--no-cache-dir`: the cache of pip stays in the image",
                        ),
                        instruction.line,
                        mend=Text(
                            ru="добавьте `--no-cache-dir` или `RUN --mount=type=cache,target=/root/.cache/pip`",
                            en="add `--no-cache-dir`, or `RUN --mount=type=cache,target=/root/.cache/pip`",
                        ),
                        fixed=re.sub(r"\b(pip3?) install\b", r"\1 install --no-cache-dir", instruction.raw, count=1),
                    )
                    break
