"""Published ports in the host's network: Docker discards them."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import placed

ID = "ports-in-host-network"
SEVERITY: Severity = "fault"
KIND: Kind = "command"
TRIGGERS = ("docker run --network host -p 80:80 nginx",)
NEAR_MISS = ("docker run --network web -p 80:80 nginx", "docker run --network host nginx")


def check(script: Script) -> Iterator[Remark]:
    """Published ports in the host's network: Docker discards them."""
    for invocation in script.invocations:
        if invocation.value("network", "net") == "host":
            for use in list(invocation.uses("publish"))[:1]:
                yield placed(
                    script,
                    ID,
                    SEVERITY,
                    use.start,
                    Text(
                        ru="при `--network host` проброс портов не действует: программа слушает порты хоста сама",
                        en="with `--network host` published ports are discarded: the program listens on the host",
                    ),
                    Text(ru="уберите -p или --network host", en="leave out -p or --network host"),
                )
