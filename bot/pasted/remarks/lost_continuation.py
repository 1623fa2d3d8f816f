"""A shell command whose line lacks the backslash at its end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._shell_lines import is_shell_line

ID = "lost-continuation"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = (
    ("FROM debian:13-slim\nRUN apt-get update\n    && apt-get install -y curl\n"),
    ("FROM debian:13-slim\nRUN apt-get install -y \\\n    curl\n    git\n"),
    ("FROM debian:13-slim\nRUN apt-get update && \\ # lists\n    apt-get install -y curl\n"),
)
NEAR_MISS = (
    "FROM debian:13-slim\n"
    "RUN apt-get update \\\n"
    "    && apt-get install -y curl \\\n"
    "    # a comment\n"
    "    && rm -rf /var/lib/apt/lists/*\n"
)

_COMMENTED = re.compile(r"\\[ \t]{1,20}#[^\n]{0,400}$")


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for index, instruction in enumerate(file.instructions):
        if instruction.name in file.facts or not is_shell_line(file, instruction):
            continue
        if index and file.instructions[index - 1].name not in file.facts:
            continue  # told at the first line
        above = instruction.line - 1
        while above > 1 and not file.mended[above - 1].strip():
            above -= 1
        cut = _COMMENTED.search(file.mended[above - 1])
        if cut is not None:
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru=f"после `{file.escape}` стоит комментарий, и команда на нём обрывается",
                    en=f"a comment stands behind `{file.escape}`, and the command ends there",
                ),
                above,
                mend=Text(
                    ru="комментарий — отдельной строкой выше, `\\` — последний знак строки",
                    en="put the comment on a line of its own above; `\\` is the last sign of its line",
                ),
                fixed=file.mended[above - 1][: cut.start() + 1],
                replaces=(above, above),
            )
            continue
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"строка — продолжение команды, а в конце строки {above} нет `{file.escape}`",
                en=f"the line continues a command, and line {above} does not end with `{file.escape}`",
            ),
            instruction.line,
            mend=Text(
                ru=f"поставьте `{file.escape}` в конец строки {above}",
                en=f"put `{file.escape}` at the end of line {above}",
            ),
            fixed=f"{file.mended[above - 1].rstrip()} {file.escape}\n{file.mended[instruction.line - 1].rstrip()}",
            replaces=(above, instruction.line),
        )
