"""apt-get update in a RUN of its own: the cache keeps it for ever."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypedDict

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile, Instruction, Stage
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._shell_lines import is_cut
from bot.pasted.run_commands import run_commands

ID = "apt-get-update-alone"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = "FROM debian:13-slim\nRUN apt-get update\nRUN apt-get install -y curl\n"
NEAR_MISS = "FROM debian:13-slim\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n"

#: What may stand beside an update without using the lists.
_NO_INSTALLERS = frozenset({"set", "echo", "true", "rm", "mkdir", "export", "sed"})


class _Mend(TypedDict, total=False):
    fixed: str
    replaces: tuple[int, int]


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for stage in file.stages:
        for instruction in stage.find("RUN"):
            commands = run_commands(instruction)
            updates = [command for command in commands if command.updates_apt()]
            if is_cut(file, instruction):
                continue
            if updates and all(command.updates_apt() or command.program in _NO_INSTALLERS for command in commands):
                yield Remark(
                    ID,
                    SEVERITY,
                    Text(
                        ru=f"`{updates[0].program} update` отдельным шагом: слой останется в кеше, списки устареют",
                        en=f"`{updates[0].program} update` in a step of its own: its layer stays cached, the lists age",
                    ),
                    instruction.line,
                    mend=Text(
                        ru="соедините с установкой: `apt-get update && apt-get install …`",
                        en="join it with the installation: `apt-get update && apt-get install …`",
                    ),
                    **_joined(stage, instruction, file.escape),
                )


def _joined(stage: Stage, update: Instruction, escape: str) -> _Mend:
    """The update and the installation in the step below it as one step, where they stand together."""
    position = stage.instructions.index(update)
    below = stage.instructions[position + 1] if position + 1 < len(stage.instructions) else None
    if below is None or below.name != "RUN" or below.heredocs or update.heredocs or below.words or update.words:
        return {}
    commands = run_commands(below)
    if below.flags or not commands or not commands[0].installs_with_apt():
        return {}
    rest = below.raw.strip()[len(below.keyword) :].strip()
    fixed = f"{update.raw.rstrip()} {escape}\n    && {rest}"
    return {"fixed": fixed, "replaces": (update.line, below.last_line)}
