"""A password, a token or a key in ENV or ARG."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.written_secrets import holds_secret

ID = "secret-in-image"
SEVERITY: Severity = "danger"
KIND: Kind = "dockerfile"
TRIGGERS = (
    ("FROM debian:13-slim\nENV DB_PASSWORD=qwerty\n"),
    ("FROM debian:13-slim\nARG NPM_TOKEN\n"),
    ("FROM debian:13-slim\nENV DATABASE_URL=postgres://a:b@db/x\n"),
)
NEAR_MISS = (
    ("FROM debian:13-slim\nENV DB_PASSWORD_FILE=/run/secrets/db\n"),
    ("FROM debian:13-slim\nENV TOKEN_TTL=60 APP_MODE=prod\nARG VERSION=1\n"),
)

_HARMLESS = re.compile(r"PUBLIC|_(?:ID|NAME|USER|URL|HOST|TTL|LENGTH)$", re.IGNORECASE)


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for instruction in file.instructions:
        if instruction.name not in ("ENV", "ARG"):
            continue
        for name, value in instruction.assignments:
            if instruction.name == "ARG" and not value:
                secret = holds_secret(name, "x") and not _HARMLESS.search(name)
            else:
                secret = holds_secret(name, value)
            if not secret:
                continue
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru=f"секрет `{name}` останется в образе: его видно в `docker history` и `docker inspect`",
                    en=f"the secret `{name}` stays in the image: `docker history` and `docker inspect` show it",
                ),
                instruction.line,
                mend=Text(
                    ru="при сборке — `RUN --mount=type=secret`, при запуске — `-e` или `secrets:`; утёкшее смените",
                    en="`RUN --mount=type=secret` while building, `-e` or `secrets:` at the start; change what leaked",
                ),
            )
