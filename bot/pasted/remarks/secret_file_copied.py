"""A private key or a file of secrets copied into the image."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity

ID = "secret-file-copied"
SEVERITY: Severity = "danger"
KIND: Kind = "dockerfile"
TRIGGERS = (
    ("FROM debian:13-slim\nCOPY .env /app/\n"),
    ("FROM debian:13-slim\nCOPY id_rsa /root/.ssh/id_rsa\n"),
)
NEAR_MISS = "FROM debian:13-slim\nCOPY .env.example /app/.env.example\nCOPY id_rsa.pub /root/.ssh/authorized_keys\n"

_SECRET_FILES = frozenset(
    {
        ".env",
        "id_rsa",
        "id_ed25519",
        "id_ecdsa",
        ".git-credentials",
        ".netrc",
        ".pgpass",
        "credentials.json",
        "secrets.yaml",
        ".pypirc",
        ".dockercfg",
        "kubeconfig",
        "service-account.json",
    }
)


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for instruction in file.instructions:
        if instruction.name not in ("COPY", "ADD") or instruction.flag("from") is not None or instruction.heredocs:
            continue
        for source in (instruction.words or instruction.value.split())[:-1]:
            if source.rpartition("/")[2] in _SECRET_FILES:
                yield Remark(
                    ID,
                    SEVERITY,
                    Text(
                        ru=f"`{source}` попадёт в образ: секрет прочтёт каждый, у кого есть образ",
                        en=f"`{source}` gets into the image: everyone who has the image can read it",
                    ),
                    instruction.line,
                    mend=Text(
                        ru="при сборке — `RUN --mount=type=secret`, при запуске — `--env-file` или `secrets:`",
                        en="`RUN --mount=type=secret` while building, `--env-file` or `secrets:` at the start",
                    ),
                )
