"""export in a RUN of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.run_commands import RunCommand, run_commands
from bot.text.masking import mask

ID = "export-in-run"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = (
    "FROM debian:13-slim\nRUN export PATH=/opt/bin:$PATH\n",
    "FROM python:3.14\nRUN python -m venv /venv\nRUN . /venv/bin/activate\n",
    "FROM python:3.14\nRUN python -m venv /venv && source /venv/bin/activate\n",
    "FROM debian:13-slim\nRUN . /etc/profile\n",
)
NEAR_MISS = (
    "FROM debian:13-slim\nRUN export A=1 && make\nENV PATH=/opt/bin:$PATH\n",
    "FROM python:3.14\nRUN . /venv/bin/activate && pip install --no-cache-dir flask\n",
)


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for instruction in file.instructions:
        if instruction.name != "RUN":
            continue
        commands = run_commands(instruction)
        if commands and _activates(commands):
            folder, _, script = commands[-1].words[1].rpartition("/")
            if script != "activate":  # what it sets nobody can tell from here
                yield Remark(
                    ID,
                    SEVERITY,
                    Text(
                        ru=f"`{script}` читается только на этот RUN: следующие шаги его не увидят",
                        en=f"`{script}` is read for this RUN only: the steps below do not see it",
                    ),
                    instruction.line,
                    mend=Text(
                        ru="читайте его в том же RUN, где он нужен, или задайте переменные через `ENV`",
                        en="read it in the RUN that needs it, or set its variables with `ENV`",
                    ),
                )
                continue
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru="окружение включается только на этот RUN: следующие шаги его не увидят",
                    en="the environment is active in this RUN only: the steps below do not see it",
                ),
                instruction.line,
                mend=Text(ru=f"`ENV PATH={folder}:$PATH`", en=f"`ENV PATH={folder}:$PATH`"),
                fixed=f"ENV PATH={folder}:$PATH" if len(commands) == 1 and folder.startswith(("/", "$")) else None,
            )
            continue
        if commands and all(command.program == "export" for command in commands):
            fixed = "\n".join(f"ENV {' '.join(command.words[1:])}" for command in commands)
            shown = mask(fixed.partition("\n")[0][:80])
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru="`export` кончается вместе с этим RUN: дальше переменной нет",
                    en="`export` ends with this RUN: nothing after it sees the variable",
                ),
                instruction.line,
                mend=Text(ru=f"`{shown}`", en=f"`{shown}`"),
                fixed=fixed,
            )


def _activates(commands: Sequence[RunCommand]) -> bool:
    """Whether the last command only reads a script of variables into a shell that ends."""
    last = commands[-1]
    return last.program in ("source", ".") and len(last.words) == 2 and not last.nested
