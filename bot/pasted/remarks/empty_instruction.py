"""An instruction without its arguments."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity

ID = "empty-instruction"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = (
    ("FROM debian:13-slim\nRUN\n"),
    ("FROM debian:13-slim\nCOPY\n"),
    ("FROM\nRUN true\n"),
)
NEAR_MISS = "FROM debian:13-slim\nCMD []\nRUN true\n"
#: What must stand behind those that people leave open.
_MENDS = {
    "FROM": Text(ru="укажите базовый образ: `FROM alpine:3.22`", en="name a base image: `FROM alpine:3.22`"),
    "COPY": Text(ru="нужны источник и место: `COPY . /app`", en="it wants a source and a target: `COPY . /app`"),
}


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for instruction in file.instructions:
        if instruction.name in file.facts and not instruction.value and not instruction.heredocs:
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru=f"`{instruction.name}` без аргументов",
                    en=f"`{instruction.name}` has no arguments",
                ),
                instruction.line,
                mend=_MENDS.get(instruction.name),
            )
