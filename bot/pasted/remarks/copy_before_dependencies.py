"""The whole source copied before dependencies are installed: each change installs them again."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._dependencies import dependency_installation

ID = "copy-before-dependencies"
SEVERITY: Severity = "advice"
KIND: Kind = "dockerfile"
TRIGGERS = (
    ("FROM node:24\nWORKDIR /app\nCOPY . .\nRUN npm ci\n"),
    ("FROM python:3.14\nCOPY . /app\nRUN pip install --no-cache-dir -r /app/requirements.txt\n"),
)
NEAR_MISS = (
    ("FROM node:24\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\nRUN npm run build\n"),
    ("FROM golang:1.25\nWORKDIR /src\nCOPY . .\nRUN go build -o /app .\n"),
)


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for stage in file.stages:
        copied = None
        for instruction in stage.instructions:
            if instruction.name in ("COPY", "ADD") and instruction.flag("from") is None:
                sources = (instruction.words or instruction.value.split())[:-1]
                if any(source in (".", "./", "*", "./*") for source in sources):
                    copied = copied or instruction
            elif instruction.name == "RUN" and (installs := dependency_installation(instruction)) is not None:
                if copied is not None:
                    shown = f"{copied.keyword} {copied.value[:40]}"
                    yield Remark(
                        ID,
                        SEVERITY,
                        Text(
                            ru=f"`{shown}` стоит до установки зависимостей (строка {instruction.line}): "
                            "любая правка кода ставит их заново",
                            en=f"`{shown}` stands before the dependencies (line {instruction.line}): "
                            "every change installs them anew",
                        ),
                        copied.line,
                        mend=Text(
                            ru=f"сначала `COPY {installs.manifest} ./` и установка, потом `COPY . .`",
                            en=f"first `COPY {installs.manifest} ./` and the installation, then `COPY . .`",
                        ),
                        fixed="\n".join([f"COPY {installs.manifest} ./", instruction.raw.strip(), copied.raw.strip()]),
                        replaces=(copied.line, instruction.last_line),
                    )
                break
