"""ENV PATH without the old one: the shell finds no program any more."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity

ID = "path-replaced"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = (
    "FROM debian:13-slim\nENV PATH=/opt/bin\nUSER app\n",
    "FROM debian:13-slim\nENV PATH /opt/venv/bin\nUSER app\n",
)
NEAR_MISS = (
    "FROM debian:13-slim\nENV PATH=/opt/bin:$PATH\nUSER app\n",
    'FROM debian:13-slim\nENV PATH="/opt/bin:${PATH}"\nUSER app\n',
    "FROM debian:13-slim\nENV PATH=/usr/local/bin:/usr/bin:/bin\nUSER app\n",
    "FROM scratch\nENV PATH=/app\nUSER 1000\n",
)


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for stage in file.stages:
        if file.lineage(stage)[-1].resolved.lower() == "scratch":
            continue
        for instruction in stage.find("ENV"):
            value = next((value for name, value in instruction.assignments if name == "PATH"), None)
            if not value or "$" in value or "/bin" in value.split(":") or "%" in value or ";" in value:
                continue
            alone = len(instruction.assignments) == 1
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru=f"`PATH={value[:60]}` стирает прежний путь: `sh`, `ls` и другие программы не найдутся",
                    en=f"`PATH={value[:60]}` wipes the old path: `sh`, `ls` and others are not found",
                ),
                instruction.line,
                mend=Text(ru=f"`ENV PATH={value[:60]}:$PATH`", en=f"`ENV PATH={value[:60]}:$PATH`"),
                fixed=f"ENV PATH={value}:$PATH" if alone and " " not in value else None,
            )
