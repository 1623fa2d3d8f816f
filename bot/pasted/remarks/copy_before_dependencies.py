"""The whole source copied before dependencies are installed: each change installs them again."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile, Instruction, Stage
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._dependencies import dependency_installation, manifest_of
from bot.pasted.run_commands import run_commands

ID = "copy-before-dependencies"
SEVERITY: Severity = "advice"
KIND: Kind = "dockerfile"
TRIGGERS = (
    ("FROM node:24\nWORKDIR /app\nCOPY . .\nRUN npm ci\n"),
    ("FROM python:3.14\nCOPY . /app\nRUN pip install --no-cache-dir -r /app/requirements.txt\n"),
)
NEAR_MISS = (
    ("FROM node:24\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\nRUN npm run build\n"),
    ("FROM golang:1.25\nWORKDIR /src\nCOPY . .\nRUN go build -o /app .\n"),
)

#: Programs that do without the source.
_WITHOUT_SOURCE = frozenset(
    {"apk", "yum", "dnf", "microdnf", "cd", "mkdir", "rm", "set", "echo", "useradd", "adduser", "groupadd", "addgroup"}
)


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for stage in file.stages:
        copied = None
        for instruction in stage.instructions:
            if instruction.name in ("COPY", "ADD") and instruction.flag("from") is None:
                sources = (instruction.words or instruction.value.split())[:-1]
                if any(source in (".", "./", "*", "./*") for source in sources):
                    copied = copied or instruction
            elif instruction.name == "RUN" and (installs := dependency_installation(instruction)) is not None:
                if copied is not None:
                    first = _copy(installs.manifest, (copied.words or copied.value.split())[-1])
                    shown = f"{copied.keyword} {copied.value[:40]}"
                    yield Remark(
                        ID,
                        SEVERITY,
                        Text(
                            ru=f"`{shown}` стоит до установки зависимостей (строка {instruction.line}): "
                            "любая правка кода ставит их заново",
                            en=f"`{shown}` stands before the dependencies (line {instruction.line}): "
                            "every change installs them anew",
                        ),
                        copied.line,
                        mend=Text(
                            ru=f"сначала `{first}` и установка, потом `COPY . .`",
                            en=f"first `{first}` and the installation, then `COPY . .`",
                        ),
                        fixed=_reordered(file, stage, copied, instruction, first),
                        replaces=(copied.line, instruction.last_line),
                    )
                break


def _copy(manifest: str, target: str) -> str:
    """The COPY of what the installation reads, to where the whole source would have put it."""
    folder = "./" if target in (".", "./") else target.rstrip("/") + "/"
    names = [name.removeprefix(folder).removeprefix("./") for name in manifest.split()]
    names = [name.rpartition("/")[2] if name.startswith("/") else name for name in names]
    inner = names[0].rpartition("/")[0]
    if inner:  # requirements/prod.txt reads its neighbours
        return f"COPY {inner}/ {folder}{inner}/"
    return f"COPY {' '.join(names)} {folder}"


def _reordered(file: Dockerfile, stage: Stage, copied: Instruction, installing: Instruction, first: str) -> str | None:
    """The lines with the installation before the whole source; None where what stands between may need the source."""
    between = [each for each in stage.instructions if copied.start < each.start < installing.start]
    commands = [command for each in between if each.name == "RUN" for command in run_commands(each)]
    if any(each.name in ("COPY", "ADD", "USER") for each in between):
        return None
    if any(command.program not in _WITHOUT_SOURCE and command.apt is None for command in commands):
        return None
    kept = file.mended[copied.last_line : installing.line - 1]
    alone, rest = _split(installing)
    if alone is None:
        return None
    return "\n".join([first, *kept, alone, copied.raw.strip(), *([f"RUN {rest}"] if rest else [])])


def _split(installing: Instruction) -> tuple[str | None, str]:
    """A RUN without what follows its installation and needs the source, and that; None where it cannot be parted."""
    commands = run_commands(installing)
    place = next((index for index, command in enumerate(commands) if manifest_of(command)), 0)
    if all(command.program in _WITHOUT_SOURCE or manifest_of(command) for command in commands[place + 1 :]):
        return installing.raw.strip(), ""
    parts = installing.raw.strip().split("&&")
    if len(parts) != len(commands) or installing.heredocs:
        return None, ""
    ends = "\\ \t\n"
    rest = "&&".join(parts[place + 1 :])
    return "&&".join(parts[: place + 1]).rstrip(ends), rest.strip(ends)
