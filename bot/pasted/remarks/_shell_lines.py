"""Lines of a Dockerfile that are no instruction but the rest of a shell command whose backslash got lost."""

from __future__ import annotations

import re

from bot.pasted.dockerfile_parser import Dockerfile, Instruction

_PROGRAMS = frozenset(
    {
        "apt", "apt-get", "apk", "yum", "dnf", "pip", "pip3", "python", "python3", "npm", "yarn", "pnpm", "node", "rm",
        "mkdir", "chmod", "chown", "cp", "mv", "ln", "cd", "echo", "curl", "wget", "tar", "unzip", "git", "make",
        "cmake", "gcc", "go", "cargo", "mvn", "gradle", "sed", "awk", "grep",
        "useradd", "adduser", "groupadd", "addgroup",
        "install", "bash", "sh", "test",
    }
)  # fmt: skip
_PACKAGE = re.compile(r"[a-z0-9][a-z0-9.+:=~*-]{1,80}")


def is_cut(file: Dockerfile, instruction: Instruction) -> bool:
    """Whether an instruction ends too early: its next line lost the backslash above it."""
    below = next((other for other in file.instructions if other.start > instruction.start), None)
    return below is not None and below.name not in file.facts and is_shell_line(file, below)


def is_shell_line(file: Dockerfile, instruction: Instruction) -> bool:
    """Whether an unknown instruction reads like the next line of the RUN above it."""
    if file.above(instruction) not in ("RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK", "ENV"):
        return False
    line = file.mended[instruction.line - 1]
    word = instruction.keyword
    if word.startswith(("&&", "||", "|", "-", ";", '"', "'")) or word in _PROGRAMS:
        return True
    indented = line[:1] in (" ", "\t")
    return indented and word == word.lower() and _PACKAGE.fullmatch(word) is not None


def is_bare_command(file: Dockerfile, instruction: Instruction) -> bool:
    """Whether an unknown instruction is a command of its own, whose RUN was forgotten."""
    if instruction.name in file.facts or instruction.keyword not in _PROGRAMS | {"sudo", "systemctl", "docker"}:
        return False
    return bool(instruction.value) and not is_shell_line(file, instruction)
