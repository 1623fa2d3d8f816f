"""An ARG in front of FROM used in a stage that does not declare it again."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile, variables
from bot.pasted.model import Kind, Remark, Severity

ID = "argument-out-of-scope"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = "ARG VERSION=1\nFROM debian:13\nENV APP_VERSION=$VERSION\n"
NEAR_MISS = (
    ("ARG VERSION=13\nFROM debian:${VERSION}\nARG VERSION\nENV APP_VERSION=$VERSION\n"),
    ("ARG V=13\nFROM debian:$V\nRUN V=2 && echo $V\n"),
)


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for stage in file.stages:
        known: set[str] = set()
        for base in file.lineage(stage)[1:]:
            for instruction in base.find("ARG", "ENV"):
                known.update(name for name, _ in instruction.assignments)
        for instruction in stage.instructions:
            used = variables(instruction.value + "".join(flag.value or "" for flag in instruction.flags))
            for name in used:
                if name not in file.global_arguments or name in known or name in file.predefined:
                    continue
                if instruction.name in ("RUN", "CMD", "ENTRYPOINT") and f"{name}=" in instruction.value:
                    continue  # the shell's own variable
                yield Remark(
                    ID,
                    SEVERITY,
                    Text(
                        ru=f"`{name}` объявлен до `FROM` и здесь пуст: такой ARG виден только в `FROM`",
                        en=f"`{name}` is declared before `FROM` and empty here: such an ARG is seen in `FROM` only",
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
