"""The program runs as root, for no USER says otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.values.image import parse_image

ID = "container-runs-as-root"
SEVERITY: Severity = "advice"
KIND: Kind = "dockerfile"
TRIGGERS = (
    ('FROM python:3.14\nCOPY app.py /app.py\nCMD ["python", "/app.py"]\n'),
    ('FROM node:24\nUSER root\nCMD ["node", "a.js"]\n'),
)
NEAR_MISS = (
    ('FROM python:3.14\nUSER 10001\nCMD ["python", "/app.py"]\n'),
    ('FROM gcr.io/distroless/static-debian12:nonroot\nENTRYPOINT ["/app"]\n'),
    ('FROM scratch\nENTRYPOINT ["/app"]\n'),
    ('FROM debian:13-slim\nRUN make install\nCMD ["python3"]\n'),
    ('FROM php:8.5-apache\nCMD ["apache2-foreground"]\n'),
    ('FROM public.ecr.aws/lambda/python:3.13\nCMD ["app.handler"]\n'),
    ('FROM mambaorg/micromamba:2.0\nCMD ["python"]\n'),
    ("FROM nginx:1.29\nCOPY site /usr/share/nginx/html\n"),
    ('FROM python:3.14 AS base\nUSER app\nFROM base\nCMD ["python"]\n'),
)

#: Servers whose images give up root by themselves once the port is open or the data is theirs.
_SWITCH_THEMSELVES = frozenset(
    {
        "nginx", "httpd", "caddy", "haproxy", "traefik", "postgres", "postgis", "mysql", "mariadb", "mongo", "redis",
        "valkey", "rabbitmq", "memcached", "elasticsearch", "kibana", "grafana", "prometheus", "jenkins", "vault",
        "wordpress", "nextcloud", "clickhouse-server",
    }
)  # fmt: skip

#: Servers of PHP's and Apache's images, which keep root for their first process only.
_SERVERS = frozenset({"apache2-foreground", "httpd-foreground", "php-fpm"})
#: First processes that must be root's: they start others as whom they should.
_MANAGERS = frozenset({"systemd", "init", "sshd", "s6-svscan", "dockerd", "dockerd-entrypoint.sh", "crond", "cron"})
#: Programs that an image starts when it is a base for others rather than an application.
_INTERPRETERS = frozenset(
    {"python", "python3", "node", "irb", "iex", "erl", "ghci", "jshell", "julia", "R", "lua", "perl", "php", "swipl"}
)
#: Images that already end with an ordinary user.
_OTHER_USER = frozenset(
    {
        "micromamba", "keycloak", "opensearch", "opensearch-dashboards", "sonarqube", "airflow", "superset", "odoo",
        "solr", "logstash", "flink", "n8n", "renovate", "chainguard", "mssql-server", "server", "actions-runner",
        "selenium", "standalone-chrome", "standalone-firefox", "jenkins-agent", "inbound-agent", "curl", "hadolint",
    }
)  # fmt: skip


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark at most."""
    final = file.final
    if final is None:
        return
    lineage = file.lineage(final)
    users = [instruction for stage in reversed(lineage) for instruction in stage.find("USER") if instruction.value]
    started = next((found for stage in lineage for found in reversed(list(stage.find("CMD", "ENTRYPOINT")))), None)
    if users:
        user = users[-1]
        if user.value.partition(":")[0].strip("\"'") in ("root", "0"):
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru="последний `USER` — root: программа в контейнере работает от root",
                    en="the last `USER` is root: the program in the container runs as root",
                ),
                user.line,
                mend=Text(
                    ru="верните обычного пользователя перед CMD",
                    en="switch back to an ordinary user before CMD",
                ),
            )
        return
    image = parse_image(lineage[-1].resolved)
    if started is None or image.name in _SWITCH_THEMSELVES or "$" in lineage[-1].resolved:
        return
    first = (started.words or started.value.removeprefix("exec ").split() or ("",))[0]
    if first in _SERVERS or first.rpartition("/")[2] in _MANAGERS:
        return
    if started.words is not None and len(started.words) == 1 and started.words[0] in _INTERPRETERS:
        return  # an image to build others on: they choose the user
    if file.escape == "`" or "windows" in image.repository or "dotnet/framework" in image.repository:
        return
    if image.name == "scratch" or "distroless" in image.repository or "nonroot" in lineage[-1].resolved:
        return
    if image.name in _OTHER_USER or image.name.endswith(("-notebook", "-rootless")) or "rootless" in (image.tag or ""):
        return
    if "lambda" in image.repository and image.registry.endswith((".ecr.aws", ".amazonaws.com")):
        return  # the service that runs it has a user of its own
    if "unprivileged" in image.repository or image.registry.startswith("cgr.dev") or "bitnami" in image.repository:
        return
    script = " ".join(instruction.value for stage in lineage for instruction in stage.find("RUN", "ENTRYPOINT", "CMD"))
    if any(word in script for word in ("gosu", "su-exec", "setpriv", "s6-setuidgid", "chroot --userspec")):
        return
    maker = (
        "adduser -D" if "alpine" in (image.name, *(image.tag or "").split("-")) or "apk add" in script else "useradd -r"
    )
    yield Remark(
        ID,
        SEVERITY,
        Text(
            ru="нет `USER`: программа в контейнере работает от root",
            en="there is no `USER`: the program in the container runs as root",
        ),
        started.line,
        mend=Text(
            ru=f"перед запуском: `RUN {maker} app` и `USER app`",
            en=f"before the start: `RUN {maker} app` and `USER app`",
        ),
        fixed=f"USER 10001\n{started.raw.strip()}",
    )
