"""A RUN that ends with ``&&``: the shell waits for a command that does not come."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._shell_lines import is_cut

ID = "dangling-and"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = (
    "FROM alpine:3.22\nRUN apk add --no-cache curl &&\nUSER app\n",
    "FROM alpine:3.22\nRUN cat /etc/passwd |\nUSER app\n",
)
NEAR_MISS = (
    "FROM alpine:3.22\nRUN true && apk add --no-cache curl\nUSER app\n",
    "FROM debian:13-slim\nRUN apt-get update &&\n    apt-get install -y curl\n",
    "FROM alpine:3.22\nRUN true && \\\nUSER app\n",
)

_SIGNS = ("&&", "||", "|")


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for instruction in file.instructions:
        value = instruction.value.rstrip()
        if instruction.name != "RUN" or instruction.heredocs or not value.endswith(_SIGNS):
            continue
        if is_cut(file, instruction) or instruction.swallowed is not None:
            continue  # told as a lost line, or as an instruction that became an argument
        sign = next(sign for sign in _SIGNS if value.endswith(sign))
        bare = instruction.raw.rstrip(f" \t\n{file.escape}").removesuffix(sign).rstrip(f" \t\n{file.escape}")
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"RUN обрывается на `{sign}`: оболочка ждёт команду, которой нет",
                en=f"RUN ends with `{sign}`: the shell waits for a command that is not there",
            ),
            instruction.last_line,
            mend=Text(ru=f"уберите `{sign}` или допишите команду", en=f"take `{sign}` away, or finish the command"),
            fixed=bare,
            replaces=(instruction.line, instruction.last_line),
        )
