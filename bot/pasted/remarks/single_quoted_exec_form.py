"""The exec form with single quotes, which makes it a shell command."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity

ID = "single-quoted-exec-form"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = "FROM debian:13-slim\nCMD ['app', '--port', '80']\n"
NEAR_MISS = 'FROM debian:13-slim\nCMD ["app", "--name", "it\'s"]\n'

EXEC_FORMS = frozenset({"CMD", "ENTRYPOINT", "RUN", "SHELL", "COPY", "ADD", "VOLUME"})


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for instruction in file.instructions:
        if instruction.name in EXEC_FORMS and instruction.value.startswith("['") and instruction.words is None:
            fixed = instruction.value.replace("'", '"')
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru="одинарные кавычки: это не список, а строка для оболочки, и `['…` она не найдёт",
                    en="single quotes: this is no list but a string for the shell, which does not find `['…`",
                ),
                instruction.line,
                mend=Text(
                    ru="только двойные кавычки",
                    en="double quotes only",
                ),
                fixed=f"{instruction.keyword} {fixed}",
            )
