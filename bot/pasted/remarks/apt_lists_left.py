"""Lists of packages that stay in the layer."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile, Instruction
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._shell_lines import is_cut
from bot.pasted.run_commands import run_commands

ID = "apt-lists-left"
SEVERITY: Severity = "advice"
KIND: Kind = "dockerfile"
TRIGGERS = "FROM debian:13-slim\nRUN apt-get update && apt-get install -y curl\n"
NEAR_MISS = (
    ("FROM debian:13-slim\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n"),
    ("FROM debian:13-slim\nRUN --mount=type=cache,target=/var/lib/apt apt-get update && apt-get install -y curl\n"),
    (
        "FROM debian:13 AS build\n"
        "RUN apt-get update && apt-get install -y gcc\n"
        "FROM debian:13-slim\n"
        "COPY --from=build /a /a\n"
    ),
)


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for instruction in file.instructions:
        if instruction.name != "RUN" or not file.in_image(instruction):
            continue
        commands = run_commands(instruction)
        if not any(command.installs_with_apt() for command in commands) or is_cut(file, instruction):
            continue
        text = instruction.value + "".join(heredoc.body for heredoc in instruction.heredocs)
        mounts = " ".join(flag.value or "" for flag in instruction.flags)
        if "/var/lib/apt" in text or "/var/lib/apt" in mounts or "/var/cache/apt" in mounts or "dist-clean" in text:
            continue
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru="списки пакетов остаются в слое: десятки мегабайт впустую",
                en="the package lists stay in the layer: tens of megabytes for nothing",
            ),
            instruction.line,
            mend=Text(
                ru="в том же RUN: `&& rm -rf /var/lib/apt/lists/*`",
                en="in the same RUN: `&& rm -rf /var/lib/apt/lists/*`",
            ),
            fixed=_cleaned(file, instruction),
        )


def _cleaned(file: Dockerfile, instruction: Instruction) -> str | None:
    """The instruction with the lists deleted at its end."""
    if instruction.words is not None or len(instruction.heredocs) > 1:
        return None
    raw = instruction.raw.rstrip()
    if instruction.heredocs:
        body, _, end = raw.rpartition("\n")
        return f"{body}\nrm -rf /var/lib/apt/lists/*\n{end}" if instruction.heredocs[0].closed else None
    return f"{raw} {file.escape}\n    && rm -rf /var/lib/apt/lists/*"
