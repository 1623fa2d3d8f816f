"""The container shares the host's network."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import placed

ID = "host-network"
SEVERITY: Severity = "danger"
KIND: Kind = "command"
TRIGGERS = ("docker run --network host nginx:1.27", "docker run --net=host x:1")
NEAR_MISS = ("docker run --network web nginx:1.27", "docker build --network host .")


def check(script: Script) -> Iterator[Remark]:
    """The container shares the host's network."""
    for invocation in script.invocations:
        for use in invocation.uses("network", "net"):
            if use.value != "host" or not invocation.creates_container:
                continue
            yield placed(
                script,
                ID,
                SEVERITY,
                use.start,
                Text(
                    ru="сеть хоста без изоляции: порты программы открыты на хосте, ей доступен его localhost",
                    en="the host's network, not isolated: the program's ports are open there, its localhost in reach",
                ),
                Text(
                    ru="если нужен лишь порт, хватит `-p`",
                    en="if it is about a port only, `-p` will do",
                ),
            )
