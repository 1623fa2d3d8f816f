"""A command for a whole machine in RUN: a restart, a service manager, Docker itself; a build has none of them."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.run_commands import RunCommand, run_commands

ID = "host-command-in-build"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = (
    "FROM ubuntu:24.04\nRUN reboot\n",
    "FROM ubuntu:24.04\nRUN apt-get update && shutdown -r now\n",
    "FROM docker:28-cli\nRUN docker build -t app .\n",
    "FROM alpine:3.22\nRUN docker-compose up -d\n",
    "FROM alpine:3.22\nRUN docker compose pull\n",
    "FROM debian:13-slim\nRUN systemctl enable --now ssh\n",
    "FROM debian:13-slim\nRUN systemctl daemon-reload\n",
    "FROM debian:13-slim\nRUN ufw allow 80/tcp\n",
    "FROM debian:13-slim\nRUN sysctl -w vm.max_map_count=262144\n",
)
NEAR_MISS = (
    "FROM docker:28-cli\nRUN docker --version && docker buildx version && docker compose version\n",
    "FROM docker:28-dind\nRUN dockerd & sleep 5 && docker pull alpine:3.22\n",
    'FROM rockylinux:9\nRUN systemctl enable sshd && systemctl daemon-reload\nCMD ["/usr/sbin/init"]\n',
    "FROM debian:13-slim\nRUN systemctl mask getty.target\n",
    "FROM alpine:3.22\nRUN echo reboot\nRUN apk add --no-cache docker iptables\n",
    "FROM alpine:3.22\nRUN ln -s /bin/true /sbin/reboot\n",
)

_POWER = frozenset({"reboot", "shutdown", "poweroff", "halt", "telinit"})
_DOCKER = frozenset({"docker", "docker-compose", "podman"})
#: What Docker's client does without a daemon.
_WITHOUT_DAEMON = frozenset({"version", "completion", "context", "help", "plugin", "scout"})
_KERNEL = frozenset({"sysctl", "modprobe", "ufw", "firewall-cmd", "swapon", "swapoff"})
_ADVICE = {
    "power": Text(
        ru="при сборке нечего перезагружать: удалите строку",
        en="there is nothing to restart in a build: delete the line",
    ),
    "docker": Text(
        ru="образы собирают и запускают снаружи: на хосте или в CI",
        en="images are built and run from outside: on the host or in CI",
    ),
    "service": Text(
        ru="программу запускает `CMD`, одну на контейнер",
        en="`CMD` starts the program, one for a container",
    ),
    "kernel": Text(
        ru="это настройка хоста: выполните её на нём (часть `sysctl` даёт `docker run --sysctl`)",
        en="it is a setting of the host: run it there (some of `sysctl` go to `docker run --sysctl`)",
    ),
}


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each instruction."""
    manager = _has_manager(file)
    for instruction in file.instructions:
        if instruction.name != "RUN":
            continue
        commands = run_commands(instruction)
        daemon = any(command.program in ("dockerd", "dockerd-entrypoint.sh") for command in commands)
        for command in commands:
            kind = _kind(command, manager, daemon)
            if kind is None:
                continue
            shown = " ".join(command.words[:2])[:40]
            says = _says(kind, shown)
            alone = len(commands) == 1 and kind in ("power", "docker")
            yield Remark(ID, SEVERITY, says, instruction.line, mend=_ADVICE[kind], fixed="" if alone else None)
            break


def _kind(command: RunCommand, manager: bool, daemon: bool) -> str | None:
    """What of a machine the command wants; None where a build can run it."""
    if command.program in _POWER or command.words in (("init", "6"), ("init", "0")):
        return "power"
    if command.program in _DOCKER and not daemon:
        inner = (
            command.arguments[1:2] if command.arguments[:1] in (("compose",), ("buildx",)) else command.arguments[:1]
        )
        return "docker" if inner and inner[0] not in _WITHOUT_DAEMON else None
    if command.program == "systemctl" and not manager:
        now = command.arguments[:1] in (("enable",), ("disable",)) and "--now" in command.options
        return "service" if now or command.arguments[:1] in (("daemon-reload",), ("enable",)) else None
    if command.program in _KERNEL:
        return "kernel"
    return None


def _says(kind: str, shown: str) -> Text:
    match kind:
        case "power":
            return Text(
                ru=f"`{shown}` в сборке: перезагружать нечего", en=f"`{shown}` in a build: no machine to restart"
            )
        case "docker":
            return Text(
                ru=f"`{shown}` при сборке: внутри нет демона Docker, шаг упадёт",
                en=f"`{shown}` while building: there is no Docker daemon inside, the step fails",
            )
        case "service":
            return Text(
                ru=f"`{shown}`: systemd в контейнере не работает, службу никто не запустит",
                en=f"`{shown}`: no systemd runs in a container, nothing starts the service",
            )
    return Text(
        ru=f"`{shown}` меняет ядро хоста: при сборке на это нет прав, и в образ это не попадёт",
        en=f"`{shown}` changes the host's kernel: a build may not, and the image does not keep it",
    )


def _has_manager(file: Dockerfile) -> bool:
    """Whether the container is meant to start a service manager as its first process."""
    return any(
        word in instruction.value
        for instruction in file.instructions
        if instruction.name in ("CMD", "ENTRYPOINT")
        for word in ("/init", "systemd", '"init"')
    )
