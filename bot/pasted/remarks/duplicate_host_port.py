"""Two containers ports on one port of the host."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import placed
from bot.pasted.values.ports import parse_publish

ID = "duplicate-host-port"
SEVERITY: Severity = "fault"
KIND: Kind = "command"
TRIGGERS = ("docker run -p 80:80 -p 80:8080 nginx",)
NEAR_MISS = (
    "docker run -p 80:80 -p 443:443 nginx",
    "docker run -p 53:53 -p 53:53/udp dns",
    "docker run -p 127.0.0.1:80:80 -p 10.0.0.1:80:80 nginx",
)


def check(script: Script) -> Iterator[Remark]:
    """Two containers ports on one port of the host."""
    for invocation in script.invocations:
        taken: set[tuple[str, str, str]] = set()
        for use in invocation.uses("publish"):
            publish = parse_publish(use.value or "")
            if publish is None or not publish.host.isdigit() or publish.wrong is not None:
                continue
            key = (publish.host_ip or "", publish.host, publish.protocol)
            if key in taken:
                yield placed(
                    script,
                    ID,
                    SEVERITY,
                    use.start,
                    Text(
                        ru=f"порт хоста {publish.host} занят дважды в одной команде",
                        en=f"the host's port {publish.host} is taken twice in one command",
                    ),
                    Text(ru="дайте второму другой порт хоста", en="give the second another port of the host"),
                )
            taken.add(key)
