"""A password or a token stands in the command itself."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.concealment import secret_uses
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import code, placed

ID = "secret-on-command-line"
SEVERITY: Severity = "danger"
KIND: Kind = "command"
TRIGGERS = (
    "docker run -e POSTGRES_PASSWORD=hunter2 postgres:16",
    "docker login -u me -p hunter2",
    "docker run -e DATABASE_URL=postgres://u:hunter2@db/x app:1",
    "docker build --build-arg NPM_TOKEN=abc123 .",
)
NEAR_MISS = (
    "docker run -e POSTGRES_PASSWORD postgres:16",
    "docker run -e POSTGRES_PASSWORD=$PW postgres:16",
    "docker run -e POSTGRES_PASSWORD_FILE=/run/secrets/pw postgres:16",
    "docker login -u me --password-stdin",
    "docker run -p 80:80 nginx:1.27",
)


def check(script: Script) -> Iterator[Remark]:
    """A password or a token stands in the command itself."""
    for invocation in script.invocations:
        for where, _ in list(secret_uses(invocation))[:3]:
            login = invocation.path == "docker login"
            yield placed(
                script,
                ID,
                SEVERITY,
                invocation.program_start,
                Text(
                    ru=f"секрет открытым текстом ({code(where)}): останется в истории оболочки"
                    + ("" if login else " и в `docker inspect`"),
                    en=f"a secret in clear ({code(where)}): it stays in the shell's history"
                    + ("" if login else " and in `docker inspect`"),
                ),
                Text(
                    ru='`--password-stdin`: echo "$TOKEN" | docker login -u имя --password-stdin'
                    if login
                    else "передайте через `--env-file`, `-e ИМЯ` без значения или файл секрета",
                    en='`--password-stdin`: echo "$TOKEN" | docker login -u name --password-stdin'
                    if login
                    else "use `--env-file`, `-e NAME` without a value, or a secret file",
                ),
            )
