"""A system package installed after USER has given up root."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.run_commands import run_commands

ID = "packages-as-user"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = (
    "FROM debian:13-slim\nUSER app\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n"
)
NEAR_MISS = (
    "FROM debian:13-slim\n"
    "USER root\n"
    "RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n"
    "USER app\n"
)


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for stage in file.stages:
        user = ""
        for instruction in stage.instructions:
            if instruction.name == "USER":
                user = instruction.value.partition(":")[0].strip("\"'")
            elif instruction.name == "RUN" and user not in ("", "root", "0") and "$" not in user:
                commands = run_commands(instruction)
                if any(
                    (command.installs_with_apt() or command.calls("apk", "add") or command.calls("dnf", "install"))
                    and not command.sudo
                    for command in commands
                ):
                    yield Remark(
                        ID,
                        SEVERITY,
                        Text(
                            ru=f"пакеты ставятся от `{user}`, а нужен root",
                            en=f"packages are installed as `{user}`, and root is needed",
                        ),
                        instruction.line,
                        mend=Text(
                            ru=f"перенесите шаг выше `USER {user}`",
                            en=f"move the step above `USER {user}`",
                        ),
                    )
