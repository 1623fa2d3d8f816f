"""Processes, IPC or users are shared with the host."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import placed

ID = "host-namespace"
SEVERITY: Severity = "danger"
KIND: Kind = "command"
TRIGGERS = ("docker run --pid host alpine:3", "docker run --ipc=host x:1")
NEAR_MISS = ("docker run --pid container:web alpine:3",)


def check(script: Script) -> Iterator[Remark]:
    """Processes, IPC or users are shared with the host."""
    for invocation in script.invocations:
        for use in invocation.uses("pid", "ipc", "uts", "userns", "cgroupns"):
            if use.value != "host":
                continue
            yield placed(
                script,
                ID,
                SEVERITY,
                use.start,
                Text(
                    ru=f"`{use.spelled} host` открывает контейнеру "
                    + {"pid": "процессы хоста", "ipc": "общую память хоста"}.get(use.name, "пространство имён хоста"),
                    en=f"`{use.spelled} host` opens to the container the host's "
                    + {"pid": "processes", "ipc": "shared memory"}.get(use.name, "name space"),
                ),
                Text(
                    ru="оставьте только для отладки и слежения",
                    en="keep it for debugging and monitoring",
                ),
            )
