"""The one command that would tell more about an error that nobody knows."""

from __future__ import annotations

import re

from bot.knowledge.entry import Text
from bot.pasted.model import Snippet

_STEPS: tuple[tuple[re.Pattern[str], str, Text], ...] = (
    (
        re.compile(
            r"yaml|compose\.ya?ml|validating|services\.\w|additional propert|interpolat|compose file", re.IGNORECASE
        ),
        "docker compose config --quiet",
        Text("проверить файл: назовёт место ошибки", "check the file: names the place of the fault"),
    ),
    (
        re.compile(
            r"failed to solve|dockerfile|executor failed|buildx|buildkit|\bRUN \S|^#\d+ |=> ERROR|did not complete",
            re.IGNORECASE | re.MULTILINE,
        ),
        "docker build --progress=plain --no-cache .",
        Text("собрать с полным выводом каждого шага", "build with the whole output of each step"),
    ),
    (
        re.compile(r"systemd|systemctl|dockerd|journalctl|docker\.service|containerd\b|daemon\.json", re.IGNORECASE),
        "sudo journalctl -u docker --since '10 min ago' --no-pager",
        Text("журнал службы Docker за 10 минут", "the log of Docker's service over 10 minutes"),
    ),
    (
        re.compile(r"registry|manifest|/v2/|pull(?:ing)?\b|push(?:ing)?\b|tls|x509|proxyconnect", re.IGNORECASE),
        "curl -sSI https://registry-1.docker.io/v2/",
        Text("отвечает ли реестр: должно быть 401", "does the registry answer: it should say 401"),
    ),
    (
        re.compile(r"daemon|docker\.sock|docker_engine|docker api|docker desktop", re.IGNORECASE),
        "docker info",
        Text("состояние Docker: драйверы, место, предупреждения", "the state of Docker: drivers, space, warnings"),
    ),
    (
        re.compile(r"^[\w.-]{1,60}[-_]\d+ {1,40}\||compose", re.IGNORECASE | re.MULTILINE),
        "docker compose logs --tail 100",
        Text("последние строки всех сервисов", "the last lines of all services"),
    ),
)
_LOGS = Snippet(
    "docker logs --tail 100 web", "bash", Text("последние строки контейнера web", "the last lines of the container web")
)


def next_step(text: str) -> Snippet:
    """The command to run next for a message of any length; what it shows is what the answer depends on."""
    head = text[-16384:]
    for pattern, command, caption in _STEPS:
        if pattern.search(head):
            return Snippet(command, "bash", caption)
    return _LOGS
