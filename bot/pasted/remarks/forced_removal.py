"""rm -f kills running containers; rmi -f takes images from under them."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import placed

ID = "forced-removal"
SEVERITY: Severity = "danger"
KIND: Kind = "command"
TRIGGERS = (
    "docker rm -f web",
    "docker rm -f $(docker ps -aq)",
    "docker rmi -f app:1",
    "docker ps -aq | xargs docker rm -f",
)
NEAR_MISS = ("docker rm web", "docker build -f Dockerfile.dev .", "docker logs -f web")


def check(script: Script) -> Iterator[Remark]:
    """A removal by force: rm -f kills running containers, rmi -f takes images from under them."""
    for invocation in script.invocations:
        for use in invocation.uses("force"):
            if (
                invocation.path
                not in ("docker container rm", "docker image rm", "docker compose rm", "docker service rm")
                or not use.on
            ):
                continue
            every = (
                any("ps" in token.value and "-f" not in token.value and token.inner for token in invocation.arguments)
                or invocation.piped
            )
            container = invocation.path == "docker container rm"
            yield placed(
                script,
                ID,
                SEVERITY,
                use.start,
                Text(
                    ru=(
                        "`-f` убьёт контейнеры на ходу"
                        + (", причём все сразу" if every else "")
                        + " и удалит вместе с их данными вне томов"
                    )
                    if container
                    else "`-f` удалит без вопросов",
                    en=(
                        "`-f` kills containers while they run"
                        + (", all of them at once" if every else "")
                        + " and removes them with their data outside volumes"
                    )
                    if container
                    else "`-f` removes without asking",
                ),
                Text(
                    ru="мягче: `docker stop`, потом `docker rm`"
                    if container
                    else "без `-f` Docker предупредит, если нужное занято",
                    en="gentler: `docker stop`, then `docker rm`"
                    if container
                    else "without `-f` Docker tells you what is in use",
                ),
            )
