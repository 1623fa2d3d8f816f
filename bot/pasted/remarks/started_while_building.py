"""A server or a service started in RUN: it is gone when the step ends."""

from __future__ import annotations

import json
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.run_commands import RunCommand, run_commands

ID = "started-while-building"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = (
    ("FROM debian:13-slim\nRUN service nginx start\n"),
    ("FROM node:24\nRUN npm start\n"),
    ("FROM python:3.14\nRUN python manage.py runserver 0.0.0.0:8000\n"),
    ("FROM alpine:3.22\nRUN rc-service sshd start\n"),
    ("FROM debian:13-slim\nRUN apt-get update && /etc/init.d/ssh start\n"),
)
NEAR_MISS = (
    "FROM debian:13-slim\n"
    "RUN systemctl enable ssh\n"
    "RUN nginx -t\n"
    "RUN npm run build\n"
    "RUN python manage.py collectstatic --noinput\n"
)
#: Programs that start services and end themselves: no container can live of them.
_MANAGERS = frozenset({"service", "systemctl", "rc-service", "invoke-rc.d"})
#: Words with which a server's program checks, tells or prepares something, and ends.
_NO_START = ("-t", "-v", "-V", "--version", "--help", "--initialize", "configtest", "-M")


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for instruction in file.instructions:
        if instruction.name != "RUN":
            continue
        commands = run_commands(instruction)
        if not commands or not _starts_server(commands[-1]):
            continue
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"`{commands[-1].program}` запускается при сборке: шаг не кончится или процесс умрёт вместе с ним",
                en=f"`{commands[-1].program}` is started while building: the step never ends, or the process dies",
            ),
            instruction.line,
            mend=Text(
                ru="программу запускает `CMD`, и не в фоне",
                en="`CMD` starts the program, and not in the background",
            ),
            fixed=f"CMD {json.dumps(list(commands[-1].words), ensure_ascii=False)}"
            if len(commands) == 1
            and commands[-1].program not in _MANAGERS
            and not commands[-1].words[0].startswith("/etc/init.d/")
            else None,
        )


def _starts_server(command: RunCommand) -> bool:
    """Whether a command starts what runs on and on."""
    arguments = command.arguments
    if command.words[0].startswith("/etc/init.d/"):
        return arguments[:1] in (("start",), ("restart",))
    match command.program:
        case "service":
            return arguments[1:2] in (("start",), ("restart",)) and len(arguments) == 2
        case "systemctl":
            return arguments[:1] in (("start",), ("restart",))
        case "rc-service" | "invoke-rc.d":
            return arguments[1:2] in (("start",), ("restart",))
        case "nginx" | "apachectl" | "apache2ctl" | "redis-server" | "mysqld" | "mysqld_safe" | "sshd":
            return not any(word.startswith(_NO_START) for word in command.words[1:])
        case "npm" | "yarn" | "pnpm":
            return arguments in (("start",), ("run", "start"), ("run", "dev"), ("dev",), ("run", "serve"), ("serve",))
        case "python" | "python3":
            return arguments[1:2] == ("runserver",) or arguments[:1] in (("app.py",), ("server.py",), ("bot.py",))
        case "flask":
            return arguments[:1] == ("run",)
        case "node":
            return arguments[:1] in (("server.js",), ("app.js",), ("index.js",))
        case "uvicorn" | "gunicorn" | "nodemon" | "php-fpm" | "supervisord":
            return not any(word in ("--version", "-v", "--help", "-t") for word in command.options)
    return False
