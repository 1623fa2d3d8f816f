"""--rm and --restart exclude each other."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import placed

ID = "restart-with-rm"
SEVERITY: Severity = "fault"
KIND: Kind = "command"
TRIGGERS = ("docker run --rm --restart always nginx",)
NEAR_MISS = ("docker run --rm nginx", "docker run --restart always nginx", "docker run --rm --restart no nginx")


def check(script: Script) -> Iterator[Remark]:
    """--rm and --restart exclude each other."""
    for invocation in script.invocations:
        policy = invocation.value("restart")
        if invocation.creates_container and invocation.has("rm") and policy and policy != "no":
            use = next(invocation.uses("restart"))
            yield placed(
                script,
                ID,
                SEVERITY,
                use.start,
                Text(
                    ru="`--rm` и `--restart` не сочетаются: Docker откажет",
                    en="`--rm` and `--restart` exclude each other: Docker refuses",
                ),
                Text(ru="оставьте что-то одно", en="keep one of them"),
            )
