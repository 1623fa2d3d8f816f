"""ENTRYPOINT as a string for a shell."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._exec_form import exec_form

ID = "shell-form-entrypoint"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = "FROM debian:13-slim\nENTRYPOINT app --serve\n"
NEAR_MISS = (
    ('FROM debian:13-slim\nENTRYPOINT ["app", "--serve"]\n'),
    ("FROM debian:13-slim\nENTRYPOINT exec app --port $PORT\n"),
)


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for instruction in file.instructions:
        value = instruction.value
        if (
            instruction.name != "ENTRYPOINT"
            or instruction.words is not None
            or not value
            or value.startswith(("[", "exec "))
        ):
            continue
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru="`ENTRYPOINT` строкой: первым станет sh, SIGTERM до программы не дойдёт, `CMD` пропадёт",
                en="`ENTRYPOINT` as a string: sh is process 1, SIGTERM does not reach the program, `CMD` is lost",
            ),
            instruction.line,
            mend=Text(
                ru="пишите списком",
                en="write it as a list",
            ),
            fixed=exec_form(instruction),
        )
