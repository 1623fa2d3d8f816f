"""``docker inspect`` JSON of a container, an image, a network or a volume: the facts in it, and what is notable."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bot.knowledge.base import Base
from bot.knowledge.entry import Text
from bot.pasted.brackets import nesting
from bot.pasted.container_state import DATABASES, WANTED, exit_code_says, read_ports, read_status, see_logs, status_says
from bot.pasted.model import SEVERITIES, Explanation, Piece, Remark, Span
from bot.text.masking import MARKER, mask

#: Docker's own output is about ten levels deep; what is deeper is not read.
MAX_DEPTH = 100
_KEY = re.compile(r'"(?P<key>[A-Za-z0-9][\w./-]{0,80})"[ \t]{0,4}:')
_MEANINGS: dict[str, Text] = {
    "Id": Text("полный id", "the full id"),
    "Created": Text("когда создано", "when it was created"),
    "Path": Text("главный процесс", "the main process"),
    "Args": Text("его аргументы", "its arguments"),
    "State": Text("состояние сейчас", "the state now"),
    "Status": Text("состояние в одном слове", "the state in a word"),
    "Running": Text("работает ли", "whether it runs"),
    "Paused": Text("приостановлен ли", "whether it is paused"),
    "Restarting": Text("перезапускается ли", "whether it is restarting"),
    "OOMKilled": Text("убит ли за нехватку памяти", "whether it was killed for lack of memory"),
    "Dead": Text("не удалился ли до конца", "whether its removal failed"),
    "Pid": Text("номер процесса на хосте", "the process's number on the host"),
    "ExitCode": Text("код, с которым закончил процесс", "the code that the process ended with"),
    "Error": Text("почему не запустился", "why it did not start"),
    "StartedAt": Text("когда запущен", "when it was started"),
    "FinishedAt": Text("когда закончил", "when it ended"),
    "Health": Text("проверка здоровья и её последние ответы", "the health check and its last answers"),
    "Image": Text("образ", "the image"),
    "Name": Text("имя", "the name"),
    "RestartCount": Text("сколько раз перезапущен сам", "how often it was restarted by itself"),
    "Driver": Text("драйвер", "the driver"),
    "Platform": Text("система", "the system"),
    "Mounts": Text("тома и папки, подключённые внутрь", "volumes and folders mounted inside"),
    "Config": Text("с чем создан: команда, переменные, порты", "what it was created with: command, variables, ports"),
    "HostConfig": Text("связь с хостом: порты, пределы, права", "its ties to the host: ports, limits, rights"),
    "NetworkSettings": Text("сети, адреса и порты", "networks, addresses and ports"),
    "Networks": Text("сети, в которых он состоит", "the networks that it is part of"),
    "Ports": Text("порты: контейнер -> хост", "ports: container -> host"),
    "HostIp": Text("адрес хоста; 0.0.0.0 — все", "the host's address; 0.0.0.0 means all"),
    "FailingStreak": Text("сколько проверок подряд не прошло", "how many checks in a row failed"),
    "HostPort": Text("порт хоста", "the host's port"),
    "MaximumRetryCount": Text("сколько раз перезапускать, 0 — без предела", "how often to restart, 0 means no limit"),
    "IPAddress": Text("адрес в сети Docker", "the address in Docker's network"),
    "Gateway": Text("шлюз", "the gateway"),
    "MacAddress": Text("MAC-адрес", "the MAC address"),
    "Env": Text("переменные окружения", "environment variables"),
    "Cmd": Text("команда по умолчанию", "the default command"),
    "Entrypoint": Text("точка входа", "the entry point"),
    "WorkingDir": Text("рабочая папка", "the working directory"),
    "User": Text("пользователь процесса; пусто — root", "the process's user; empty means root"),
    "Labels": Text("метки", "the labels"),
    "ExposedPorts": Text("порты, которые образ объявляет", "ports that the image declares"),
    "Volumes": Text("тома, которые образ объявляет", "volumes that the image declares"),
    "Binds": Text("что подключено через -v", "what -v has mounted"),
    "PortBindings": Text("опубликованные порты", "published ports"),
    "RestartPolicy": Text("когда перезапускать", "when to restart"),
    "AutoRemove": Text("удалится ли после остановки (--rm)", "whether it goes after a stop (--rm)"),
    "Privileged": Text("полный доступ к хосту", "full access to the host"),
    "Memory": Text("предел памяти в байтах; 0 — без предела", "memory limit in bytes; 0 means none"),
    "NanoCpus": Text("предел процессора; 0 — без предела", "processor limit; 0 means none"),
    "NetworkMode": Text("в какой сети создан", "the network it was created in"),
    "LogConfig": Text("куда идут логи", "where its logs go"),
    "LogPath": Text("файл логов на хосте", "the log file on the host"),
    "RepoTags": Text("имена и теги образа", "the image's names and tags"),
    "RepoDigests": Text("отпечатки в реестре", "digests in the registry"),
    "Architecture": Text("архитектура", "the architecture"),
    "Os": Text("система", "the system"),
    "Size": Text("размер в байтах", "size in bytes"),
    "RootFS": Text("слои образа", "the image's layers"),
    "Scope": Text("local — этот хост, swarm — кластер", "local is this host, swarm the cluster"),
    "IPAM": Text("откуда берутся адреса", "where addresses come from"),
    "Subnet": Text("подсеть", "the subnet"),
    "Internal": Text("отрезана ли от внешнего мира", "whether it is cut off from outside"),
    "Attachable": Text("можно ли подключать обычные контейнеры", "whether plain containers can join"),
    "Containers": Text("контейнеры в этой сети", "the containers in this network"),
    "Mountpoint": Text("где том лежит на хосте", "where the volume lies on the host"),
    "Options": Text("опции драйвера", "the driver's options"),
    "Source": Text("что подключено с хоста", "what of the host is mounted"),
    "Destination": Text("куда внутри контейнера", "where inside the container"),
    "RW": Text("можно ли писать", "whether it can be written"),
    "ID": Text("короткий id", "the short id"),
    "CreatedAt": Text("когда создано", "when it was created"),
    "RunningFor": Text("как давно создан", "how long ago it was created"),
    "Names": Text("имя контейнера", "the container's name"),
    "Command": Text("главный процесс", "the main process"),
    "LocalVolumes": Text("сколько томов подключено", "how many volumes are mounted"),
    "Repository": Text("имя образа", "the image's name"),
    "Tag": Text("тег", "the tag"),
    "Digest": Text("отпечаток в реестре", "the digest in the registry"),
    "IPv4Address": Text("адрес контейнера в этой сети", "the container's address in this network"),
    "IPv6Address": Text("адрес IPv6 в этой сети", "the IPv6 address in this network"),
    "EndpointID": Text("id подключения к сети", "the id of the tie to the network"),
    "NetworkID": Text("id сети", "the network's id"),
    "Aliases": Text("имена контейнера в этой сети", "the container's names in this network"),
    "DNSNames": Text("имена, по которым его находят в сети", "the names by which the network finds it"),
    "Links": Text("старые связи --link", "old ties of --link"),
    "GlobalIPv6Address": Text("адрес IPv6", "the IPv6 address"),
    "IPPrefixLen": Text("длина маски подсети", "the length of the subnet's mask"),
    "EnableIPv4": Text("есть ли IPv4", "whether it has IPv4"),
    "EnableIPv6": Text("есть ли IPv6", "whether it has IPv6"),
    "Ingress": Text("общая ли сеть для портов Swarm", "whether it is Swarm's network for ports"),
    "ConfigOnly": Text("только ли настройки для других сетей", "whether it only holds settings for others"),
    "SandboxID": Text("id сетевого окружения", "the id of its network namespace"),
    "SandboxKey": Text("его файл на хосте", "its file on the host"),
    "Hostname": Text("имя внутри контейнера", "the name inside the container"),
    "Domainname": Text("домен внутри контейнера", "the domain inside the container"),
    "Tty": Text("есть ли терминал (-t)", "whether it has a terminal (-t)"),
    "OpenStdin": Text("открыт ли ввод (-i)", "whether its input is open (-i)"),
    "StdinOnce": Text("закрыть ли ввод после первого подключения", "whether input closes after the first client"),
    "AttachStdin": Text("подключён ли ввод", "whether input was attached"),
    "AttachStdout": Text("подключён ли вывод", "whether output was attached"),
    "AttachStderr": Text("подключён ли вывод ошибок", "whether error output was attached"),
    "OnBuild": Text("шаги для образов поверх этого", "steps for images on top of this one"),
    "ReadonlyRootfs": Text("закрыта ли корневая ФС для записи", "whether its root file system is read-only"),
    "CapAdd": Text("добавленные права", "rights that were added"),
    "CapDrop": Text("отнятые права", "rights that were taken"),
    "SecurityOpt": Text("настройки защиты", "security settings"),
    "ExtraHosts": Text("добавленные строки hosts", "lines added to hosts"),
    "Dns": Text("свои серверы DNS", "DNS servers of its own"),
    "IpcMode": Text("чья общая память", "whose shared memory"),
    "PidMode": Text("чьи процессы видны", "whose processes it sees"),
    "ShmSize": Text("размер /dev/shm в байтах", "size of /dev/shm in bytes"),
    "MemorySwap": Text("память вместе со swap; -1 — без предела", "memory with swap; -1 means no limit"),
    "MemoryReservation": Text("мягкий предел памяти", "the soft limit of memory"),
    "CpuShares": Text("доля процессора среди других", "its share of the processor"),
    "CpuQuota": Text("предел процессора", "the processor's limit"),
    "CpuPeriod": Text("за какое время он считается", "the time it is counted over"),
    "PidsLimit": Text("предел числа процессов", "the limit of processes"),
    "OomKillDisable": Text("запрещено ли убивать за память", "whether killing for memory is off"),
    "Runtime": Text("чем запускается, обычно runc", "what runs it, usually runc"),
    "Devices": Text("устройства хоста внутри", "devices of the host inside"),
    "Ulimits": Text("пределы процессов", "limits of processes"),
    "StopSignal": Text("каким сигналом останавливать", "the signal that stops it"),
    "StopTimeout": Text("сколько ждать остановки", "how long a stop waits"),
    "Healthcheck": Text("чем проверяется здоровье", "what checks its health"),
    "Test": Text("команда проверки", "the command of the check"),
    "Interval": Text("как часто, в наносекундах", "how often, in nanoseconds"),
    "Timeout": Text("сколько ждать, в наносекундах", "how long to wait, in nanoseconds"),
    "Retries": Text("сколько провалов подряд считать бедой", "how many failures in a row count"),
    "GraphDriver": Text("как хранятся слои", "how layers are stored"),
    "Data": Text("его папки на хосте", "its folders on the host"),
    "Layers": Text("слои", "the layers"),
    "Parent": Text("родительский образ", "the parent image"),
    "Author": Text("автор", "the author"),
    "DockerVersion": Text("какой версией собран", "the version that built it"),
    "Propagation": Text("видны ли внутри новые монтирования", "whether new mounts show inside"),
    "Mode": Text("режим: ro, rw, z", "the mode: ro, rw, z"),
    "Target": Text("путь внутри", "the path inside"),
    "Metadata": Text("служебное", "housekeeping"),
    "LastTagTime": Text("когда дан последний тег", "when the last tag was given"),
    "ResolvConfPath": Text("файл DNS на хосте", "its DNS file on the host"),
    "HostnamePath": Text("файл имени на хосте", "its file of the name on the host"),
    "HostsPath": Text("файл hosts на хосте", "its hosts file on the host"),
    "MountLabel": Text("метка SELinux", "the SELinux label"),
    "ProcessLabel": Text("метка SELinux процесса", "the process's SELinux label"),
    "AppArmorProfile": Text("профиль AppArmor", "the AppArmor profile"),
    "ExecIDs": Text("команды через exec сейчас", "commands under exec now"),
    "Service": Text("сервис из compose-файла", "the service of the compose file"),
    "Project": Text("проект Compose", "the Compose project"),
    "Publishers": Text("опубликованные порты", "published ports"),
    "URL": Text("адрес хоста; 0.0.0.0 — все", "the host's address; 0.0.0.0 means all"),
    "TargetPort": Text("порт в контейнере", "the port in the container"),
    "PublishedPort": Text("порт хоста, 0 — не опубликован", "the host's port, 0 means not published"),
    "Protocol": Text("протокол", "the protocol"),
    "ConfigFiles": Text("compose-файлы проекта", "the project's compose files"),
    "Log": Text("последние проверки", "the last checks"),
    "Start": Text("когда началась проверка", "when the check began"),
    "End": Text("когда кончилась", "when it ended"),
    "Output": Text("что проверка напечатала", "what the check printed"),
    "Type": Text("вид: bind — папка хоста, volume — том", "kind: bind is a host folder, volume a volume"),
}

_Facts = Iterator[tuple[Text, Text]]


def explain_inspection(piece: Piece, base: Base) -> Explanation:
    """Explain inspect JSON; broken, cut or overly deep JSON is answered with the reason."""
    spans = tuple(_spans(piece.text))
    value, fault = _read(piece.text)
    items = value if isinstance(value, list) else [value]
    objects = [item for item in items if isinstance(item, dict)]
    if fault or not objects:
        remark = fault or Remark(
            "empty-json", "fault", Text("JSON пуст: такого объекта нет", "empty JSON: no such object")
        )
        return Explanation(
            piece=piece,
            title=Text("JSON", "JSON"),
            summary=Text(f"{remark.says.ru}.", f"{remark.says.en}."),
            spans=spans,
            remarks=(remark,),
            sure=piece.sure,
        )
    kind, facts, judge, entry = _kind(objects[0])
    lines_ru: list[str] = []
    lines_en: list[str] = []
    remarks: list[Remark] = []
    for item in objects[:20]:
        for label, found in facts(item):
            lines_ru.append(f"- {label.ru}: {_shown(found.ru)}")
            lines_en.append(f"- {label.en}: {_shown(found.en)}")
        remarks += judge(item)
    count = f" × {len(objects)}" if len(objects) > 1 else ""
    return Explanation(
        piece=piece,
        title=Text(f"docker inspect: {kind.ru}{count}", f"docker inspect: {kind.en}{count}"),
        summary=Text("\n".join(lines_ru) or kind.ru, "\n".join(lines_en) or kind.en),
        spans=spans,
        remarks=tuple(sorted(remarks, key=lambda remark: SEVERITIES.index(remark.severity))),
        related=tuple(name for name in (entry, "inspect") if base.get(name)),
        sure=piece.sure,
    )


def _shown(text: str) -> str:
    cut = mask(text).replace("\n", " ")
    return cut if len(cut) <= 160 else cut[:157] + "…"


def _read(text: str) -> tuple[Any, Remark | None]:
    depth, deepest = nesting(text)
    if deepest > MAX_DEPTH:
        says = Text(
            f"вложенность {deepest}: Docker такого не печатает, читать не буду",
            f"{deepest} levels deep: Docker prints nothing like it, so I do not read it",
        )
        return None, Remark("too-deep", "fault", says)
    try:
        return json.loads(text.strip().lstrip("\ufeff")), None
    except json.JSONDecodeError as error:
        line = error.lineno
        says = Text(
            f"JSON обрывается или испорчен на строке {line}", f"the JSON ends early or is broken at line {line}"
        )
        if depth > 0:
            says = Text(
                f"JSON обрывается: не закрыто скобок: {depth}", f"the JSON ends early: {depth} brackets are open"
            )
        return None, Remark("broken-json", "fault", says, line=line, column=error.colno)
    except (ValueError, RecursionError):  # numbers of more than 4300 digits
        return None, Remark("broken-json", "fault", Text("JSON не читается", "the JSON cannot be read"))


def _kind(item: Mapping[str, Any]) -> tuple[Text, Callable[..., _Facts], Callable[..., Iterator[Remark]], str]:
    if "FailingStreak" in item:
        return Text("проверка здоровья", "a health check"), _health, _judge_health, "healthcheck-concept"
    if "Names" in item and "Status" in item:
        return Text("строка docker ps", "a line of docker ps"), _listed, _judge_listed, "container-ls"
    if "Publishers" in item or ("Service" in item and isinstance(item.get("State"), str)):
        return Text("строка docker compose ps", "a line of docker compose ps"), _listed, _judge_listed, "compose-ps"
    if "ConfigFiles" in item:
        return Text("строка docker compose ls", "a line of docker compose ls"), _other, _judge_nothing, "compose-ls"
    if "State" in item or "HostConfig" in item:
        return Text("контейнер", "a container"), _container, _judge_container, "container-inspect"
    if "RepoTags" in item or "RootFS" in item:
        return Text("образ", "an image"), _image, _judge_image, "image-inspect"
    if "IPAM" in item or ("Containers" in item and "Driver" in item):
        return Text("сеть", "a network"), _network, _judge_nothing, "network-inspect"
    if "Destination" in item and "Type" in item:
        return Text("подключения контейнера", "mounts of a container"), _mounted, _judge_mounted, "container-inspect"
    if "Mountpoint" in item:
        return Text("том", "a volume"), _volume, _judge_nothing, "volume-inspect"
    return Text("JSON", "JSON"), _other, _judge_nothing, "inspect"


def _at(item: Any, *path: str) -> Any:
    for key in path:
        item = item.get(key) if isinstance(item, dict) else None
    return item


def _name(item: Mapping[str, Any]) -> str:
    return str(_at(item, "Name") or str(_at(item, "Id") or "?")[:12]).lstrip("/")[:100]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _same(text: str) -> Text:
    return Text(text, text)


def _container(item: Mapping[str, Any]) -> _Facts:
    yield Text("имя", "name"), _same(f"`{_name(item)}`")
    if image := _at(item, "Config", "Image"):
        yield Text("образ", "image"), _same(f"`{image}`")
    status, code = _at(item, "State", "Status"), _at(item, "State", "ExitCode")
    if status:
        says = _same(str(status))
        if isinstance(code, int) and status in ("exited", "dead", "restarting"):
            why = exit_code_says(code)
            says = Text(f"{status}, код {code}: {why.ru}", f"{status}, code {code}: {why.en}")
        yield Text("состояние", "state"), says
    if health := _at(item, "State", "Health", "Status"):
        yield Text("здоровье", "health"), _same(str(health))
    if policy := _at(item, "HostConfig", "RestartPolicy", "Name"):
        yield Text("перезапуск", "restart"), _same(f"{policy}, × {_at(item, 'RestartCount') or 0}")
    bindings = _at(item, "NetworkSettings", "Ports") or _at(item, "HostConfig", "PortBindings")
    ports = [
        f"{host.get('HostIp') or '*'}:{host.get('HostPort')} -> {port}"
        for port, hosts in (bindings.items() if isinstance(bindings, dict) else ())
        for host in _list(hosts)
        if isinstance(host, dict)
    ]
    if ports:
        yield Text("порты", "ports"), _same(", ".join(ports[:8]))
    networks = _at(item, "NetworkSettings", "Networks")
    if isinstance(networks, dict) and networks:
        yield (
            Text("сети", "networks"),
            _same(", ".join(f"{name} ({_at(net, 'IPAddress') or '—'})" for name, net in list(networks.items())[:6])),
        )
    mounts = [
        f"{mount.get('Name') or mount.get('Source')} -> {mount.get('Destination')}"
        for mount in _list(_at(item, "Mounts"))
        if isinstance(mount, dict)
    ]
    if mounts:
        yield Text("тома и папки", "mounts"), _same(", ".join(mounts[:6]))
    memory = _at(item, "HostConfig", "Memory")
    if isinstance(memory, int):
        says = _same(f"{memory / 2**20:.0f} MiB") if memory else Text("без предела", "no limit")
        yield Text("память", "memory"), says


def _health(item: Mapping[str, Any]) -> _Facts:
    yield Text("итог", "result"), _same(str(_at(item, "Status") or "?"))
    yield Text("провалов подряд", "failures in a row"), _same(str(_at(item, "FailingStreak")))
    if log := _list(_at(item, "Log")):
        yield Text("код последней проверки", "code of the last check"), _same(str(_at(log[-1], "ExitCode")))


def _judge_health(item: Mapping[str, Any]) -> Iterator[Remark]:
    if _at(item, "Status") != "unhealthy" and not _at(item, "FailingStreak"):
        return
    output = _last_output(item)
    yield Remark(
        "container-unhealthy",
        "fault",
        Text(f"проверка здоровья не проходит: {output}", f"the health check fails: {output}"),
        mend=_lacking(output),
    )


def _last_output(health: Any) -> str:
    """What the last check of a health record said; empty where none is kept."""
    log = _list(_at(health, "Log"))
    return _shown(str(_at(log[-1], "Output") or "")).strip() if log else ""


def _lacking(output: str) -> Text | None:
    """What to do where the check's own program is not in the image."""
    match = re.search(r"([\w.-]{2,40}): (?:command )?not found|\"([\w.-]{2,40})\": executable file not found", output)
    if match is None:
        return None
    program = match[1] or match[2]
    return Text(
        f"в образе нет `{program}`: проверяйте тем, что там есть (`wget`, своя программа), или поставьте его",
        f"the image has no `{program}`: check by what is there (`wget`, the program itself), or install it",
    )


def _listed(item: Mapping[str, Any]) -> _Facts:
    for key, ru, en in (
        ("Names", "имя", "name"),
        ("Name", "имя", "name"),
        ("State", "состояние", "state"),
        ("Image", "образ", "image"),
        ("Status", "состояние", "state"),
        ("Ports", "порты", "ports"),
    ):
        if value := _at(item, key):
            yield Text(ru, en), _same(f"`{_shown(str(value))}`")


def _mounted(item: Mapping[str, Any]) -> _Facts:
    source = _at(item, "Name") or _at(item, "Source") or "?"
    mode = Text("", "") if _at(item, "RW") else Text(", только чтение", ", read-only")
    shown = _shown(f"{source} -> {_at(item, 'Destination')}")
    yield _same(str(_at(item, "Type"))), Text(f"`{shown}`{mode.ru}", f"`{shown}`{mode.en}")


def _judge_mounted(item: Mapping[str, Any]) -> Iterator[Remark]:
    """What is dangerous in an entry of ``Mounts`` that was printed alone."""
    source = str(_at(item, "Source") or "")
    if source.endswith("docker.sock"):
        says = Text("внутри docker.sock: это права root на хосте", "docker.sock is inside: root on the host")
        yield Remark("docker-socket", "danger", says)
    elif source == "/":
        says = Text("подключён весь диск хоста", "the host's whole disk is mounted")
        yield Remark("host-root-mounted", "danger", says)


def _judge_listed(item: Mapping[str, Any]) -> Iterator[Remark]:
    """What is notable in a line of ``docker ps --format json``, as in a row of its table."""
    name = str(_at(item, "Names") or _at(item, "Name") or "?")[:60]
    state = str(_at(item, "State") or "")
    code = f" ({_at(item, 'ExitCode')})" if state in ("exited", "restarting") else f" ({_at(item, 'Health')})"
    status = read_status(str(_at(item, "Status") or "") or f"{'Up' if state == 'running' else state}{code}")
    if status is not None:
        told = status_says(status)
        says = Text(f"{name}: {told.ru}", f"{name}: {told.en}")
        failed = status.state == "exited" and status.code is not None and status.code not in WANTED
        if status.health == "unhealthy":
            yield Remark("container-unhealthy", "fault", says)
        elif status.state in ("restarting", "dead") or failed:
            kind = "container-failed" if failed else f"container-{status.state}"
            yield Remark(kind, "fault", says, mend=see_logs(name))
    published = ", ".join(
        f"{_at(entry, 'URL') or '[::]'}:{_at(entry, 'PublishedPort')}->{_at(entry, 'TargetPort')}/tcp"
        for entry in _list(_at(item, "Publishers"))
        if _at(entry, "PublishedPort")
    )
    for port in read_ports(str(_at(item, "Ports") or "") or published):
        if port.open_to_all and port.database:
            yield Remark(
                "database-open-to-all",
                "danger",
                Text(
                    f"{name}: {port.database} (порт {port.host}) открыт всем",
                    f"{name}: {port.database} (port {port.host}) is open to everyone",
                ),
                mend=_same(f"`-p 127.0.0.1:{port.host}:{port.port}`"),
            )


def _judge_container(item: Mapping[str, Any]) -> Iterator[Remark]:
    name = _name(item)
    state = _at(item, "State") or {}
    code = _at(state, "ExitCode")
    if _at(state, "OOMKilled") is True:
        yield Remark(
            "container-out-of-memory",
            "fault",
            Text(
                f"{name}: процесс убит за нехватку памяти (OOMKilled)", f"{name}: killed for lack of memory (OOMKilled)"
            ),
            mend=Text("поднимите предел `--memory` или ищите утечку", "raise `--memory`, or look for a leak"),
        )
    if isinstance(code, int) and _at(state, "Status") in ("exited", "dead", "restarting") and code not in WANTED:
        why = exit_code_says(code)
        yield Remark(
            "container-killed" if code == 137 else "container-failed",
            "fault",
            Text(f"{name}: код {code}: {why.ru}", f"{name}: code {code}: {why.en}"),
            mend=see_logs(name),
        )
    if _at(state, "Status") == "restarting" or (isinstance(count := _at(item, "RestartCount"), int) and count >= 5):
        yield Remark(
            "container-restarting",
            "fault",
            Text(f"{name}: перезапускается по кругу", f"{name}: restarts over and over"),
        )
    if _at(state, "Health", "Status") == "unhealthy":
        output = _last_output(_at(state, "Health"))
        yield Remark(
            "container-unhealthy",
            "fault",
            Text(f"{name}: проверка здоровья не проходит: {output}", f"{name}: its health check fails: {output}"),
            mend=_lacking(output),
        )
    if error := _at(state, "Error"):
        yield Remark("start-error", "fault", _same(f"{name}: {_shown(str(error))}"))
    if _at(item, "HostConfig", "Privileged") is True:
        yield Remark(
            "privileged",
            "danger",
            Text(f"{name}: privileged: полный доступ к хосту", f"{name}: privileged: full access to the host"),
        )
    sources = [str(_at(mount, "Source") or "") for mount in _list(_at(item, "Mounts"))]
    # A part of the output may have only one of the two lists.
    sources += [str(bind).partition(":")[0] for bind in _list(_at(item, "HostConfig", "Binds"))]
    for source in dict.fromkeys(sources):
        if source.endswith("docker.sock"):
            yield Remark(
                "docker-socket",
                "danger",
                Text(
                    f"{name}: внутри docker.sock: это права root на хосте", f"{name}: has docker.sock: root on the host"
                ),
            )
        elif source == "/":
            yield Remark(
                "host-root-mounted",
                "danger",
                Text(f"{name}: подключён весь диск хоста", f"{name}: the host's whole disk is mounted"),
            )
    if any(mask(str(variable)) != str(variable) for variable in _list(_at(item, "Config", "Env"))):
        names = ", ".join(
            str(variable).partition("=")[0][:60]
            for variable in _list(_at(item, "Config", "Env"))
            if MARKER in mask(str(variable))
        )
        yield Remark(
            "secret-in-environment",
            "advice",
            Text(f"{name}: секреты видны в переменных: {names}", f"{name}: secrets show in variables: {names}"),
            mend=Text("перед тем как показывать вывод, уберите их", "take them out before showing the output"),
        )
    yield from _judge_ports(name, _at(item, "HostConfig", "PortBindings"))


def _judge_ports(name: str, bindings: Any) -> Iterator[Remark]:
    for port, hosts in bindings.items() if isinstance(bindings, dict) else ():
        number = str(port).partition("/")[0]
        for host in _list(hosts):
            if not isinstance(host, dict) or host.get("HostIp") not in ("", "0.0.0.0", "::", None):  # noqa: S104
                continue
            database = DATABASES.get(int(number)) if number.isdecimal() and len(number) < 6 else None
            shown = host.get("HostPort")
            if database:
                yield Remark(
                    "database-open-to-all",
                    "danger",
                    Text(
                        f"{name}: {database} (порт {shown}) открыт всем",
                        f"{name}: {database} (port {shown}) is open to all",
                    ),
                    mend=_same(f"`-p 127.0.0.1:{shown}:{number}`"),
                )
            else:
                yield Remark(
                    "port-open-to-all",
                    "advice",
                    Text(
                        f"{name}: порт {shown} открыт на всех интерфейсах хоста",
                        f"{name}: port {shown} is open on every interface of the host",
                    ),
                )


def _image(item: Mapping[str, Any]) -> _Facts:
    tags = ", ".join(f"`{tag}`" for tag in _list(_at(item, "RepoTags"))[:5])
    yield Text("теги", "tags"), Text(tags or "нет", tags or "none")
    if isinstance(size := _at(item, "Size"), int):
        yield Text("размер", "size"), _same(f"{size / 1e6:.0f} MB")
    yield Text("платформа", "platform"), _same(f"{_at(item, 'Os') or '?'}/{_at(item, 'Architecture') or '?'}")
    if layers := _list(_at(item, "RootFS", "Layers")):
        yield Text("слоёв", "layers"), _same(str(len(layers)))
    user = _at(item, "Config", "User")
    yield Text("пользователь", "user"), _same(str(user) if user else "root")
    for label, key in ((Text("точка входа", "entry point"), "Entrypoint"), (Text("команда", "command"), "Cmd")):
        if words := _list(_at(item, "Config", key)):
            yield label, _same("`" + " ".join(str(word) for word in words[:12]).replace("`", "'") + "`")
    ports = _at(item, "Config", "ExposedPorts")
    if isinstance(ports, dict) and ports:
        yield Text("объявленные порты", "declared ports"), _same(", ".join(list(ports)[:8]))


def _judge_image(item: Mapping[str, Any]) -> Iterator[Remark]:
    if not _list(_at(item, "RepoTags")):
        yield Remark("untagged-image", "advice", Text("образ без тега", "an image without a tag"))
    names = [
        str(variable).partition("=")[0][:60]
        for variable in _list(_at(item, "Config", "Env"))
        if MARKER in mask(str(variable))
    ]
    if names:
        yield Remark(
            "secret-in-environment",
            "danger",
            Text(
                f"секрет лежит в самом образе: {', '.join(names)}",
                f"a secret is in the image itself: {', '.join(names)}",
            ),
            mend=Text("смените его; при запуске — `-e` или `--env-file`", "change it; for a run `-e` or `--env-file`"),
        )


def _network(item: Mapping[str, Any]) -> _Facts:
    yield Text("имя", "name"), _same(f"`{_name(item)}`")
    yield Text("драйвер", "driver"), _same(str(_at(item, "Driver") or "?"))
    subnets = [str(_at(config, "Subnet")) for config in _list(_at(item, "IPAM", "Config")) if _at(config, "Subnet")]
    if subnets:
        yield Text("подсети", "subnets"), _same(", ".join(subnets[:4]))
    if _at(item, "Internal") is True:
        yield Text("наружу", "to the outside"), Text("закрыта (internal)", "closed (internal)")
    containers = _at(item, "Containers")
    if isinstance(containers, dict):
        names = ", ".join(str(_at(each, "Name") or "?") for each in list(containers.values())[:10])
        yield Text("контейнеры", "containers"), Text(names or "нет", names or "none")


def _volume(item: Mapping[str, Any]) -> _Facts:
    yield Text("имя", "name"), _same(f"`{_name(item)}`")
    yield Text("драйвер", "driver"), _same(str(_at(item, "Driver") or "?"))
    yield Text("лежит в", "lies in"), _same(f"`{_at(item, 'Mountpoint')}`")
    project = _at(item, "Labels", "com.docker.compose.project")
    if project:
        yield Text("проект Compose", "Compose project"), _same(str(project))


def _other(item: Mapping[str, Any]) -> _Facts:
    keys = ", ".join(f"`{str(key)[:40]}`" for key in list(item)[:12])
    yield Text("ключи", "keys"), _same(keys)


def _judge_nothing(_: Mapping[str, Any]) -> Iterator[Remark]:
    return iter(())


def _spans(text: str) -> Iterator[Span]:
    """Each key with what it means, up to the next key; what stands before the first is punctuation."""
    matches = list(_KEY.finditer(text))
    first = matches[0].start() if matches else len(text)
    yield from _span(text, 0, first, "operator", Text("начало JSON", "the JSON begins") if matches else None)
    for index, match in enumerate(matches):
        end = matches[index + 1].start() if index + 1 < len(matches) else len(text)
        yield from _span(text, match.start(), end, "key", _meaning(match["key"], text, match.start()))


def _meaning(key: str, text: str, start: int) -> Text | None:
    """What a key means; labels and containers are named by those who made them."""
    if key == "Config" and '"IPAM"' in text[max(0, start - 120) : start]:
        return Text("подсети и шлюзы", "subnets and gateways")
    if known := _MEANINGS.get(key):
        return known
    if key.startswith("com.docker.compose."):
        return Text("метка, которую ставит Compose", "a label that Compose puts")
    if key.count(".") > 1:
        return Text("метка", "a label")
    if re.fullmatch(r"\d{1,5}/(?:tcp|udp|sctp)", key):
        return Text(f"порт {key}", f"port {key}")
    return Text("id контейнера", "a container's id") if re.fullmatch(r"[0-9a-f]{12,64}", key) else None


def _span(text: str, start: int, end: int, role: str, says: Text | None) -> Iterator[Span]:
    part = text[start:end]
    stripped = part.strip()
    if stripped:
        begin = start + len(part) - len(part.lstrip())
        yield Span(begin, begin + len(stripped), stripped, role, says)
