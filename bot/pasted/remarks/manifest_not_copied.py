"""An installation of what a file lists, before any file is in the image."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile, Instruction
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._dependencies import dependency_installation
from bot.pasted.run_commands import run_commands
from bot.pasted.values.image import parse_image

ID = "manifest-not-copied"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = (
    "FROM python:3.14-slim\nRUN pip install --no-cache-dir -r requirements.txt\nCOPY . /app\n",
    "FROM node:24\nWORKDIR /app\nRUN npm ci\nCOPY . .\n",
)
NEAR_MISS = (
    "FROM python:3.14-slim\nCOPY requirements.txt .\nRUN pip install --no-cache-dir -r requirements.txt\n",
    "FROM node:24\nRUN --mount=type=bind,source=package.json,target=package.json npm ci\n",
    "FROM node:24\nRUN git clone https://example.com/app.git /app && cd /app && npm ci\n",
    "FROM acme/base:1\nRUN npm ci\n",
    "FROM node:24 AS base\nCOPY package*.json ./\nFROM base\nRUN npm ci\n",
    "FROM python:3.14-slim\nRUN pip install --no-cache-dir -r https://example.com/requirements.txt\n",
)

#: Programs that bring files into the image by themselves.
_BRINGING = frozenset({"git", "curl", "wget", "tar", "unzip", "echo", "printf", "cat", "tee", "npx", "cd", "cp"})


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for the first in each stage."""
    for stage in file.stages:
        lineage = file.lineage(stage)
        if not parse_image(lineage[-1].resolved).official or "onbuild" in lineage[-1].resolved:
            continue
        inherited = [instruction for base in lineage[1:] for instruction in base.instructions]
        if any(_brings(instruction) for instruction in inherited):
            continue
        for instruction in stage.instructions:
            installs = dependency_installation(instruction) if instruction.name == "RUN" else None
            if _brings(instruction):
                break
            if installs is None or "://" in installs.manifest or "$" in installs.manifest:
                continue
            copy = f"COPY {installs.manifest} ./"
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru=f"`{installs.manifest}` здесь ещё нет в образе: установка не найдёт файла",
                    en=f"`{installs.manifest}` is not in the image yet: the installation does not find it",
                ),
                instruction.line,
                mend=Text(ru=f"строкой выше: `{copy}`", en=f"one line above: `{copy}`"),
                fixed=f"{copy}\n{instruction.raw.strip()}",
            )
            break


def _brings(instruction: Instruction) -> bool:
    """Whether files come into the image with an instruction."""
    if instruction.name in ("COPY", "ADD"):
        return True
    if instruction.name != "RUN":
        return False
    if instruction.flag("mount") is not None or instruction.heredocs:
        return True
    return any(command.program in _BRINGING for command in run_commands(instruction))
