"""A database that the whole network can reach."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile, PublishedPort
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.values.ports import DATABASE_PORTS, Publish

ID = "open-database"
SEVERITY: Severity = "danger"
KIND: Kind = "compose"
TRIGGERS = (
    ('services:\n  db:\n    image: postgres:18\n    ports:\n      - "5432:5432"\n'),
    ('services:\n  cache:\n    image: redis:8\n    ports:\n      - target: 6379\n        published: "6379"\n'),
    ('services:\n  cluster:\n    image: redis:8\n    ports:\n      - "7000-7005:6379-6384"\n'),
)
NEAR_MISS = (
    ('services:\n  db:\n    image: postgres:18\n    ports:\n      - "127.0.0.1:5432:5432"\n'),
    ('services:\n  db:\n    image: postgres:18\n    expose: ["5432"]\n'),
    ('services:\n  app:\n    image: shop:1\n    ports:\n      - "9000:9000"\n      - "9200:9200"\n'),
)

#: Ports that other programs use as often: only on an image of a database are they one.
_SHARED = frozenset({9000, 8123})
#: Ports that tell a database whatever the image is called; others tell one only where the image is built here.
_TELLING = frozenset({5432, 3306, 27017, 6379, 1433, 1521, 11211, 5672, 2375})
#: Ports of databases that are no database's own port.
_FURTHER = {8123: "ClickHouse", 3307: "MySQL", 5433: "PostgreSQL", 33060: "MySQL", 9300: "Elasticsearch"}


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for service in file.services.values():
        for port in service.ports:
            publish = port.publish
            if publish is None or publish.wrong or not publish.to_the_world:
                continue
            inside, name = _database_port(publish)
            own = inside not in _SHARED and (service.image is None or inside in _TELLING)
            if name is None or (service.store is None and not own):
                continue
            name = service.store or name
            outside = publish.host or publish.container
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru=f"`{service.name}`: {name} открыт на всех интерфейсах (порт {outside}), "
                    "и файрвол хоста (ufw) Docker обходит",
                    en=f"`{service.name}`: {name} is open on all interfaces (port {outside}), "
                    "and Docker goes around the host's firewall (ufw)",
                ),
                port.node.line,
                port.node.column,
                Text(
                    ru="сервисам порт не нужен: они ходят по имени сервиса. Для себя: "
                    f'`"127.0.0.1:{outside}:{publish.container}"`',
                    en="services need no port, they use the service's name. For yourself: "
                    f'`"127.0.0.1:{outside}:{publish.container}"`',
                ),
                fixed=_fixed(file.line(port.node.line), port),
            )


def _database_port(publish: Publish) -> tuple[int, str | None]:
    """The first port of the container that is a database's own, with its name; of a range too."""
    found = publish.container_ports
    for number in found:
        if name := DATABASE_PORTS.get(number) or _FURTHER.get(number):
            return number, name
    return (found[0] if found else 0), None


def _fixed(line: str, port: PublishedPort) -> str | None:
    """The line with the loopback address in front of the port, where the port is a short entry on one line."""
    if port.long or not port.written or port.written not in line or port.publish is None:
        return None
    if port.publish.host_ip:  # all interfaces, said outright
        local = port.written.replace(port.publish.host_ip, "127.0.0.1", 1)
        return line.rstrip().replace(port.written, local if port.quoted else f'"{local}"', 1)
    written = port.written if port.publish.host else f"{port.written}:{port.written}"
    local = f"127.0.0.1:{written}"
    return line.rstrip().replace(port.written, local if port.quoted else f'"{local}"', 1)
