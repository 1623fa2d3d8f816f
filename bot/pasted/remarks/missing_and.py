"""A command of its own on a continued line, without ``&&`` before it: it becomes arguments of the one above."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile, Instruction
from bot.pasted.model import Kind, Remark, Severity

ID = "missing-and"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = (
    "FROM debian:13-slim\nRUN apt-get update && \\\n    apt-get install -y curl \\\n    apt-get clean\n",
    "FROM debian:13-slim\nRUN apt-get update \\\n    apt-get install -y curl \\\n    && rm -rf /var/lib/apt/lists/*\n",
    "FROM alpine:3.22\nRUN mkdir -p /data \\\n  chown 1000 /data\n",
)
NEAR_MISS = (
    "FROM debian:13-slim\nRUN apt-get update && DEBIAN_FRONTEND=noninteractive \\\n    apt-get install -y curl\n",
    "FROM debian:13-slim\nRUN apt-get update && \\\n    apt-get install -y curl \\\n    git \\\n    && apt-get clean\n",
    "FROM debian:13-slim\nRUN apt-get update && apt-get install -y \\\n    npm \\\n    pip \\\n    cron\n",
    'FROM debian:13-slim\nRUN sh -c "apt-get update; \\\n    apt-get install -y curl"\n',
    "FROM debian:13-slim\nRUN if true; then \\\n    apt-get update; \\\n  fi\n",
    "FROM debian:13-slim\nRUN --mount=type=cache,target=/root/.cache \\\n    pip install flask\n",
    "FROM debian:13-slim\nRUN set -ex \\\n    # lists\n    && apt-get update \\\n    && sudo \\\n    rm -rf /tmp/a\n",
    "FROM debian:13-slim\nRUN xargs -0 \\\n    rm -rf < list\nRUN env A=1 \\\n    npm ci\n",
)

#: Programs that are followed by a verb, which no list of packages has.
_WITH_VERB = frozenset({"apt-get", "apt", "apk", "dnf", "yum", "pip", "pip3", "npm", "yarn", "composer"})
_VERBS = frozenset(
    {"install", "update", "upgrade", "add", "clean", "autoremove", "remove", "purge", "ci", "run", "del", "i"}
)
#: Programs that are followed by an option or a path.
_WITH_PATH = frozenset({"rm", "mkdir", "chmod", "chown", "cp", "mv", "ln", "cd"})
_ARGUMENT = re.compile(r"-\w|/|\d|\w{1,40}:")
#: Ends of a line after which a command may begin.
_OPEN_SIGNS = ("&&", "||", ";", "|", "&", "(", "{", "!")
_OPEN_WORDS = frozenset({"then", "do", "else", "sudo", "RUN", "run", "exec", "time", "eval", "if", "while"})
#: A command that starts the one behind its options.
_STARTER = re.compile(r"\b(?:xargs|env|nohup|nice|timeout|find)\b[^&|;]{0,200}$")


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for the first such line of an instruction."""
    for instruction in file.instructions:
        if instruction.name == "RUN" and "\n" in instruction.raw and not instruction.heredocs:
            yield from _first(instruction, file.escape)


def _first(instruction: Instruction, escape: str) -> Iterator[Remark]:
    lines = instruction.raw.split("\n")
    above = ""
    head = ""
    for offset, line in enumerate(lines):
        bare = line.strip()
        if not bare or bare.startswith("#"):
            continue
        quoted = head.count('"') % 2 or head.count("'") % 2
        if above and _is_command(bare) and not quoted and not _is_open(above) and not _is_bare_run(head):
            number = instruction.line + offset
            fixed = [
                *lines[:offset],
                re.sub(r"\S", lambda first: f"&& {first[0]}", line, count=1),
                *lines[offset + 1 :],
            ]
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru=f"перед `{bare.split()[0]}` нет `&&`: его слова достанутся команде строкой выше",
                    en=f"there is no `&&` before `{bare.split()[0]}`: the command above gets its words",
                ),
                number,
                mend=Text(ru="поставьте `&&`", en="put `&&` there"),
                fixed="\n".join(fixed),
                replaces=(instruction.line, instruction.last_line),
            )
            return
        above = bare.rstrip(escape).rstrip()
        head = f"{head} {above}".strip()


def _is_command(line: str) -> bool:
    """Whether a line begins like a command with its verb, option or path."""
    words = line.split()[:6]
    if words[:1] == ["sudo"]:
        del words[0]
    if len(words) < 2:
        return False
    if words[0] in _WITH_VERB:
        return next((word for word in words[1:] if not word.startswith("-")), "") in _VERBS
    return (words[0] in _WITH_PATH and _ARGUMENT.match(words[1]) is not None) or words[:2] == ["python", "-m"]


def _is_open(line: str) -> bool:
    """Whether a command may begin behind the line: after a sign, a word of the shell, or variables for it."""
    last = re.split(r"&&|[;|(]", line)[-1].split()
    return (
        line.endswith(_OPEN_SIGNS)
        or line.split()[-1:][0] in _OPEN_WORDS
        or _STARTER.search(line) is not None
        or (bool(last) and all("=" in word and not word.startswith("-") for word in last))
    )


def _is_bare_run(head: str) -> bool:
    """Whether only RUN, its flags and variables stand before the line."""
    return all(word.upper() == "RUN" or word.startswith("--") or "=" in word for word in head.split())
