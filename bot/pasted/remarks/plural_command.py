"""``docker images rm``: the list of images takes no commands, the group is ``docker image``."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import placed

ID = "plural-command"
SEVERITY: Severity = "fault"
KIND: Kind = "command"
TRIGGERS = ("docker images rm nginx", "docker images prune -a")
NEAR_MISS = ("docker image rm nginx", "docker images nginx")

_VERBS = frozenset({"rm", "remove", "prune", "ls", "list", "pull", "push", "inspect", "tag", "build", "delete"})


def check(script: Script) -> Iterator[Remark]:
    """A verb behind ``docker images``, which takes it for the name of an image."""
    for invocation in script.invocations:
        word = next((part.value for part in invocation.parts if part.role in ("image", "argument")), "")
        if invocation.spoken != "docker images" or word not in _VERBS:
            continue
        yield placed(
            script,
            ID,
            SEVERITY,
            invocation.parts[0].start,
            Text(
                ru=f"`docker images {word}` ищет образ с именем `{word}`: группа команд — `docker image`",
                en=f"`docker images {word}` looks for an image called `{word}`: the group is `docker image`",
            ),
            Text(ru=f"напишите `docker image {word} …`", en=f"write `docker image {word} …`"),
        )
