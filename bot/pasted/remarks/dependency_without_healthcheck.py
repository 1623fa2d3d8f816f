"""A wait for health of a service that has no check of it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "dependency-without-healthcheck"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = (
    "services:\n"
    "  web:\n"
    "    image: nginx:1.29\n"
    "    depends_on:\n"
    "      db:\n"
    "        condition: service_healthy\n"
    "  db:\n"
    "    image: postgres:18\n"
)
NEAR_MISS = (
    (
        "services:\n"
        "  web:\n"
        "    image: nginx:1.29\n"
        "    depends_on:\n"
        "      db:\n"
        "        condition: service_healthy\n"
        "  db:\n"
        "    image: postgres:18\n"
        "    healthcheck:\n"
        '      test: ["CMD", "pg_isready"]\n'
    ),
    (
        "services:\n"
        "  web:\n"
        "    image: nginx:1.29\n"
        "    depends_on:\n"
        "      api:\n"
        "        condition: service_healthy\n"
        "  api:\n"
        "    build: .\n"
    ),
)


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for service in file.services.values():
        for name, (node, condition) in service.dependencies.items():
            other = file.services.get(name)
            if condition != "service_healthy" or other is None or other.has_healthcheck:
                continue
            disabled = other.get("healthcheck") is not None
            # An image may bring a check of its own; those of the databases do not.
            if not disabled and (other.store is None or other.extends_elsewhere or not file.is_whole):
                continue
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru=f"`{service.name}` ждёт, пока `{name}` станет healthy, а проверки у него нет: запуск сорвётся",
                    en=f"`{service.name}` waits until `{name}` is healthy, and `{name}` has no check: the start fails",
                ),
                node.line,
                node.column,
                Text(ru=f"дайте `{name}` `healthcheck:`", en=f"give `{name}` a `healthcheck:`"),
            )
