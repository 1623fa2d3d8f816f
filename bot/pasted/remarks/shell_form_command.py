"""CMD as a string for a shell where none is needed."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._exec_form import exec_form

ID = "shell-form-command"
SEVERITY: Severity = "advice"
KIND: Kind = "dockerfile"
TRIGGERS = "FROM debian:13-slim\nCMD app --serve\n"
NEAR_MISS = (
    ('FROM debian:13-slim\nCMD ["app"]\n'),
    ("FROM debian:13-slim\nCMD app --port $PORT\n"),
    ("FROM debian:13-slim\nCMD exec app\n"),
    ('FROM debian:13-slim\nCMD ["sh", "-c", "a && b"]\n'),
)


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for instruction in file.instructions:
        value = instruction.value
        if instruction.name != "CMD" or instruction.words is not None or not value or value.startswith(("[", "exec ")):
            continue
        if any(sign in value for sign in ("$", "&&", "||", "|", ";", ">", "<", "*", "`")):
            continue  # this needs a shell
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru="`CMD` строкой: программу запустит оболочка, и `docker stop` будет ждать 10 секунд",
                en="`CMD` as a string: a shell starts the program, and `docker stop` waits ten seconds",
            ),
            instruction.line,
            mend=Text(
                ru="пишите списком",
                en="write it as a list",
            ),
            fixed=exec_form(instruction),
        )
