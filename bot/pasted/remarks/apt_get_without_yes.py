"""An installation that waits for an answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.run_commands import run_commands

ID = "apt-get-without-yes"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = (
    "FROM debian:13-slim\nRUN apt-get update && apt-get install curl && rm -rf /var/lib/apt/lists/*\n",
    "FROM fedora:43\nRUN dnf install curl && dnf clean all\n",
)
NEAR_MISS = (
    ("FROM debian:13-slim\nRUN apt-get update && apt-get -y install curl && rm -rf /var/lib/apt/lists/*\n"),
    ("FROM debian:13-slim\nRUN apt-get update && apt-get install -qy curl && rm -rf /var/lib/apt/lists/*\n"),
    ("FROM debian:13-slim\nRUN apt-get update && if apt-get install -s jq; then apt-get install -y jq; fi\n"),
    ("FROM debian:13-slim\nRUN apt-get update && yes | apt-get install curl && rm -rf /var/lib/apt/lists/*\n"),
)

_ASKING = frozenset({"install", "upgrade", "dist-upgrade", "full-upgrade", "remove", "purge", "autoremove"})
#: Programs of other systems that ask in the same way.
_LIKE_APT = frozenset({"yum", "dnf", "microdnf", "zypper"})
_YES = frozenset(
    {
        "--yes",
        "--assume-yes",
        "-qq",
        "-s",
        "--simulate",
        "--dry-run",
        "--assume-no",
        "--assumeyes",
        "--non-interactive",
        "-n",
    }
)
_SHORT = re.compile(r"-[a-z]{0,4}y[a-z]{0,4}")


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for instruction in file.instructions:
        if instruction.name != "RUN":
            continue
        for command in run_commands(instruction):
            verb = command.apt if command.program not in _LIKE_APT else next(iter(command.arguments), None)
            if verb not in _ASKING or command.before == "|":
                continue
            if (
                any(word in _YES or _SHORT.fullmatch(word) for word in command.options)
                or "APT::Get::Assume-Yes" in instruction.value
            ):
                continue
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru=f"`{command.program} {verb}` без `-y`: спросит подтверждение, а ответить при сборке некому",
                    en=f"`{command.program} {verb}` without `-y`: it asks, and nobody answers during a build",
                ),
                instruction.line,
                mend=Text(
                    ru="добавьте `-y`",
                    en="add `-y`",
                ),
                fixed=re.sub(
                    rf"\b({command.program})((?: +-\S+){{0,5}}) +{verb}\b(?! -y)",
                    rf"\1\2 {verb} -y",
                    instruction.raw,
                    count=1,
                ),
            )
