"""A published port that is no port: not a number, or beyond 65535."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import code, placed
from bot.pasted.values.ports import parse_publish

ID = "invalid-port"
SEVERITY: Severity = "fault"
KIND: Kind = "command"
TRIGGERS = ("docker run -p 80800:80 nginx", "docker run -p 80:http nginx")
NEAR_MISS = (
    "docker run -p 8080:80/udp nginx",
    "docker run -p ${PORT}:80 nginx",
    "docker run -p 127.0.0.1:8000-8010:8000-8010 nginx",
)


def check(script: Script) -> Iterator[Remark]:
    """A published port that is no port: not a number, or beyond 65535."""
    for invocation in script.invocations:
        for use in invocation.uses("publish"):
            publish = parse_publish(use.value or "")
            if publish and publish.wrong is not None and use.value:
                yield placed(
                    script,
                    ID,
                    SEVERITY,
                    use.start,
                    Text(
                        ru=f"{code(use.value)}: {code(publish.wrong)} не может быть портом или протоколом",
                        en=f"{code(use.value)}: {code(publish.wrong)} cannot be a port or a protocol",
                    ),
                    Text(ru="вид: хост:контейнер, числа 1–65535", en="form: host:container, numbers 1–65535"),
                )
