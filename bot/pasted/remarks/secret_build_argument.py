"""A secret is handed to the build as an argument: its value stays in the image's history."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import code, placed
from bot.pasted.values.environment import is_secret, split_assignment
from bot.pasted.written_secrets import holds_secret

ID = "secret-build-argument"
SEVERITY: Severity = "danger"
KIND: Kind = "command"
TRIGGERS = (
    "docker build --build-arg NPM_TOKEN=$NPM_TOKEN .",
    "docker buildx build --build-arg DB_PASSWORD -t app:1 .",
)
NEAR_MISS = (
    "docker build --build-arg VERSION=$VERSION .",
    "docker build --build-arg TOKEN_TTL=$TTL .",
    "docker build --secret id=npm,env=NPM_TOKEN .",
    # A value in clear is told of by secret-on-command-line.
    "docker build --build-arg NPM_TOKEN=abc123 .",
)


def check(script: Script) -> Iterator[Remark]:
    """A secret is handed to the build as an argument: its value stays in the image's history."""
    for invocation in script.invocations:
        for use in invocation.uses("build-arg"):
            name, value = split_assignment(use.value or "")
            if not holds_secret(name, "a-value") or (value and is_secret(name, value)):
                continue
            yield placed(
                script,
                ID,
                SEVERITY,
                use.start,
                Text(
                    ru=f"секрет через `--build-arg` ({code(name)}): значение останется в истории образа, его покажет "
                    "`docker history`",
                    en=f"a secret by `--build-arg` ({code(name)}): its value stays in the image's history, "
                    "`docker history` shows it",
                ),
                Text(
                    ru=f"`--secret id=token,env={name}` и в Dockerfile `RUN --mount=type=secret,id=token`",
                    en=f"`--secret id=token,env={name}`, and `RUN --mount=type=secret,id=token` in the Dockerfile",
                ),
            )
