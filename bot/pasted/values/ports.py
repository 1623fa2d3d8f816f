"""Published ports: ``-p 127.0.0.1:8080:80/udp``, and the same strings in a compose file's ``ports``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.knowledge.entry import Text
from bot.pasted.shell import split_value

HIGHEST = 65535
PROTOCOLS = ("tcp", "udp", "sctp")
_RANGE = re.compile(r"(\d{1,6})(?:-(\d{1,6}))?")
_VARIABLE = re.compile(r"[$%`][^\n]{1,300}|<[^<>\n]{1,100}>")
_ADDRESS = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}|localhost|\[[^\[\]]{1,60}\]|(?=[^:]{0,4}:[^:]{0,4}:)[\da-fA-F:]{2,39}")
#: Ports that databases, queues and other inner services listen on by default.
DATABASE_PORTS = {
    5432: "PostgreSQL",
    3306: "MySQL",
    27017: "MongoDB",
    6379: "Redis",
    9200: "Elasticsearch",
    5984: "CouchDB",
    1433: "SQL Server",
    1521: "Oracle",
    9042: "Cassandra",
    8086: "InfluxDB",
    11211: "Memcached",
    5672: "RabbitMQ",
    9092: "Kafka",
    2379: "etcd",
    2375: "Docker API",
    9000: "ClickHouse",
    7687: "Neo4j",
    26257: "CockroachDB",
}


@dataclass(frozen=True, slots=True)
class Publish:
    """A published port. Ports are strings as written: a number, a range, a variable; ``""`` where Docker chooses.

    host_ip: None where the port is open on all interfaces. wrong: the part that cannot be a port, if any.
    """

    host_ip: str | None
    host: str
    container: str
    protocol: str
    wrong: str | None = None

    @property
    def to_the_world(self) -> bool:
        """Whether other machines can reach it, as far as Docker is concerned."""
        return self.host_ip in (None, "", "0.0.0.0", "::", "[::]")  # noqa: S104 - it is what we look for

    @property
    def container_ports(self) -> range:
        """The ports of the container as numbers, of a range too; empty where they are none."""
        match = _RANGE.fullmatch(self.container)
        if match is None:
            return range(0)
        return range(int(match[1]), min(int(match[2] or match[1]), HIGHEST) + 1)

    @property
    def container_number(self) -> int | None:
        """The port of the container as a number, where it is one."""
        return int(self.container) if self.container.isascii() and self.container.isdigit() else None


def parse_publish(value: str) -> Publish | None:
    """Take apart ``[[IP:][HOST]:]CONTAINER[/PROTOCOL]`` or ``target=80,published=8080``; None where it is neither."""
    value = value.strip().strip("\"'")
    if not value:
        return None
    if "=" in value and "target" in value:
        pairs = dict(item.partition("=")[::2] for item in value.split(","))
        return _publish(None, pairs.get("published", ""), pairs.get("target", ""), pairs.get("protocol", "tcp"))
    address, slash, protocol = value.partition("/")
    protocol = protocol.lower() if slash else "tcp"
    parts = split_value(address, ":")
    if address.startswith("[") and len(parts) == 1:  # [::1]:80:80 without variables
        host_ip, _, rest = address.partition("]")
        parts = [f"{host_ip}]", *rest.lstrip(":").split(":")]
    if len(parts) == 1:
        return _publish(None, "", parts[0], protocol)
    if len(parts) == 2:
        if re.fullmatch(r"(?:\d{1,3}\.){3}\d{1,3}|localhost|\[.*\]", parts[0]):
            return _publish(parts[0], "", parts[1], protocol)
        return _publish(None, parts[0], parts[1], protocol)
    if len(parts) == 3:
        return _publish(parts[0], parts[1], parts[2], protocol)
    return _publish(":".join(parts[:-2]), parts[-2], parts[-1], protocol)


def _is_address(text: str) -> bool:
    """An address of an interface: IPv4, IPv6 with or without brackets, a variable, or nothing."""
    return not text or bool(_ADDRESS.fullmatch(text) or _VARIABLE.fullmatch(text))


def _publish(host_ip: str | None, host: str, container: str, protocol: str) -> Publish:
    wrong = next((part for part in (container, host) if part and not _is_port(part)), None)
    if not container:
        wrong = wrong or ":"
    if wrong is None and "-" in container and _count(host) not in (None, _count(container)):
        wrong = f"{host}:{container}"
    if wrong is None and host_ip and not _is_address(host_ip):
        wrong = host_ip
    if wrong is None and protocol not in PROTOCOLS and not _VARIABLE.fullmatch(protocol):
        wrong = protocol
    return Publish(host_ip, host, container, protocol, wrong)


def _is_port(text: str) -> bool:
    if _VARIABLE.fullmatch(text):
        return True
    match = _RANGE.fullmatch(text)
    if match is None:
        return False
    low, high = int(match[1]), int(match[2] or match[1])
    return low <= high <= HIGHEST


def _count(text: str) -> int | None:
    """How many ports a range has; None where it is no range of numbers."""
    match = _RANGE.fullmatch(text)
    return int(match[2] or match[1]) - int(match[1]) + 1 if match else None


def explain_publish(value: str) -> Text | None:
    """Which port of the host leads to which port of the container, and who can reach it."""
    publish = parse_publish(value)
    if publish is None:
        return None
    if publish.wrong is not None:
        return Text(
            ru=f"здесь `{publish.wrong}` — не порт и не протокол (порты: 1–{HIGHEST}, вид `хост:контейнер`)",
            en=f"`{publish.wrong}` is no port and no protocol (ports: 1–{HIGHEST}, form `host:container`)",
        )
    ranged = "-" in publish.container and "$" not in publish.container
    inside_ru = ("порты" if ranged else "порт") + f" {publish.container} контейнера"
    inside_en = f"container port{'s' if ranged else ''} {publish.container}"
    where_ru, where_en = _where(publish)
    if publish.host and publish.host != "0":
        outside_ru = ("порты" if "-" in publish.host and ranged else "порт") + f" {publish.host} хоста{where_ru}"
        outside_en = f"host port {publish.host}{where_en}"
    else:
        outside_ru = f"случайный свободный порт хоста{where_ru} (узнать: `docker port`)"
        outside_en = f"a random free host port{where_en} (see `docker port`)"
    protocol = "" if publish.protocol == "tcp" else f", {publish.protocol.upper()}"
    return Text(ru=f"{outside_ru} → {inside_ru}{protocol}", en=f"{outside_en} → {inside_en}{protocol}")


def _where(publish: Publish) -> tuple[str, str]:
    if publish.to_the_world:
        return " на всех интерфейсах", " on all interfaces"
    if publish.host_ip in ("127.0.0.1", "localhost", "::1", "[::1]"):
        return " только с этой машины (localhost)", " from this machine only (localhost)"
    return f" на адресе {publish.host_ip}", f" on the address {publish.host_ip}"


def explain_expose(value: str) -> Text:
    """``--expose 8080``: said, not published."""
    return Text(
        ru=f"порт {value}: только пометка для других контейнеров, на хост не выходит",
        en=f"port {value}: a note to other containers, not published on the host",
    )
