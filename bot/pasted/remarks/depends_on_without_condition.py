"""A start order that does not wait until the other service is ready."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "depends-on-without-condition"
SEVERITY: Severity = "advice"
KIND: Kind = "compose"
TRIGGERS = (
    ("services:\n  web:\n    image: nginx:1.29\n    depends_on: [db]\n  db:\n    image: postgres:18\n"),
    (
        "services:\n"
        "  web:\n"
        "    image: nginx:1.29\n"
        "    depends_on: [api]\n"
        "  api:\n"
        "    image: shop:1\n"
        "    healthcheck:\n"
        '      test: ["CMD", "true"]\n'
    ),
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
    ("services:\n  web:\n    image: nginx:1.29\n    depends_on: [api]\n  api:\n    image: shop:1\n"),
    ("services:\n  adminer:\n    image: adminer:5\n    depends_on: [db]\n  db:\n    image: postgres:18\n"),
)

#: Tools that connect when a person opens them.
_PATIENT = frozenset(
    {
        "adminer",
        "pgadmin4",
        "pgadmin",
        "phpmyadmin",
        "mongo-express",
        "redis-commander",
        "redisinsight",
        "kafka-ui",
        "kibana",
    }
)


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for service in file.services.values():
        if service.image is not None and service.image.name in _PATIENT:
            continue
        for name, (node, condition) in service.dependencies.items():
            other = file.services.get(name)
            if condition is not None or other is None or not (other.has_healthcheck or other.starts_slowly):
                continue
            check_ru = "" if other.has_healthcheck else f" и дайте `{name}` `healthcheck:`"
            check_en = "" if other.has_healthcheck else f", and give `{name}` a `healthcheck:`"
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru=f"`{service.name}` ждёт только запуска `{name}`, а не готовности",
                    en=f"`{service.name}` waits until `{name}` is started, not until it is ready",
                ),
                node.line,
                node.column,
                Text(
                    ru=f"`depends_on:` → `{name}:` → `condition: service_healthy`{check_ru}",
                    en=f"`depends_on:` → `{name}:` → `condition: service_healthy`{check_en}",
                ),
            )
