"""Which command printed a table, what its columns mean, and its rows as cells.

Column names are those of docker/cli's and Compose's formatters, as
knowledge/reference/engine.json records them (``formats``, ``ps_columns``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.knowledge.entry import Text

#: A table of more rows is counted, but not explained row by row.
MAX_ROWS = 2000
_LONGEST_ROW = 2000


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row; offsets are those of the table's text."""

    column: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row; ``line`` is 1-based, ``cells`` empty where the columns cannot be told."""

    line: int
    start: int
    end: int
    cells: Mapping[str, Cell]

    def get(self, *columns: str) -> str:
        """The text of the first of these columns that the row has; empty without."""
        return next((self.cells[column].text for column in columns if column in self.cells), "")


@dataclass(frozen=True, slots=True)
class Layout:
    """A table that a command prints. marks: columns that only it has together; entry: what explains it."""

    name: str
    command: str
    marks: frozenset[str]
    entry: str
    rows: Text


_LAYOUTS = (
    Layout(
        "compose-ps",
        "docker compose ps",
        frozenset({"NAME", "COMMAND", "SERVICE"}),
        "compose-ps",
        Text("сервисов", "services"),
    ),
    Layout(
        "compose-ps",
        "docker compose ps",
        frozenset({"NAME", "SERVICE", "STATUS"}),
        "compose-ps",
        Text("сервисов", "services"),
    ),
    Layout(
        "compose-ps",
        "docker compose ps",
        frozenset({"NAME", "COMMAND", "STATE", "PORTS"}),
        "compose-ps",
        Text("сервисов", "services"),
    ),
    Layout(
        "compose-images",
        "docker compose images",
        frozenset({"CONTAINER", "REPOSITORY"}),
        "compose-images",
        Text("контейнеров", "containers"),
    ),
    Layout("stats", "docker stats", frozenset({"CPU %"}), "container-stats", Text("контейнеров", "containers")),
    Layout("ps", "docker ps", frozenset({"CONTAINER ID", "STATUS"}), "container-ls", Text("контейнеров", "containers")),
    Layout("ps", "docker ps", frozenset({"CONTAINER ID"}), "container-ls", Text("контейнеров", "containers")),
    Layout("ps", "docker ps", frozenset({"NAMES", "STATUS"}), "container-ls", Text("контейнеров", "containers")),
    Layout("images", "docker images", frozenset({"REPOSITORY", "TAG"}), "image-ls", Text("образов", "images")),
    Layout("images", "docker images", frozenset({"IMAGE", "DISK USAGE"}), "image-ls", Text("образов", "images")),
    Layout("images", "docker images", frozenset({"REPOSITORY", "SIZE"}), "image-ls", Text("образов", "images")),
    Layout("history", "docker history", frozenset({"CREATED BY"}), "image-history", Text("слоёв", "layers")),
    Layout("volume-ls", "docker volume ls", frozenset({"VOLUME NAME"}), "volume-ls", Text("томов", "volumes")),
    Layout("network-ls", "docker network ls", frozenset({"NETWORK ID"}), "network-ls", Text("сетей", "networks")),
    Layout(
        "system-df",
        "docker system df",
        frozenset({"TYPE", "TOTAL", "RECLAIMABLE"}),
        "system-df",
        Text("видов данных", "kinds of data"),
    ),
    Layout(
        "buildx-du",
        "docker buildx du",
        frozenset({"RECLAIMABLE", "LAST ACCESSED"}),
        "buildx-du",
        Text("записей кеша", "cache records"),
    ),
    Layout("compose-ls", "docker compose ls", frozenset({"CONFIG FILES"}), "compose-ls", Text("проектов", "projects")),
    Layout("node-ls", "docker node ls", frozenset({"AVAILABILITY"}), "node-ls", Text("узлов", "nodes")),
    Layout("service-ps", "docker service ps", frozenset({"DESIRED STATE"}), "service-ps", Text("задач", "tasks")),
    Layout("service-ls", "docker service ls", frozenset({"REPLICAS"}), "service-ls", Text("сервисов", "services")),
    Layout(
        "context-ls", "docker context ls", frozenset({"DOCKER ENDPOINT"}), "context-ls", Text("контекстов", "contexts")
    ),
    Layout("buildx-ls", "docker buildx ls", frozenset({"NAME/NODE"}), "buildx-ls", Text("строк", "lines")),
    Layout("stack-ls", "docker stack ls", frozenset({"NAME", "SERVICES"}), "stack-ls", Text("стеков", "stacks")),
    Layout("top", "docker top", frozenset({"PID", "PPID"}), "container-top", Text("процессов", "processes")),
    Layout("search", "docker search", frozenset({"DESCRIPTION", "STARS"}), "search", Text("образов", "images")),
    Layout("plugin-ls", "docker plugin ls", frozenset({"ENABLED"}), "plugin-ls", Text("плагинов", "plugins")),
    Layout(
        "secret-ls",
        "docker secret ls",
        frozenset({"ID", "NAME", "CREATED", "UPDATED"}),
        "secret-ls",
        Text("секретов", "secrets"),
    ),
)

#: What a column says, in any table that has it.
_MEANINGS: dict[str, Text] = {
    "CONTAINER ID": Text(
        "короткий id контейнера: первые 12 знаков", "the container's short id: its first 12 characters"
    ),
    "IMAGE": Text("образ, из которого создан контейнер", "the image that the container was created from"),
    "COMMAND": Text("что запущено внутри: главный процесс", "what runs inside: the main process"),
    "CREATED": Text("когда создан (не запущен)", "when it was created (not started)"),
    "CREATED AT": Text("дата и время создания", "date and time of creation"),
    "STATUS": Text("состояние и сколько оно длится", "the state and how long it has lasted"),
    "STATE": Text("состояние: running, exited, restarting …", "the state: running, exited, restarting …"),
    "PORTS": Text("порты: адрес хоста -> порт контейнера", "ports: address of the host -> port of the container"),
    "NAMES": Text("имя контейнера: его пишут в командах", "the container's name, which commands take"),
    "NAME": Text("имя", "the name"),
    "SERVICE": Text("сервис из compose-файла", "the service in the compose file"),
    "SERVICES": Text("сколько в стеке сервисов", "how many services the stack has"),
    "SIZE": Text("размер", "the size"),
    "VIRTUAL SIZE": Text("размер вместе с образом", "the size with the image"),
    "REPOSITORY": Text("имя образа с адресом реестра", "the image's name with its registry"),
    "TAG": Text("тег; <none> — тега нет", "the tag; <none> means without one"),
    "DIGEST": Text("отпечаток содержимого в реестре", "the digest of the content in the registry"),
    "IMAGE ID": Text("короткий id образа", "the image's short id"),
    "DISK USAGE": Text("место на диске вместе с распакованными слоями", "space on disk with the unpacked layers"),
    "CONTENT SIZE": Text("размер сжатых слоёв: столько качается", "size of the compressed layers: what is downloaded"),
    "EXTRA": Text("U — образ используется контейнером", "U: a container uses the image"),
    "CONTAINER": Text("контейнер", "the container"),
    "PLATFORM": Text("ОС и архитектура", "system and architecture"),
    "CPU %": Text("доля процессора; 100 % — одно ядро целиком", "share of the processor; 100 % is one whole core"),
    "MEM USAGE / LIMIT": Text(
        "занятая память / предел; без предела — память хоста", "memory used / limit; without a limit, the host's memory"
    ),
    "MEM %": Text("доля предела памяти", "share of the memory limit"),
    "NET I/O": Text("принято / отправлено по сети", "received / sent over the network"),
    "BLOCK I/O": Text("прочитано / записано на диск", "read from / written to disk"),
    "PIDS": Text("число процессов и потоков", "number of processes and threads"),
    "DRIVER": Text("драйвер: чем это обслуживается", "the driver that serves it"),
    "VOLUME NAME": Text("имя тома; 64 знака — том анонимный", "the volume's name; 64 characters mean an anonymous one"),
    "NETWORK ID": Text("короткий id сети", "the network's short id"),
    "SCOPE": Text("local — этот хост, swarm — весь кластер", "local is this host, swarm the whole cluster"),
    "TYPE": Text("вид данных", "the kind of data"),
    "TOTAL": Text("сколько всего", "how many in all"),
    "ACTIVE": Text("сколько используется", "how many are in use"),
    "RECLAIMABLE": Text("сколько места можно освободить", "how much space can be freed"),
    "LAST ACCESSED": Text("когда запись кеша понадобилась", "when the cache record was last needed"),
    "CONFIG FILES": Text("compose-файлы проекта", "the project's compose files"),
    "ID": Text("идентификатор", "the id"),
    "HOSTNAME": Text("имя узла", "the node's host name"),
    "AVAILABILITY": Text(
        "берёт ли узел задачи: Active, Pause, Drain", "does the node take tasks: Active, Pause, Drain"
    ),
    "MANAGER STATUS": Text(
        "Leader и Reachable — управляющие, пусто — рабочий", "Leader and Reachable are managers, empty a worker"
    ),
    "ENGINE VERSION": Text("версия Docker на узле", "the node's Docker version"),
    "MODE": Text("replicated — по числу копий, global — на каждом узле", "replicated by number, global on every node"),
    "REPLICAS": Text("работает / должно работать копий", "copies running / wanted"),
    "NODE": Text("на каком узле", "on which node"),
    "DESIRED STATE": Text("чего добивается Swarm", "what Swarm aims at"),
    "CURRENT STATE": Text("что есть на деле", "what is the case"),
    "ERROR": Text("почему не вышло", "why it failed"),
    "DESCRIPTION": Text("описание", "the description"),
    "DOCKER ENDPOINT": Text("адрес демона", "the daemon's address"),
    "CREATED BY": Text("инструкция, которая дала слой", "the instruction that made the layer"),
    "COMMENT": Text("чем собран слой", "what built the layer"),
    "MOUNTS": Text("подключённые тома и папки", "mounted volumes and folders"),
    "LOCAL VOLUMES": Text("число локальных томов", "number of local volumes"),
    "NETWORKS": Text("сети контейнера", "the container's networks"),
    "LABELS": Text("метки", "the labels"),
    "UPDATED": Text("когда изменён", "when it was changed"),
    "NAME/NODE": Text("сборщик и его узлы; * — текущий", "the builder and its nodes; * is the current one"),
    "DRIVER/ENDPOINT": Text("драйвер сборщика и где он работает", "the builder's driver and where it runs"),
    "BUILDKIT": Text("версия BuildKit", "the BuildKit version"),
    "PLATFORMS": Text("для каких платформ собирает", "for which platforms it builds"),
    "STARS": Text("звёзды на Docker Hub", "stars on Docker Hub"),
    "OFFICIAL": Text("официальный ли образ", "whether the image is official"),
    "AUTOMATED": Text("собирался ли автоматически (устарело)", "whether it was built automatically (obsolete)"),
    "ENABLED": Text("включён ли", "whether it is enabled"),
    "ORCHESTRATOR": Text("оркестратор (устарело)", "the orchestrator (obsolete)"),
    "SHARED SIZE": Text("общее с другими образами", "shared with other images"),
    "UNIQUE SIZE": Text("только своё", "its own only"),
    "CONTAINERS": Text("сколько контейнеров используют", "how many containers use it"),
    "LINKS": Text("сколько контейнеров используют том", "how many containers use the volume"),
    "HEALTH STATUS": Text("результат проверки здоровья", "the result of the health check"),
    "UID": Text("пользователь процесса", "the process's user"),
    "PID": Text("номер процесса на хосте", "the process's number on the host"),
    "PPID": Text("номер родителя", "the parent's number"),
    "C": Text("загрузка процессора", "processor use"),
    "STIME": Text("когда запущен", "when it was started"),
    "TTY": Text("терминал", "the terminal"),
    "TIME": Text("потраченное время процессора", "processor time used"),
    "CMD": Text("команда", "the command"),
    "CACHE ID": Text("id записи кеша", "id of the cache record"),
    "CACHE TYPE": Text("вид записи кеша", "kind of the cache record"),
    "LAST USED": Text("когда понадобилась", "when it was last needed"),
    "USAGE": Text("сколько раз понадобилась", "how often it was needed"),
    "SHARED": Text("общая ли запись", "whether the record is shared"),
}
#: Where a column means something else in one table.
_SPECIAL: dict[tuple[str, str], Text] = {
    ("images", "IMAGE"): Text("имя образа с тегом", "the image's name and tag"),
    ("images", "ID"): Text("короткий id образа", "the image's short id"),
    ("images", "CREATED"): Text("когда собран образ (не скачан)", "when the image was built (not pulled)"),
    ("images", "SIZE"): Text(
        "размер на диске, общие слои считаются в каждом", "size on disk; shared layers count in each"
    ),
    ("service-ls", "IMAGE"): Text("образ сервиса", "the service's image"),
    ("history", "IMAGE"): Text(
        "id слоя; <missing> — собран не здесь, это норма", "the layer's id; <missing> is normal"
    ),
    ("compose-ls", "STATUS"): Text("сколько контейнеров и в каком состоянии", "how many containers, in which state"),
    ("node-ls", "STATUS"): Text("Ready — на связи, Down — нет", "Ready is in touch, Down is not"),
    ("system-df", "SIZE"): Text("сколько занято на диске", "how much is used on disk"),
    ("volume-ls", "DRIVER"): Text(
        "драйвер тома; local — папка на этом хосте", "driver; local is a folder on this host"
    ),
    ("network-ls", "DRIVER"): Text(
        "драйвер сети: bridge, host, overlay, none", "the network's driver: bridge, host, overlay, none"
    ),
    ("ps", "SIZE"): Text(
        "записано в слой контейнера (virtual — с образом)", "written to its layer (virtual: with the image)"
    ),
    ("network-ls", "NAME"): Text("имя сети", "the network's name"),
    ("compose-ps", "NAME"): Text("имя контейнера: проект-сервис-номер", "the container's name: project-service-number"),
}
#: Column names as Compose v1 wrote them.
_OLD_NAMES = {"Name": "NAME", "Command": "COMMAND", "State": "STATE", "Ports": "PORTS", "Container": "CONTAINER"}
_OLD_NAMES |= {"Repository": "REPOSITORY", "Tag": "TAG", "Image Id": "IMAGE ID", "Size": "SIZE"}


def _by_letter(names: Iterable[str]) -> dict[str, list[str]]:
    """Names by their first letter, longer ones first."""
    found: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        found.setdefault(name[0], []).append(name)
    return found


_NEW, _OLD = _by_letter(_MEANINGS), _by_letter(_OLD_NAMES)

_AGE = (
    r"(?:[A-Z][a-z]{2,5} an? \w{3,8} ago|Less than a second ago|\d{1,4} \w{3,8} ago"
    r"|\d{4}-\d\d-\d\dT\S{1,30}|\d{4}-\d\d-\d\d[\d: +A-Z]{0,30}|N/A)"
)
_SIZE = r"\d{1,6}(?:\.\d{1,4})? ?[kKMGT]?i?B"
_PAIR = _SIZE + " ?/ ?" + _SIZE
#: What a cell looks like, for rows whose blanks were collapsed on the way. Cells that may be empty are in _OPTIONAL.
_SHAPES: dict[str, str] = {
    "CONTAINER ID": r"[0-9a-f]{4,64}…?",
    "COMMAND": r"(?:\"[^\"\n]{0,200}\"|\S{1,200})",
    "CREATED": _AGE,
    "STATUS": r"(?:Up|Exited|Restarting|Created|Dead|Removal|Ready|Down|running|exited|paused|\w{2,12})[^\"\n]{0,80}?",
    "STATE": r"(?:Up|Exit|running|exited|\w{2,12})[^\"\n]{0,40}?",
    "PORTS": r"[0-9a-f.:\[\]>/tcpuds, -]{1,400}/(?:tcp|udp|sctp)",
    "SIZE": _SIZE + r"(?: \(virtual " + _SIZE + r"\))?",
    "VIRTUAL SIZE": _SIZE,
    "DISK USAGE": _SIZE,
    "CONTENT SIZE": _SIZE,
    "EXTRA": r"U",
    "MEM USAGE / LIMIT": _PAIR,
    "NET I/O": _PAIR,
    "BLOCK I/O": _PAIR,
    "RECLAIMABLE": _SIZE + r"(?: \(\d{1,3}%\))?",
    "TYPE": r"(?:Local Volumes|Build Cache|\S{1,40})",
    "ID": r"\S{1,80}(?: \*)?",
    "MANAGER STATUS": r"(?:Leader|Reachable|Unreachable)",
    "AVAILABILITY": r"(?:Active|Pause|Drain)",
    "CREATED BY": r"[^\n]{1,300}?",
    "COMMENT": r"[^\n]{1,200}?",
    "CONFIG FILES": r"[^\n]{1,400}",
    "CMD": r"[^\n]{1,400}",
    "DESIRED STATE": r"\w{1,20}",
    "CURRENT STATE": r"\w{1,20} [^\n]{1,60}? ago",
    "ERROR": r"[^\n]{1,300}",
    "DESCRIPTION": r"[^\n]{1,200}?",
    "UPDATED": _AGE,
}
_OPTIONAL = frozenset({"PORTS", "EXTRA", "MANAGER STATUS", "COMMENT", "ERROR", "DESCRIPTION"})


def columns_of(line: str) -> list[tuple[str, int]]:
    """The columns that a header line names with their offsets; empty where the line is no header of Docker's.

    Every word of the line must belong to a column, and at least two columns must be there.
    """
    line = line[:_LONGEST_ROW]
    upper = _tokens(line, _NEW)
    found = upper or [(_OLD_NAMES[name], start) for name, start in _tokens(line, _OLD)]
    return found if len(found) >= 2 and layout_of(frozenset(name for name, _ in found)) else []


def _tokens(line: str, names: Mapping[str, Sequence[str]]) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    position = 0
    while position < len(line):
        if line[position] in " \t\r":
            position += 1
            continue
        for name in names.get(line[position], ()):
            end = position + len(name)
            if line.startswith(name, position) and (end >= len(line) or line[end] in " \t\r"):
                found.append((name, position))
                position = end
                break
        else:
            return []
    return found


def layout_of(columns: frozenset[str]) -> Layout | None:
    """The table that has these columns."""
    return next((layout for layout in _LAYOUTS if layout.marks <= columns), None)


def meaning(layout: Layout, column: str) -> Text | None:
    """What a column of a table says."""
    return _SPECIAL.get((layout.name, column)) or _MEANINGS.get(column)


def read_row(text: str, start: int, line: int, columns: list[tuple[str, int]], aligned: bool) -> Row:
    """Take one row apart, by the header's positions or, where blanks were collapsed, by the shape of the cells."""
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    row = text[start:end].rstrip()[:_LONGEST_ROW]
    spans = (
        (_by_position(row, columns) if aligned else None) or _by_gaps(row, columns, aligned) or _by_shape(row, columns)
    )
    cells = {column: Cell(column, start + first, start + last, row[first:last]) for column, first, last in spans or ()}
    return Row(line, start, start + len(row), cells)


def is_aligned(header: str, columns: list[tuple[str, int]]) -> bool:
    """Whether a header still has the blanks between its columns, and stands over their left edges.

    Compose v1 centred its headers.
    """
    if not all(header.startswith(name, start) for name, start in columns):
        return False
    gaps = [header[:start][-2:] for _, start in columns[1:]]
    return all(gap == "  " for gap in gaps) or "\t" in header


def _by_position(row: str, columns: list[tuple[str, int]]) -> list[tuple[str, int, int]] | None:
    if "\t" in row:
        return None
    cells: list[tuple[str, int, int]] = []
    for index, (column, start) in enumerate(columns):
        stop = columns[index + 1][1] if index + 1 < len(columns) else len(row)
        if 0 < start < len(row) and row[start - 1] != " ":
            return None
        part = row[start:stop]
        if part.strip():
            first = start + len(part) - len(part.lstrip())
            cells.append((column, first, first + len(part.strip())))
    return cells or None


def _by_gaps(row: str, columns: list[tuple[str, int]], aligned: bool) -> list[tuple[str, int, int]] | None:
    """Cells between runs of two blanks or more; the last may be missing under a header that tells no positions."""
    parts: list[tuple[int, int]] = []
    position = 0
    for gap in re.finditer(r"(?: {2}|\t)[ \t]*|$", row):
        if position < gap.start():
            parts.append((position, gap.start()))
        position = gap.end()
    if len(parts) != len(columns) and (aligned or not 3 <= len(parts) < len(columns)):
        return None
    return [(column, first, last) for (column, _), (first, last) in zip(columns, parts, strict=False)]


def _by_shape(row: str, columns: list[tuple[str, int]]) -> list[tuple[str, int, int]] | None:
    match = _shape(tuple(column for column, _ in columns)).match(row)
    if match is None:
        return None
    found = [(column, *match.span(index + 1)) for index, (column, _) in enumerate(columns)]
    return [(column, first, last) for column, first, last in found if first < last]


@lru_cache(maxsize=64)
def _shape(columns: tuple[str, ...]) -> re.Pattern[str]:
    cells: list[str] = []
    for column in columns:
        cell = rf"({_SHAPES.get(column, chr(92) + 'S{1,300}')})(?:\s+|$)"
        cells.append(f"(?:{cell})?" if column in _OPTIONAL else cell)
    return re.compile(r"\s*" + "".join(cells) + "$")
