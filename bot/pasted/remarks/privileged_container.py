"""--privileged gives the container the host."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import placed

ID = "privileged-container"
SEVERITY: Severity = "danger"
KIND: Kind = "command"
TRIGGERS = ("docker run --privileged nginx:1.27", "docker exec --privileged web sh")
NEAR_MISS = (
    "docker run --cap-add NET_ADMIN nginx:1.27",
    "docker run --privileged=false nginx:1.27",
    "docker run alpine:3 echo --privileged",
)


def check(script: Script) -> Iterator[Remark]:
    """--privileged gives the container the host."""
    for invocation in script.invocations:
        for use in invocation.uses("privileged"):
            if not use.on:
                continue
            yield placed(
                script,
                ID,
                SEVERITY,
                use.start,
                Text(
                    ru="`--privileged` снимает почти всю изоляцию: из контейнера можно управлять хостом",
                    en="`--privileged` removes nearly all isolation: the container can control the host",
                ),
                Text(
                    ru="дайте только нужное: `--cap-add` или `--device`",
                    en="give what is needed only: `--cap-add` or `--device`",
                ),
            )
