"""A path of Windows in COPY, ADD or WORKDIR on a Linux image: a backslash parts no folders there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._base_images import is_windows

ID = "backslash-in-path"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = (
    "FROM debian:13-slim\nCOPY .\\src\\ /app/\nUSER app\n",
    "FROM debian:13-slim\nCOPY src\\app.py /app/\nUSER app\n",
)
NEAR_MISS = (
    "FROM mcr.microsoft.com/windows/servercore:ltsc2022\nCOPY .\\src\\ C:\\app\\\n",
    "FROM debian:13-slim\nCOPY my\\ file.txt /app/\nUSER app\n",
    "# escape=`\nFROM acme/win:1\nCOPY src\\app.py C:\\app\\\n",
    'FROM debian:13-slim\nCOPY ["src/a.py", "/app/"]\nUSER app\n',
)

_PATH = re.compile(r"\.{1,2}\\[\w.\\-]{0,200}|[\w-]{1,60}\\[\w.-]{1,60}[\w.\\-]{0,100}")


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each instruction."""
    if file.escape != "\\":
        return
    for stage in file.stages:
        base = file.lineage(stage)[-1].resolved
        if is_windows(base) or "$" in base:
            continue
        for instruction in stage.find("COPY", "ADD", "WORKDIR"):
            wrong = next((word for word in instruction.value.split() if _PATH.fullmatch(word)), None)
            if wrong is None or instruction.words is not None or re.search(r"[A-Za-z]:\\", instruction.value):
                continue
            shown = wrong.replace("\\", "/")
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru=f"`{wrong[:60]}`: в образе Linux папки разделяет `/`, такого файла не найдётся",
                    en=f"`{wrong[:60]}`: in a Linux image `/` parts folders, no such file is found",
                ),
                instruction.line,
                mend=Text(ru=f"`{shown[:60]}`", en=f"`{shown[:60]}`"),
                fixed=instruction.raw.strip().replace(wrong, shown, 1) if "\n" not in instruction.raw else None,
            )
