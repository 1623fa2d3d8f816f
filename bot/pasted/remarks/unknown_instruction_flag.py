"""A flag that the instruction does not have; the nearest real one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.knowledge.grammar import nearest
from bot.pasted.dockerfile_parser import Dockerfile, Flag, Instruction, InstructionFact
from bot.pasted.model import Kind, Remark, Severity

ID = "unknown-instruction-flag"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = (
    ("FROM debian:13-slim\nCOPY --chwon=app a /a\n"),
    ("FROM debian:13-slim\nRUN --volume=/a true\n"),
    ("FROM debian:13-slim AS a\nFROM debian:13-slim\nCOPY /app --from=a /app\n"),
    ("FROM debian:13-slim --platform=linux/amd64\nUSER app\n"),
    ("FROM debian:13-slim\nRUN --mount=type=cach,target=/a true\n"),
)
NEAR_MISS = (
    "FROM debian:13-slim\n"
    "COPY --chown=app --chmod=644 --link a /a\n"
    "RUN --mount=type=cache,target=/c --network=none true\n"
    "HEALTHCHECK --start-period=5s CMD true\n"
)

_TYPE = re.compile(r"(?:^|,)type=([^,\s]{1,40})")
#: The types of RUN --mount (Dockerfile reference).
_MOUNTS = ("bind", "cache", "tmpfs", "secret", "ssh")


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for instruction in file.instructions:
        fact = file.facts.get(instruction.name)
        if fact is None:
            continue
        yield from _behind(instruction, fact)
        for flag in instruction.flags:
            if flag.name == "mount" and flag.name in fact.flags:
                yield from _mount(instruction, flag)
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


def _behind(instruction: Instruction, fact: InstructionFact) -> Iterator[Remark]:
    """A remark on the first flag that stands behind what it must stand before."""
    if instruction.name not in ("FROM", "COPY", "ADD") or instruction.words is not None or instruction.heredocs:
        return
    for word in instruction.value.split():
        name = word[2:].partition("=")[0]
        if not word.startswith("--") or name not in fact.flags:
            continue
        rest = " ".join(part for part in instruction.value.split() if part != word)
        flags = " ".join(f"--{flag.name}" + (f"={flag.value}" if flag.value else "") for flag in instruction.flags)
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"`--{name}` стоит не на месте: флаги пишут сразу после `{instruction.name}`",
                en=f"`--{name}` is in the wrong place: flags stand right behind `{instruction.name}`",
            ),
            instruction.line,
            fixed=" ".join(part for part in (instruction.keyword, flags, word, rest) if part),
        )
        return


def _mount(instruction: Instruction, flag: Flag) -> Iterator[Remark]:
    """A remark on a mount of a type that there is not."""
    found = _TYPE.search(flag.value or "")
    if found is None or found[1] in _MOUNTS or "$" in found[1]:
        return
    near = nearest(found[1], _MOUNTS)
    known = ", ".join(f"`{name}`" for name in _MOUNTS)
    yield Remark(
        ID,
        SEVERITY,
        Text(ru=f"у `--mount` нет типа `{found[1]}`", en=f"`--mount` has no type `{found[1]}`"),
        instruction.line,
        mend=Text(
            ru=f"похоже на `{near}`" if near else f"есть: {known}",
            en=f"`{near}` is near" if near else f"there are: {known}",
        ),
        fixed=instruction.raw.strip().replace(f"type={found[1]}", f"type={near}", 1) if near else None,
    )
