"""HEALTHCHECK without CMD or NONE."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity

ID = "wrong-healthcheck"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = (
    "FROM debian:13-slim\nHEALTHCHECK curl -f http://localhost\n",
    "FROM debian:13-slim\nHEALTHCHECK interval=5s CMD curl -f http://localhost\n",
)
NEAR_MISS = (
    "FROM debian:13-slim\nHEALTHCHECK --interval=5s CMD curl -f http://localhost\nFROM debian:13\nHEALTHCHECK NONE\n"
)

_FLAGS = frozenset({"interval", "timeout", "retries", "start-period", "start-interval"})


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for instruction in file.instructions:
        if instruction.name == "HEALTHCHECK" and instruction.value:
            first = instruction.value.split()[0].upper()
            if first.lower().partition("=")[0] in _FLAGS and "=" in first:
                flags = re.sub(r"^(\w[\w-]*=)", r"--\1", instruction.value)
                yield Remark(
                    ID,
                    SEVERITY,
                    Text(
                        ru=f"`{first.lower()}` без `--`: для Docker это уже команда",
                        en=f"`{first.lower()}` without `--`: Docker takes it for the command",
                    ),
                    instruction.line,
                    mend=Text(ru=f"`--{first.lower()}`", en=f"`--{first.lower()}`"),
                    fixed=instruction.raw.replace(instruction.value, flags, 1).strip(),
                )
            elif first not in ("CMD", "NONE"):
                yield Remark(
                    ID,
                    SEVERITY,
                    Text(
                        ru="`HEALTHCHECK` ждёт `CMD команда` или `NONE`",
                        en="`HEALTHCHECK` wants `CMD command` or `NONE`",
                    ),
                    instruction.line,
                    mend=Text(
                        ru="поставьте `CMD` перед командой",
                        en="put `CMD` before the command",
                    ),
                    fixed=instruction.raw.replace(instruction.value, f"CMD {instruction.value}", 1).strip(),
                )
