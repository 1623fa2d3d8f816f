"""A password, a token or a key written into the file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile, Service
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.values.environment import split_assignment
from bot.pasted.written_secrets import holds_secret
from bot.pasted.yaml_nodes import Node

ID = "plain-secret"
SEVERITY: Severity = "danger"
KIND: Kind = "compose"
TRIGGERS = (
    ("services:\n  db:\n    image: postgres:18\n    environment:\n      POSTGRES_PASSWORD: qwerty\n"),
    ("services:\n  app:\n    image: shop:1\n    environment:\n      - DATABASE_URL=postgres://shop:qwerty@db/shop\n"),
    ("services:\n  cache:\n    image: redis:8\n    command: redis-server --requirepass qwerty\n"),
    ('services:\n  app:\n    image: shop:1\n    command: ["run", "--db-password=qwerty"]\n'),
    ('services:\n  app:\n    image: shop:1\n    command: ["run", "--db", "postgres://shop:qwerty@db/shop"]\n'),
)
NEAR_MISS = (
    (
        "services:\n"
        "  db:\n"
        "    image: postgres:18\n"
        "    environment:\n"
        "      POSTGRES_PASSWORD: ${DB_PASSWORD:?}\n"
        "      POSTGRES_PASSWORD_FILE: /run/secrets/db\n"
        "      TOKEN_TTL: 3600\n"
    ),
    ("services:\n  cache:\n    image: redis:8\n    command: redis-server --requirepass ${REDIS_PASSWORD}\n"),
    ("services:\n  app:\n    image: shop:1\n    command: [run, --token-file=/t, --db.password-file, /p, --no-pass]\n"),
)

_OPTION = re.compile(
    r"(?:^|\s)(--?(?:[\w.-]{0,40}[-_.])?(?:requirepass|masterauth|passw(?:or)?d|pass|passphrase|api-?key|token|secret"
    r"|secret-?key|access-?key|private-?key))"
    r"[= ][\"']?([^\s$<{/\"'-][^\s]{0,200})"
)
#: A password in an address: only its scheme and user are told.
_CREDENTIALS = re.compile(r"\b[a-z][a-z0-9+.-]{1,20}://[^\s:/@$]{1,80}(?=:[^\s/@$<{][^\s/@]{0,200}@)")


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for service in file.services.values():
        for name, node in _secrets(service):
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru=f"секрет прямо в файле, он попадёт в Git и виден в `docker inspect`: {_named(name, '«»')}",
                    en=f"a secret in the file, it gets into Git and shows in `docker inspect`: {_named(name, '“”')}",
                ),
                node.line,
                node.column,
                Text(
                    ru="вынесите в `.env` (`${ПЕРЕМЕННАЯ}`) или в `secrets:` с переменной `…_FILE`; пароль смените",
                    en="move it to `.env` (`${VARIABLE}`) or to `secrets:` with `…_FILE`; change the password",
                ),
            )


def _named(name: str, quotes: str) -> str:
    """The name as code; an option's in quotes, for what stands behind it as code is masked like its value."""
    return f"{quotes[0]}{name}{quotes[1]}" if name.startswith("-") else f"`{name}`"


def _secrets(service: Service) -> Iterator[tuple[str, Node]]:
    """Names of secrets with the nodes that hold them."""
    for variable in service.environment:
        if holds_secret(variable.name, variable.value):
            yield variable.name, variable.node
    build = service.get("build")
    arguments = build.get("args") if build is not None else None
    if arguments is not None:
        for name, (key, node) in arguments.entries().items():
            if holds_secret(name, node.real.value):
                yield name, key
        for item in arguments.scalars():
            if holds_secret(*split_assignment(item.value)):
                yield item.value.partition("=")[0], item
    for option in ("command", "entrypoint"):
        command = service.get(option)
        if command is None:
            continue
        previous = ""
        for item in command.scalars():
            if credentials := _CREDENTIALS.search(item.value):
                yield credentials[0], item
            elif found := _OPTION.search(f"{previous} {item.value}"):
                yield found[1], item
                previous = ""
            else:
                previous = item.value
