"""An option that current releases no longer have."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import code, placed

ID = "removed-option"
SEVERITY: Severity = "fault"
KIND: Kind = "command"
TRIGGERS = (
    "docker login -u me -e me@example.org",
    "docker ps --since web",
    "docker stack deploy --bundle-file a.dab x",
)
NEAR_MISS = ("docker login -u me", "docker logs --since 2h web")


def check(script: Script) -> Iterator[Remark]:
    """An option that current releases no longer have."""
    for fault in script.faults_of(ID):
        version = "" if fault.detail in ("", "v1") else fault.detail
        since = (f" (версия {version})", f" ({version})") if version else (" вместе с Compose v1", " with Compose v1")
        yield placed(
            script,
            ID,
            SEVERITY,
            fault.start,
            Text(
                ru=f"параметр {code(fault.word)} у `{fault.scope}` убрали{since[0]}",
                en=f"{code(fault.word)} was removed from `{fault.scope}`{since[1]}",
            ),
            Text(
                ru=f"вместо него: `{fault.nearest}`" if fault.nearest else "уберите его",
                en=f"use `{fault.nearest}`" if fault.nearest else "leave it out",
            ),
            fault.nearest,
        )
