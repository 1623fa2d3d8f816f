"""cd where WORKDIR is meant."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.run_commands import run_commands

ID = "cd-in-place-of-workdir"
SEVERITY: Severity = "advice"
KIND: Kind = "dockerfile"
TRIGGERS = (
    ('FROM debian:13-slim\nRUN cd /app\nCMD ["app"]\n'),
    ("FROM debian:13-slim\nRUN cd /app && make\n"),
)
NEAR_MISS = (
    ("FROM debian:13-slim\nWORKDIR /app\nRUN make\n"),
    ("FROM debian:13-slim\nRUN make && (cd /tmp && make)\n"),
)


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for instruction in file.instructions:
        if instruction.name != "RUN":
            continue
        commands = run_commands(instruction)
        # In a here-document the commands below it need it.
        if not commands or commands[0].program != "cd" or commands[0].nested or instruction.heredocs:
            continue
        folder = commands[0].words[1] if len(commands[0].words) > 1 else "/"
        if len(commands) == 1:
            says = Text(
                ru="`cd` в отдельном RUN ни на что не влияет: следующий шаг начнёт с прежней папки",
                en="`cd` in a RUN of its own has no effect: the next step begins in the folder of before",
            )
            fixed = f"WORKDIR {folder}"
        else:
            says = Text(ru="`cd` действует только до конца этого RUN", en="`cd` holds until the end of this RUN only")
            rest = instruction.value.partition("&&")[2].strip()
            fixed = f"WORKDIR {folder}\nRUN {rest}" if rest and not instruction.heredocs else f"WORKDIR {folder}"
        yield Remark(
            ID,
            "fault" if len(commands) == 1 else SEVERITY,
            says,
            instruction.line,
            mend=Text(ru=f"`WORKDIR {folder}`", en=f"`WORKDIR {folder}`"),
            fixed=fixed,
        )
