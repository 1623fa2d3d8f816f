"""A whole command line as one word of an exec form."""

from __future__ import annotations

import json
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity

ID = "words-in-one-string"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = (
    'FROM debian:13-slim\nUSER app\nCMD ["python app.py"]\n',
    'FROM debian:13-slim\nUSER app\nENTRYPOINT ["java -jar /app.jar"]\n',
)
NEAR_MISS = (
    'FROM debian:13-slim\nUSER app\nCMD ["sh", "-c", "python app.py"]\n',
    'FROM mcr.microsoft.com/windows/nanoserver:ltsc2025\nCMD ["C:\\\\Program Files\\\\app.exe"]\n',
)


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for instruction in file.instructions:
        words = instruction.words
        if instruction.name not in ("CMD", "ENTRYPOINT") or words is None or len(words) != 1:
            continue
        if len(words[0].split()) < 2 or "\\" in words[0]:
            continue
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"`{words[0][:60]}` одной строкой: Docker ищет программу с таким именем целиком",
                en=f"`{words[0][:60]}` as one string: Docker looks for a program of that whole name",
            ),
            instruction.line,
            mend=Text(ru="каждое слово — отдельной строкой в кавычках", en="each word is a string of its own"),
            fixed=f"{instruction.keyword} {json.dumps(words[0].split(), ensure_ascii=False)}",
        )
