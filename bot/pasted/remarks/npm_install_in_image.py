"""npm install where npm ci gives the locked versions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.run_commands import run_commands

ID = "npm-install-in-image"
SEVERITY: Severity = "advice"
KIND: Kind = "dockerfile"
TRIGGERS = "FROM node:24\nCOPY package.json package-lock.json ./\nRUN npm install\n"
NEAR_MISS = (
    ("FROM node:24\nCOPY package*.json ./\nRUN npm ci\n"),
    ("FROM node:24\nRUN npm install -g pnpm@10\n"),
    ("FROM node:24\nRUN npm install express@5\n"),
)


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for instruction in file.instructions:
        if instruction.name != "RUN":
            continue
        for command in run_commands(instruction):
            if command.program != "npm" or command.arguments not in (("install",), ("i",)):
                continue
            if any(word in ("-g", "--global", "--package-lock=false", "--no-package-lock") for word in command.options):
                continue
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru="`npm install` может поставить не те версии, что в package-lock.json",
                    en="`npm install` may take other versions than package-lock.json has",
                ),
                instruction.line,
                mend=Text(
                    ru="`npm ci`: точно по файлу и быстрее (нужен package-lock.json)",
                    en="`npm ci`: exactly the file, and faster (it wants package-lock.json)",
                ),
                fixed=re.sub(r"\bnpm (?:install|i)\b", "npm ci", instruction.raw, count=1),
            )
            break
