"""apt-get update in a RUN of its own: the cache keeps it for ever."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.run_commands import run_commands

ID = "apt-get-update-alone"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = "FROM debian:13-slim\nRUN apt-get update\nRUN apt-get install -y curl\n"
NEAR_MISS = "FROM debian:13-slim\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n"


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for stage in file.stages:
        for instruction in stage.find("RUN"):
            commands = run_commands(instruction)
            updates = [command for command in commands if command.updates_apt()]
            if updates and not any(
                command.program in ("apt-get", "apt", "aptitude") and not command.updates_apt() for command in commands
            ):
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
                )
