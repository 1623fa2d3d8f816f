"""A word that is no instruction; the nearest real one."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile, meant_instruction
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._shell_lines import is_bare_command, is_shell_line
from bot.text.masking import mask

ID = "unknown-instruction"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = (
    ("FROM debian:13-slim\nCOPPY . /app\n"),
    ("FROM debian:13-slim\nINSTALL curl\n"),
)
NEAR_MISS = "FROM debian:13-slim\nrun true\nENV A=1\n"


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for instruction in file.instructions:
        if instruction.name in file.facts or is_shell_line(file, instruction) or is_bare_command(file, instruction):
            continue
        near = meant_instruction(instruction.name, file.facts)
        fixed = instruction.raw.replace(instruction.keyword, near, 1).rstrip() if near else None
        word = mask(instruction.keyword[:40])
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"инструкции `{word}` нет: сборка остановится на ней",
                en=f"there is no instruction `{word}`: the build stops at it",
            ),
            instruction.line,
            mend=Text(ru=f"похоже на `{near}`", en=f"`{near}` is near") if near else None,
            fixed=fixed,
        )
