"""seccomp or AppArmor is switched off."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import code, placed

ID = "protection-off"
SEVERITY: Severity = "danger"
KIND: Kind = "command"
TRIGGERS = ("docker run --security-opt seccomp=unconfined x:1",)
NEAR_MISS = ("docker run --security-opt no-new-privileges x:1", "docker run --security-opt seccomp=profile.json x:1")


def check(script: Script) -> Iterator[Remark]:
    """Seccomp or AppArmor is switched off."""
    for invocation in script.invocations:
        for use in invocation.uses("security-opt"):
            value = (use.value or "").replace(":", "=", 1)
            if not value.endswith("=unconfined"):
                continue
            yield placed(
                script,
                ID,
                SEVERITY,
                use.start,
                Text(
                    ru=f"{code(use.value or '')} выключает защиту ядра от контейнера",
                    en=f"{code(use.value or '')} switches off the kernel's protection from the container",
                ),
                Text(
                    ru="возьмите свой профиль с нужным вызовом вместо полного выключения",
                    en="use a profile with the call that you need instead",
                ),
            )
