"""An ARG in front of FROM used in a stage that does not declare it again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile, Stage, variables
from bot.pasted.model import Kind, Remark, Severity

ID = "argument-out-of-scope"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = (
    "ARG VERSION=1\nFROM debian:13\nENV APP_VERSION=$VERSION\n",
    "FROM debian:13 AS build\nARG VERSION=1\nRUN make\nFROM debian:13\nLABEL version=$VERSION\n",
)
NEAR_MISS = (
    ("ARG VERSION=13\nFROM debian:${VERSION}\nARG VERSION\nENV APP_VERSION=$VERSION\n"),
    ("ARG V=13\nFROM debian:$V\nRUN V=2 && echo $V\n"),
    ("FROM debian:13 AS base\nARG V=1\nFROM base\nLABEL v=$V\n"),
    ("FROM debian:13 AS a\nARG NODE_VERSION\nFROM node:24\nRUN echo $NODE_VERSION\n"),
)


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for stage in file.stages:
        known: set[str] = set()
        for base in file.lineage(stage)[1:]:
            for instruction in base.find("ARG", "ENV"):
                known.update(name for name, _ in instruction.assignments)
        elsewhere = _elsewhere(file, stage)
        for instruction in stage.instructions:
            used = variables(instruction.value + "".join(flag.value or "" for flag in instruction.flags))
            for name in used:
                outside = name in file.global_arguments
                if not (outside or name in elsewhere) or name in known or name in file.predefined:
                    continue
                if instruction.name in ("RUN", "CMD", "ENTRYPOINT") and re.search(
                    rf"\b{name}=|\b(?:for|read)\s+(?:-\w+\s+)?{name}\b", instruction.value
                ):
                    continue  # the shell's own variable
                yield Remark(
                    ID,
                    SEVERITY,
                    Text(
                        ru=f"`{name}` объявлен до `FROM` и здесь пуст: такой ARG виден только в `FROM`",
                        en=f"`{name}` is declared before `FROM` and empty here: such an ARG is seen in `FROM` only",
                    )
                    if outside
                    else Text(
                        ru=f"`{name}` объявлен в другой стадии и здесь пуст: ARG действует только в своей",
                        en=f"`{name}` is declared in another stage and empty here: an ARG holds in its own only",
                    ),
                    instruction.line,
                    mend=Text(
                        ru=f"повторите в стадии: `ARG {name}`",
                        en=f"say it again in the stage: `ARG {name}`",
                    ),
                    fixed=f"ARG {name}\n{instruction.raw.strip()}",
                )
                known.add(name)
            if instruction.name in ("ARG", "ENV"):
                known.update(name for name, _ in instruction.assignments)


def _elsewhere(file: Dockerfile, stage: Stage) -> set[str]:
    """Arguments of stages that this one does not build on; those aside that its base image may set itself."""
    own = {id(each) for each in file.lineage(stage)}
    image = stage.resolved.rpartition("/")[2].partition(":")[0].lower()
    return {
        name
        for other in file.stages
        if id(other) not in own
        for instruction in other.find("ARG")
        for name, _ in instruction.assignments
        if name.isidentifier() and name.partition("_")[0].lower() not in image
    }
