"""A flag that the instruction does not have; the nearest real one."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.knowledge.grammar import nearest
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity

ID = "unknown-instruction-flag"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = (
    ("FROM debian:13-slim\nCOPY --chwon=app a /a\n"),
    ("FROM debian:13-slim\nRUN --volume=/a true\n"),
)
NEAR_MISS = (
    "FROM debian:13-slim\n"
    "COPY --chown=app --chmod=644 --link a /a\n"
    "RUN --mount=type=cache,target=/c --network=none true\n"
    "HEALTHCHECK --start-period=5s CMD true\n"
)


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for instruction in file.instructions:
        fact = file.facts.get(instruction.name)
        if fact is None:
            continue
        for flag in instruction.flags:
            if flag.name in fact.flags:
                continue
            near = nearest(flag.name, fact.flags)
            known = ", ".join(f"`--{name}`" for name in sorted(fact.flags))
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru=f"у `{instruction.name}` нет флага `--{flag.name}`",
                    en=f"`{instruction.name}` has no flag `--{flag.name}`",
                ),
                instruction.line,
                mend=Text(
                    ru=f"похоже на `--{near}`" if near else f"есть: {known}" if known else "флагов у неё нет",
                    en=f"`--{near}` is near" if near else f"there are: {known}" if known else "it has no flags",
                ),
                fixed=instruction.raw.strip().replace(f"--{flag.name}", f"--{near}", 1) if near else None,
            )
