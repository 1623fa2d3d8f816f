"""A capability that is nearly root on the host."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import placed
from bot.pasted.values.identity import capability

ID = "dangerous-capability"
SEVERITY: Severity = "danger"
KIND: Kind = "command"
TRIGGERS = ("docker run --cap-add ALL x:1", "docker run --cap-add=SYS_ADMIN x:1")
NEAR_MISS = ("docker run --cap-add NET_ADMIN x:1", "docker run --cap-drop ALL x:1")


def check(script: Script) -> Iterator[Remark]:
    """A capability that is nearly root on the host."""
    for invocation in script.invocations:
        for use in invocation.uses("cap-add"):
            name = capability(use.value or "")
            if name not in ("ALL", "SYS_ADMIN", "SYS_MODULE", "SYS_RAWIO", "DAC_READ_SEARCH", "SYS_PTRACE", "BPF"):
                continue
            yield placed(
                script,
                ID,
                SEVERITY,
                use.start,
                Text(
                    ru=f"`{name}` — почти права root на хосте",
                    en=f"`{name}` is nearly root on the host",
                ),
                Text(
                    ru="давайте только ту привилегию, без которой не работает",
                    en="give the one capability that it cannot do without",
                ),
            )
