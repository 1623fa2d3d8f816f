"""What a container's status, exit code and published ports say."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.knowledge.entry import Text

#: What exit codes mean; from knowledge/reference/engine.json (``exit_codes``).
_CODES: dict[int, Text] = {
    0: Text("программа закончила сама и без ошибки", "the program ended by itself without an error"),
    1: Text("программа упала с ошибкой: причина в её логах", "the program failed: the reason is in its logs"),
    2: Text("ошибка в аргументах или скрипте запуска", "an error in the arguments or the start script"),
    125: Text("не запустил сам Docker: неверный параметр", "Docker itself could not start it: a bad parameter"),
    126: Text("команду нельзя выполнить: нет права на запуск", "the command cannot be run: it is not executable"),
    127: Text("команды нет в образе", "the command is not in the image"),
    130: Text("прервана с клавиатуры (Ctrl+C, SIGINT)", "interrupted from the keyboard (Ctrl+C, SIGINT)"),
    134: Text("аварийно прервала себя (SIGABRT)", "aborted itself (SIGABRT)"),
    137: Text(
        "убита SIGKILL: не хватило памяти, docker kill или stop не дождался",
        "killed by SIGKILL: out of memory, docker kill, or stop lost patience",
    ),
    139: Text("обращение к чужой памяти (SIGSEGV)", "a segmentation fault (SIGSEGV)"),
    143: Text("остановлена как положено (SIGTERM, docker stop)", "stopped in the regular way (SIGTERM, docker stop)"),
    255: Text("ошибка без своего кода или сбой хоста", "an error without a code of its own, or the host failed"),
}
#: Codes of a stop that somebody wanted.
WANTED = frozenset({0, 130, 143})
_STATUS = re.compile(
    r"(?P<state>up|exited|exit|restarting|created|dead|paused|removal in progress|running|stopped)\b"
    r"(?:\s{0,3}\(?(?P<code>\d{1,3})\)?(?!\s?(?:second|minute|hour|day|week|month|year|[smhd]\b)))?",
    re.IGNORECASE,
)
_PORT = re.compile(
    r"(?:(?P<ip>\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-fA-F:]{2,45}\]|:::?|\*)?:?(?P<host>\d{1,5}(?:-\d{1,5})?)->)?"
    r"(?P<port>\d{1,5}(?:-\d{1,5})?)/(?P<protocol>tcp|udp|sctp)"
)
#: Ports that databases, queues and Docker itself listen on, and whose they are.
DATABASES: dict[int, str] = {
    1433: "SQL Server",
    2375: "Docker API",
    3306: "MySQL",
    5432: "PostgreSQL",
    5672: "RabbitMQ",
    5984: "CouchDB",
    6379: "Redis",
    8086: "InfluxDB",
    9042: "Cassandra",
    9092: "Kafka",
    9200: "Elasticsearch",
    11211: "Memcached",
    27017: "MongoDB",
}


#: How outputs write that every interface of the host listens.
EVERY_ADDRESS = frozenset({"0.0.0.0", "[::]", "::", ":::", "*", ""})  # noqa: S104 - what is read, nothing is bound


@dataclass(frozen=True, slots=True)
class Status:
    """A status column read: state in Docker's words, the exit code, the health."""

    state: str
    code: int | None
    health: str | None


@dataclass(frozen=True, slots=True)
class PublishedPort:
    """A port of a PORTS column; ``host`` is None where the port is not published."""

    address: str
    host: str | None
    port: str
    protocol: str

    @property
    def open_to_all(self) -> bool:
        """Whether every interface of the host listens."""
        return self.host is not None and self.address in EVERY_ADDRESS

    @property
    def database(self) -> str | None:
        """Whose well-known port it is in the container, if a database's or a queue's."""
        return DATABASES.get(int(self.port.partition("-")[0]))


def see_logs(name: str) -> Text:
    """Where a container says why it ended."""
    return Text(f"логи: `docker logs --tail 50 {name}`", f"its logs: `docker logs --tail 50 {name}`")


def exit_code_says(code: int) -> Text:
    """What an exit code means."""
    if known := _CODES.get(code):
        return known
    if 128 < code < 160:
        return Text(f"убита сигналом {code - 128}", f"killed by signal {code - 128}")
    return Text("собственный код программы: смысл в её документации", "the program's own code: see its documentation")


def read_status(text: str) -> Status | None:
    """Read ``Up 2 hours (healthy)``, ``Exited (137) 5 minutes ago``, Compose v1's ``Exit 1``; None for other words."""
    match = _STATUS.match(text.strip()[:200])
    if match is None:
        return None
    state = match["state"].lower()
    code = int(match["code"]) if match["code"] else None
    lowered = text.lower()
    health = None
    for word in ("unhealthy", "healthy", "starting"):
        if word in lowered and not (word == "starting" and state == "restarting" and "(" not in lowered):
            health = word
            break
    if "paused" in lowered:
        state = "paused"
    names = {"up": "running", "exit": "exited", "removal in progress": "removing", "stopped": "exited"}
    state = names.get(state, state)
    if state in ("running", "paused"):
        code = None
    if state == "restarting" and health == "starting":
        health = None
    return Status(state, code, health)


def status_says(status: Status) -> Text:
    """A status in plain words."""
    states = {
        "running": Text("работает", "is running"),
        "exited": Text("остановлен", "has stopped"),
        "restarting": Text("перезапускается по кругу", "is restarting over and over"),
        "created": Text("создан, но не запускался", "was created but never started"),
        "paused": Text("приостановлен", "is paused"),
        "dead": Text("повреждён: не удалился до конца", "is dead: its removal did not finish"),
        "removing": Text("удаляется", "is being removed"),
    }
    says = states.get(status.state, Text(status.state, status.state))
    if status.code is not None and status.state in ("exited", "restarting", "dead"):
        why = exit_code_says(status.code)
        says = Text(f"{says.ru}, код {status.code}: {why.ru}", f"{says.en}, code {status.code}: {why.en}")
    healths = {
        "healthy": Text("проверка здоровья проходит", "its health check passes"),
        "unhealthy": Text("проверка здоровья не проходит", "its health check fails"),
        "starting": Text("проверка здоровья ещё не прошла", "its health check has not passed yet"),
    }
    if status.health:
        says = Text(f"{says.ru}, {healths[status.health].ru}", f"{says.en}, {healths[status.health].en}")
    return says


def read_ports(text: str) -> list[PublishedPort]:
    """The ports of a PORTS column; what is listed for IPv4 and IPv6 alike comes once."""
    ports: list[PublishedPort] = []
    for match in _PORT.finditer(text[:2000]):
        port = PublishedPort(match["ip"] or "", match["host"], match["port"], match["protocol"])
        twin = any(
            (other.host, other.port, other.protocol, other.open_to_all)
            == (port.host, port.port, port.protocol, port.open_to_all)
            for other in ports
        )
        if not twin:
            ports.append(port)
    return ports
