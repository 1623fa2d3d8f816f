"""A relative WORKDIR with nothing that it is relative to."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity

ID = "relative-workdir"
SEVERITY: Severity = "advice"
KIND: Kind = "dockerfile"
TRIGGERS = ("FROM debian:13-slim\nWORKDIR app\n", "FROM debian:13-slim\nWORKDIR ~/app\n")
NEAR_MISS = (
    ("FROM debian:13-slim\nWORKDIR /app\nWORKDIR src\n"),
    ("FROM debian:13-slim\nWORKDIR $HOME\n"),
    ("FROM debian:13-slim\nWORKDIR C:\\app\n"),
)


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for stage in file.stages:
        base = any(found for other in file.lineage(stage)[1:] for found in other.find("WORKDIR"))
        for instruction in stage.find("WORKDIR"):
            path = instruction.value.strip("\"'")
            if path.startswith(("/", "$", "\\")) or path[1:2] == ":":
                base = True
            elif path.startswith("~"):
                yield Remark(
                    ID,
                    "fault",
                    Text(
                        ru=f"`WORKDIR {path}`: `~` здесь не раскрывается, получится папка с таким именем",
                        en=f"`WORKDIR {path}`: `~` is not expanded here, a folder of that name comes of it",
                    ),
                    instruction.line,
                    mend=Text(
                        ru="полный путь: `/root/…` или `/home/имя/…`", en="the whole path: `/root/…`, `/home/name/…`"
                    ),
                )
            elif path and not base:
                yield Remark(
                    ID,
                    SEVERITY,
                    Text(
                        ru=f"`WORKDIR {path}` без `/`: папка зависит от базового образа",
                        en=f"`WORKDIR {path}` without `/`: the folder depends on the base image",
                    ),
                    instruction.line,
                    mend=Text(
                        ru=f"`WORKDIR /{path}`",
                        en=f"`WORKDIR /{path}`",
                    ),
                    fixed=f"WORKDIR /{path.removeprefix('./')}",
                )
