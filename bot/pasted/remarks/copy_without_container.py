"""A docker cp where neither side names a container."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import placed

ID = "copy-without-container"
SEVERITY: Severity = "fault"
KIND: Kind = "command"
TRIGGERS = ("docker cp a.txt web", "docker compose cp a.txt ./b.txt")
NEAR_MISS = ("docker cp a.txt web:/tmp/", "docker cp web:/etc/hosts .", "docker cp a.txt $TARGET")


def check(script: Script) -> Iterator[Remark]:
    """A docker cp where neither side names a container."""
    for invocation in script.invocations:
        if invocation.path not in ("docker container cp", "docker compose cp") or len(invocation.arguments) != 2:
            continue
        if not any(":" in token.value[2:] or "$" in token.value for token in invocation.arguments):
            yield placed(
                script,
                ID,
                SEVERITY,
                invocation.arguments[1].start,
                Text(
                    ru="ни одна сторона не в контейнере: путь внутри пишут как контейнер:/путь",
                    en="neither side is in a container: a path inside is container:/path",
                ),
                Text(ru="добавьте `:/путь` к имени контейнера", en="add `:/path` to the container's name"),
            )
