"""``docker info`` and ``docker version``: lines of ``key: value``, what they say, and what is notable in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.base import Base
from bot.knowledge.entry import Text
from bot.pasted.model import Explanation, Piece, Remark, Span

_LINE = re.compile(r"[ \t]{0,12}(?P<key>[A-Za-z][\w /.-]{0,40}?):(?:[ \t]+(?P<value>[^\n]{0,300}))?$")
_MEANINGS: dict[str, Text] = {
    "client": Text("программа docker, которой вы пишете команды", "the docker program that you type commands into"),
    "server": Text("демон, который запускает контейнеры", "the daemon that runs the containers"),
    "containers": Text("сколько контейнеров на хосте", "how many containers are on the host"),
    "running": Text("сколько из них работает", "how many of them run"),
    "paused": Text("сколько приостановлено", "how many are paused"),
    "stopped": Text("сколько остановлено", "how many are stopped"),
    "images": Text("сколько образов", "how many images"),
    "server version": Text("версия демона", "the daemon's version"),
    "version": Text("версия", "the version"),
    "api version": Text(
        "версия API, на которой говорят клиент и демон", "the API version that client and daemon speak"
    ),
    "storage driver": Text(
        "как хранятся слои; overlay2 и overlayfs — норма", "how layers are kept; overlay2 is normal"
    ),
    "logging driver": Text("куда идут логи контейнеров", "where the containers' logs go"),
    "cgroup driver": Text("через что задаются пределы ресурсов", "what sets resource limits"),
    "cgroup version": Text("версия cgroup; сейчас обычна 2", "the cgroup version; 2 is usual today"),
    "swarm": Text("состоит ли хост в кластере Swarm", "whether the host is part of a Swarm"),
    "runtimes": Text("чем запускаются контейнеры", "what starts containers"),
    "default runtime": Text("среда запуска по умолчанию", "the default runtime"),
    "kernel version": Text("ядро Linux", "the Linux kernel"),
    "operating system": Text("операционная система", "the operating system"),
    "ostype": Text("вид контейнеров: linux или windows", "kind of containers: linux or windows"),
    "os/arch": Text("система и архитектура", "system and architecture"),
    "architecture": Text("архитектура процессора", "the processor's architecture"),
    "cpus": Text("сколько ядер видит Docker", "how many cores Docker sees"),
    "total memory": Text("сколько памяти видит Docker", "how much memory Docker sees"),
    "docker root dir": Text("где лежат образы, тома и контейнеры", "where images, volumes and containers lie"),
    "insecure registries": Text("реестры без проверки TLS", "registries without a TLS check"),
    "registry mirrors": Text("зеркала Docker Hub", "mirrors of Docker Hub"),
    "live restore enabled": Text("переживут ли контейнеры перезапуск демона", "do containers outlive a daemon restart"),
    "security options": Text("защита: seccomp, AppArmor, rootless", "protection: seccomp, AppArmor, rootless"),
    "debug mode": Text("подробный журнал демона", "the daemon's verbose log"),
    "context": Text("с каким демоном говорит клиент", "which daemon the client talks to"),
    "plugins": Text("расширения", "plugins"),
    "go version": Text("каким Go собрано", "the Go that built it"),
    "git commit": Text("из какого коммита собрано", "the commit it was built from"),
    "built": Text("когда собрано", "when it was built"),
    "engine": Text("движок Docker", "Docker's engine"),
    "containerd": Text("кто держит контейнеры запущенными", "what keeps containers running"),
    "runc": Text("кто создаёт процесс контейнера", "what creates the container's process"),
    "docker-init": Text("init для --init", "the init behind --init"),
    "experimental": Text("включены ли пробные возможности", "whether experimental features are on"),
    "name": Text("имя хоста", "the host's name"),
    "id": Text("id демона", "the daemon's id"),
    "http proxy": Text("прокси демона", "the daemon's proxy"),
    "https proxy": Text("прокси демона для HTTPS", "the daemon's proxy for HTTPS"),
}


def explain_report(piece: Piece, base: Base) -> Explanation:
    """Explain lines of ``key: value``; lines that are none are marked unknown."""
    spans: list[Span] = []
    facts: dict[str, str] = {}
    remarks: list[Remark] = []
    listed = ""  # the key whose values stand on lines of their own
    offset = 0
    for number, line in enumerate(piece.text.split("\n"), start=1):
        stripped = line.strip()
        if stripped:
            start = offset + line.index(stripped)
            match = _LINE.match(line.rstrip()[:400])
            says = None
            if match is None and listed:
                says = Text(f"значение для {listed}", f"a value of {listed}")
            if match:
                key = match["key"].lower()
                says = _MEANINGS.get(key)
                listed = "" if match["value"] else match["key"]
                if key == "version" and "engine" in facts and "client" in facts:
                    facts.setdefault("daemon's version", match["value"] or "")
                facts.setdefault(key, (match["value"] or "").strip())
                if key in ("insecure registries", "registry mirrors") and not match["value"]:
                    facts[key] = ""
            if stripped.startswith("WARNING"):
                says = Text("предупреждение демона", "a warning of the daemon's")
                remarks.append(_warning(stripped, number))
            spans.append(Span(start, start + len(stripped), stripped, "key", says))
        offset += len(line) + 1
    version = ("client" in facts or "engine" in facts) and "server version" not in facts
    command = "docker version" if version else "docker info"
    known = bool(facts)
    return Explanation(
        piece=piece,
        title=Text(f"Вывод {command}", f"Output of {command}") if known else Text("Таблица", "A table"),
        summary=Text("\n".join(_summary(facts, "ru")), "\n".join(_summary(facts, "en"))),
        spans=tuple(spans),
        remarks=(*remarks, *_remarks(facts)),
        related=tuple(name for name in ("docker-version" if version else "system-info",) if base.get(name)),
        sure=piece.sure,
    )


def _warning(line: str, number: int) -> Remark:
    text = line.removeprefix("WARNING:").strip()
    says = Text(f"Docker предупреждает: {text}", f"Docker warns: {text}")
    mend = None
    if "swap limit" in text or "memory limit" in text:
        mend = Text(
            "предел памяти не действует: в GRUB добавьте `cgroup_enable=memory swapaccount=1`",
            "the memory limit has no effect: add `cgroup_enable=memory swapaccount=1` in GRUB",
        )
    elif "bridge-nf-call" in text:
        mend = Text(
            "`sudo modprobe br_netfilter` и `sysctl net.bridge.bridge-nf-call-iptables=1`",
            "`sudo modprobe br_netfilter` and `sysctl net.bridge.bridge-nf-call-iptables=1`",
        )
    if re.search(r"without (?:encryption|TLS)|insecure|root access", text, re.IGNORECASE):
        return Remark("daemon-open-to-network", "danger", says, line=number, mend=mend)
    return Remark("daemon-warning", "fault", says, line=number, mend=mend)


def _remarks(facts: dict[str, str]) -> Iterator[Remark]:
    driver = facts.get("storage driver", "")
    if driver in ("vfs", "devicemapper", "aufs"):
        yield Remark(
            "slow-storage-driver",
            "fault",
            Text(f"драйвер хранения {driver}: медленный или устаревший", f"storage driver {driver}: slow or obsolete"),
            mend=Text("перейдите на overlay2", "move to overlay2"),
        )
    if facts.get("logging driver") == "json-file":
        yield Remark(
            "unlimited-logs",
            "advice",
            Text(
                "логи json-file без предела растут, пока не кончится диск", "json-file logs grow until the disk is full"
            ),
            mend=Text(
                'в daemon.json: `"log-opts": {"max-size": "10m"}`', 'in daemon.json: `"log-opts": {"max-size": "10m"}`'
            ),
        )


def _summary(facts: dict[str, str], language: str) -> Iterator[str]:
    ru = language == "ru"
    if not facts:
        yield "Не узнаю, какая команда это напечатала." if ru else "I cannot tell which command printed this."
        return
    version = facts.get("server version") or facts.get("version")
    if version:
        yield (
            f"Docker {version}."
            if "server version" in facts
            else (f"Клиент Docker {version}." if ru else f"Docker client {version}.")
            if "client" in facts
            else (f"Демон Docker {version}." if ru else f"Docker daemon {version}.")
        )
    if daemon := facts.get("daemon's version"):
        yield f"Демон Docker {daemon}." if ru else f"Docker daemon {daemon}."
    if facts.get("containers"):
        counts = f"{facts['containers']} ({facts.get('running', '?')} / {facts.get('stopped', '?')})"
        yield (
            f"Контейнеров {counts} — всего (работают / остановлены)."
            if ru
            else (f"Containers {counts}: all (running / stopped).")
        )
    for key, russian, english in (
        ("operating system", "Система", "System"),
        ("total memory", "Памяти видит", "Memory it sees"),
        ("storage driver", "Драйвер хранения", "Storage driver"),
        ("docker root dir", "Данные лежат в", "Data lies in"),
    ):
        if facts.get(key):
            yield f"{russian if ru else english}: {facts[key]}."
