"""A restart policy that does not exist."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import code, placed
from bot.pasted.slips import nearest_word
from bot.pasted.values.restart import POLICIES

ID = "invalid-restart-policy"
SEVERITY: Severity = "fault"
KIND: Kind = "command"
TRIGGERS = ("docker run --restart alway nginx", "docker run --restart=unless_stopped nginx")
NEAR_MISS = ("docker run --restart on-failure:3 nginx", "docker update --restart no web")


def check(script: Script) -> Iterator[Remark]:
    """A restart policy that does not exist."""
    for invocation in script.invocations:
        for use in invocation.uses("restart"):
            value = use.value or ""
            if value and not value.startswith(("$", "<")) and value.split(":")[0] not in POLICIES:
                guess = nearest_word(value, POLICIES)
                yield placed(
                    script,
                    ID,
                    SEVERITY,
                    use.start,
                    Text(
                        ru=f"политики {code(value)} нет: бывают no, always, unless-stopped, on-failure[:число]",
                        en=f"there is no policy {code(value)}: no, always, unless-stopped, on-failure[:number]",
                    ),
                    Text(ru=f"похоже, нужно `{guess}`", en=f"probably `{guess}`") if guess else None,
                    guess,
                )
