"""A name of a stage that Docker refuses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity

ID = "invalid-stage-name"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = "FROM node:24 AS 1build\nUSER node\n"
NEAR_MISS = "FROM node:24 AS Build_1.x-y\nUSER node\n"

#: BuildKit's rule (frontend/dockerfile/instructions), which takes capitals for small letters.
_NAME = re.compile(r"[a-z][a-z0-9-_.]{0,200}", re.IGNORECASE)


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for stage in file.stages:
        words = stage.source.value.split()
        if len(words) != 3 or words[1].upper() != "AS" or "$" in words[2] or _NAME.fullmatch(words[2]):
            continue
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"имя стадии `{words[2][:40]}` не годится",
                en=f"the stage name `{words[2][:40]}` will not do",
            ),
            stage.source.line,
            mend=Text(
                ru="первой стоит латинская буква, дальше буквы, цифры, `-`, `_` и `.`",
                en="a letter first, then letters, digits, `-`, `_` and `.`",
            ),
        )
