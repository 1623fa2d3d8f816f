"""apt-get install without the lists of packages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.run_commands import run_commands

ID = "apt-get-without-update"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = "FROM debian:13-slim\nRUN apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n"
_INSTALL = re.compile(r"\b(?:apt-get|aptitude|apt)\b[^\n&;|]{0,200}?\binstall\b")
NEAR_MISS = (
    ("FROM debian:13-slim\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n"),
    ("FROM debian:13-slim\nRUN apt-get update -qq; apt-get install -y curl; rm -rf /var/lib/apt/lists/*\n"),
)


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for stage in file.stages:
        updated = any(
            command.updates_apt()
            for other in file.lineage(stage)[1:]
            for instruction in other.find("RUN")
            for command in run_commands(instruction)
        )
        for instruction in stage.find("RUN"):
            commands = run_commands(instruction)
            for index, command in enumerate(commands):
                if not command.installs_with_apt() or any("./" in word for word in command.arguments):
                    continue
                if not updated and not any(before.updates_apt() for before in commands[:index]):
                    yield Remark(
                        ID,
                        SEVERITY,
                        Text(
                            ru=f"`{command.program} install` без `update`: в образе нет списков пакетов",
                            en=f"`{command.program} install` without `update`: the image has no package lists",
                        ),
                        instruction.line,
                        mend=Text(
                            ru="`apt-get update && apt-get install …` в одном RUN",
                            en="`apt-get update && apt-get install …` in one RUN",
                        ),
                        fixed=_INSTALL.sub(r"apt-get update && \g<0>", instruction.raw, count=1),
                    )
                    break
            # An update of a step before it is a fault of its own (apt-get-update-alone).
            updated = updated or any(command.updates_apt() for command in commands)
