"""A password, a token or a key in a command of a RUN."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity
from bot.text.masking import MARKER, mask

ID = "secret-in-build-command"
SEVERITY: Severity = "danger"
KIND: Kind = "dockerfile"
TRIGGERS = (
    "FROM debian:13-slim\nRUN git clone https://me:hunter22@example.com/app.git\nUSER app\n",
    "FROM debian:13-slim\nRUN echo 'root:hunter22' | chpasswd\nUSER app\n",
)
NEAR_MISS = (
    "FROM debian:13-slim\n"
    "RUN --mount=type=secret,id=token git clone https://me:$(cat /run/secrets/token)@example.com/app.git\n"
    "USER app\n"
)

_PASSWORD_SET = re.compile(
    r"echo[ \t]+(?:-\w[ \t]+)?[\"']?[\w.-]{1,40}:(?!\$)[^\s\"'|$]{3,80}[\"']?[ \t]*\|[ \t]*chpasswd"
)


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for instruction in file.instructions:
        if instruction.name != "RUN":
            continue
        script = instruction.value + "".join(heredoc.body for heredoc in instruction.heredocs)
        if not _PASSWORD_SET.search(script) and (MARKER in script or mask(script) == script):
            continue
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru="секрет прямо в команде: он останется в слое и в `docker history`",
                en="a secret in the command: it stays in the layer and in `docker history`",
            ),
            instruction.line,
            mend=Text(
                ru="передайте его через `RUN --mount=type=secret`; утёкший смените",
                en="pass it with `RUN --mount=type=secret`; change what leaked",
            ),
        )
