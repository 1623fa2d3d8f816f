"""A compose file read: services, ports, mounts and names with their nodes. The subject of compose remarks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from bot.pasted.compose_schema import ComposeSchema
from bot.pasted.values.image import ImageReference, parse_image
from bot.pasted.values.mounts import Mount, parse_volume
from bot.pasted.values.ports import Publish, parse_publish
from bot.pasted.yaml_faults import PastedYaml, YamlFault
from bot.pasted.yaml_nodes import Node, last_line

#: Names that Compose reads without ``-f``; a file of another name may be one of several that are merged.
WHOLE_FILES = frozenset({"compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"})

#: Images of databases and brokers that need a while until they answer, by the last part of the name.
SLOW_STARTERS: Mapping[str, str] = {
    **dict.fromkeys(("postgres", "postgresql", "postgis", "pgvector", "timescaledb", "timescaledb-ha"), "PostgreSQL"),
    **dict.fromkeys(("mysql", "mysql-server", "percona", "percona-server"), "MySQL"),
    **dict.fromkeys(("mariadb",), "MariaDB"),
    **dict.fromkeys(("mongo", "mongodb", "mongodb-community-server"), "MongoDB"),
    **dict.fromkeys(("elasticsearch", "opensearch"), "Elasticsearch"),
    **dict.fromkeys(("rabbitmq",), "RabbitMQ"),
    **dict.fromkeys(("kafka", "cp-kafka"), "Kafka"),
    **dict.fromkeys(("clickhouse", "clickhouse-server"), "ClickHouse"),
    **dict.fromkeys(("cassandra", "scylla"), "Cassandra"),
    **dict.fromkeys(("neo4j",), "Neo4j"),
    **dict.fromkeys(("couchdb", "couchbase"), "CouchDB"),
    **dict.fromkeys(("influxdb",), "InfluxDB"),
    **dict.fromkeys(("server", "mssql-server", "azure-sql-edge"), "SQL Server"),
    **dict.fromkeys(("oracle-free", "oracle-xe"), "Oracle"),
    **dict.fromkeys(("cockroach",), "CockroachDB"),
}
#: Further stores that are up at once.
FAST_STORES: Mapping[str, str] = {
    **dict.fromkeys(("redis", "redis-stack", "redis-stack-server"), "Redis"),
    **dict.fromkeys(("valkey",), "Valkey"),
    **dict.fromkeys(("memcached",), "Memcached"),
    **dict.fromkeys(("etcd",), "etcd"),
    **dict.fromkeys(("keydb", "dragonfly"), "Redis"),
}
#: Words in the name of a file that is merged with another.
_LAYERS = re.compile(r"override|prod|dev|test|stag|local|ci[.-]|common|debug|extra|base")
#: Services that extend one another in a row; people use one or two.
_MAX_EXTENDED = 20
_NUMBER = re.compile(r"\d{1,9}")


@dataclass(frozen=True, slots=True)
class PublishedPort:
    """An entry of ``ports``: the node it stands at, as written, taken apart (None where that cannot be)."""

    node: Node
    written: str
    publish: Publish | None
    quoted: bool = True
    long: bool = False


@dataclass(frozen=True, slots=True)
class ServiceMount:
    """An entry of ``volumes``. node: where it stands; the source, in the long form. item: the whole entry."""

    node: Node
    written: str
    mount: Mount
    item: Node
    long: bool = False


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of ``environment``; ``value`` None where the shell's is taken."""

    name: str
    value: str | None
    node: Node


@dataclass(frozen=True, slots=True)
class Reference:
    """A name that must stand elsewhere in the file. kind: service, volume, network, secret or config."""

    kind: str
    name: str
    node: Node
    where: str


@dataclass
class Service:
    """One service. ``key`` is the node of its name."""

    name: str
    key: Node
    node: Node
    file: ComposeFile = field(repr=False)

    @cached_property
    def entries(self) -> dict[str, tuple[Node, Node]]:
        """The keys with their nodes; those of a merged mapping and of an extended service of this file included."""
        found = dict(self.node.entries())
        seen = {self.name}
        extended = self._extended(found)
        while extended is not None and extended not in seen and len(seen) < _MAX_EXTENDED:
            seen.add(extended)
            base = self.file.service_nodes.get(extended)
            if base is None:
                break
            inherited = base[1].entries()
            for key, pair in inherited.items():
                found.setdefault(key, pair)
            extended = self._extended(inherited)
        return found

    @staticmethod
    def _extended(entries: Mapping[str, tuple[Node, Node]]) -> str | None:
        """The service of this file that the entries extend, if any."""
        if "extends" not in entries:
            return None
        value = entries["extends"][1].real
        if value.kind == "scalar":
            return value.value
        service = value.get("service")
        return service.value if service is not None and value.get("file") is None else None

    @property
    def extends_elsewhere(self) -> bool:
        """Whether it takes keys from another file, itself or through a service of this file."""
        name, seen = self.name, set[str]()
        while name not in seen and name in self.file.service_nodes and len(seen) < _MAX_EXTENDED:
            seen.add(name)
            extends = self.file.service_nodes[name][1].get("extends")
            if extends is None:
                return False
            if extends.get("file") is not None:
                return True
            target = extends if extends.kind == "scalar" else extends.get("service")
            name = target.value if target is not None else ""
        return False

    def get(self, key: str) -> Node | None:
        """The value of a key, aliases resolved."""
        pair = self.entries.get(key)
        return pair[1].real if pair else None

    def key_node(self, key: str) -> Node | None:
        """The node of a key."""
        pair = self.entries.get(key)
        return pair[0] if pair else None

    def text(self, key: str) -> str:
        """The scalar under a key; empty without."""
        value = self.get(key)
        return value.value if value is not None and value.kind == "scalar" else ""

    def on(self, key: str) -> bool:
        """Whether a flag is switched on."""
        return self.text(key).lower() in ("true", "yes", "on")

    @cached_property
    def image(self) -> ImageReference | None:
        """The image, taken apart."""
        text = self.text("image")
        return parse_image(text) if text else None

    @property
    def store(self) -> str | None:
        """The database or broker that the image is known for, by its name."""
        name = self.image.name if self.image else ""
        if name == "server" and self.image and "mssql" not in self.image.repository:
            return None
        return SLOW_STARTERS.get(name) or FAST_STORES.get(name)

    @property
    def starts_slowly(self) -> bool:
        """Whether it is a database or broker that refuses connections for a while after its start."""
        return self.store is not None and bool(self.image and self.image.name in SLOW_STARTERS)

    @cached_property
    def ports(self) -> tuple[PublishedPort, ...]:
        """The entries of ``ports``."""
        value = self.get("ports")
        return tuple(_port(item) for item in value.items) if value is not None and value.kind == "sequence" else ()

    @cached_property
    def mounts(self) -> tuple[ServiceMount, ...]:
        """The entries of ``volumes``."""
        value = self.get("volumes")
        if value is None or value.kind != "sequence":
            return ()
        return tuple(found for item in value.items if (found := _mount(item)))

    @cached_property
    def environment(self) -> tuple[Variable, ...]:
        """The variables, of both forms."""
        value = self.get("environment")
        if value is None:
            return ()
        if value.kind == "mapping":
            return tuple(
                Variable(name, None if node.real.is_null else node.real.value, key)
                for name, (key, node) in value.entries().items()
                if node.real.kind == "scalar"
            )
        found = []
        for item in value.items:
            if item.real.kind == "scalar":
                name, equals, content = item.real.value.partition("=")
                found.append(Variable(name, content if equals else None, item))
            elif item.real.kind == "mapping":  # `- KEY: value`, which is a fault of its own
                for name, (key, node) in item.real.entries().items():
                    found.append(Variable(name, node.real.value, key))
        return tuple(found)

    @cached_property
    def dependencies(self) -> dict[str, tuple[Node, str | None]]:
        """``depends_on``: the service's name → its node, and the condition (None in the short form)."""
        value = self.get("depends_on")
        if value is None:
            return {}
        if value.kind == "mapping":
            found: dict[str, tuple[Node, str | None]] = {}
            for name, (key, node) in value.entries().items():
                condition = node.real.get("condition")
                # The condition is required here: where it is misspelt, that is the fault.
                found[name] = (key, condition.value if condition is not None else "")
            return found
        return {item.value: (item, None) for item in value.scalars()}

    @cached_property
    def networks(self) -> tuple[str, ...]:
        """The names of its networks; empty where it is in the default one."""
        value = self.get("networks")
        if value is None:
            return ()
        if value.kind == "mapping":
            return tuple(value.entries())
        return tuple(item.value for item in value.scalars())

    @property
    def has_healthcheck(self) -> bool:
        """Whether the file gives it a check of its health that is not switched off."""
        check = self.get("healthcheck")
        if check is None or check.kind != "mapping":
            return False
        disabled = check.get("disable")
        test = check.get("test")
        none = test is not None and any(item.value == "NONE" for item in list(test.scalars())[:1])
        return not none and (disabled is None or disabled.value.lower() != "true")

    @property
    def replicas(self) -> tuple[int, Node] | None:
        """How many containers are asked for with ``scale`` or ``deploy.replicas``, and where."""
        deploy = self.get("deploy")
        value = deploy.get("replicas") if deploy is not None else None
        value = value or self.get("scale")
        if value is not None and value.kind == "scalar" and _NUMBER.fullmatch(value.value):
            return int(value.value), value
        return None


@dataclass
class ComposeFile:
    """A compose file. ``faults`` are those of the text and of its shape; lines are those of the paste.

    wrapped: the paste has only services, without the key above them.
    """

    pasted: PastedYaml
    schema: ComposeSchema
    name: str | None = None
    faults: list[YamlFault] = field(default_factory=list)
    wrapped: bool = False
    known_services: dict[str, tuple[Node, Node]] | None = None
    known_names: dict[str, dict[str, tuple[Node, Node]]] = field(default_factory=dict)

    @property
    def untold(self) -> bool:
        """Whether the indentation is lost and the structure cannot be told, so that nothing else is judged."""
        return any(fault.kind == "lost-indentation" and fault.detail for fault in self.pasted.faults)

    @property
    def root(self) -> Node | None:
        """The file's mapping."""
        root = self.pasted.document.root
        return root if root is not None and root.real.kind == "mapping" and not self.untold else None

    @property
    def is_whole(self) -> bool:
        """Whether it may be judged as a file that stands alone: by its name, and that it includes nothing."""
        base = (self.name or "compose.yaml").replace("\\", "/").rsplit("/", 1)[-1].lower()
        return base in WHOLE_FILES or not _LAYERS.search(base)

    def may_lack(self, section: str) -> bool:
        """Whether names of a section may stand elsewhere: in another file, or under a key that is misspelt."""
        misspelt = any(fault.detail.split("|")[1:3] == ["", section] for fault in self.faults_of("unknown-key"))
        misplaced = any(fault.detail == f"{section}|services|" for fault in self.faults_of("misplaced-key"))
        return misspelt or misplaced or self.wrapped or self.includes or not self.is_whole or self.root is None

    def top(self, key: str) -> Node | None:
        """The value of a key of the file."""
        return self.root.get(key) if self.root is not None else None

    def names(self, section: str) -> dict[str, tuple[Node, Node]]:
        """The named resources of a section: volumes, networks, secrets, configs; of every document of the file."""
        if section in self.known_names:
            return self.known_names[section]
        found: dict[str, tuple[Node, Node]] = {}
        for root in (self.root, *self.pasted.document.others):
            value = root.get(section) if root is not None else None
            if value is not None and value.kind == "mapping":
                found.update((name, pair) for name, pair in value.entries().items() if name not in found)
        if self.root is not None:
            self.known_names[section] = found
        return found

    @cached_property
    def service_nodes(self) -> dict[str, tuple[Node, Node]]:
        """The nodes of the services' names and bodies."""
        if self.untold:
            return {}
        if self.known_services is not None:
            return self.known_services
        return self.names("services")

    @cached_property
    def services(self) -> dict[str, Service]:
        """The services by name, in the file's order."""
        misplaced = {fault.line for fault in self.faults_of("misplaced-key") if fault.detail.endswith("|services|")}
        return {
            name: Service(name, key, node.real, self)
            for name, (key, node) in self.service_nodes.items()
            if node.real.kind == "mapping" and not name.startswith("x-") and key.line not in misplaced
        }

    @property
    def includes(self) -> bool:
        """Whether other files are included, which may define what this one only names."""
        return self.top("include") is not None

    def service_at(self, line: int) -> str | None:
        """The name of the service that a line (1-based) stands in, None outside of them."""
        above = [(key.line, name) for name, (key, node) in self.service_nodes.items() if key.line <= line]
        if not above:
            return None
        name = max(above)[1]
        key, node = self.service_nodes[name]
        return name if line <= last_line(node, key.line) else None

    def line(self, number: int) -> str:
        """A line of the mended text, 1-based."""
        return self.pasted.mended[number - 1] if 0 < number <= len(self.pasted.mended) else ""

    def faults_of(self, kind: str) -> Iterator[YamlFault]:
        """The faults of one kind, in order."""
        return (fault for fault in self.faults if fault.kind == kind)

    def references(self) -> Iterator[Reference]:
        """Every name that a service uses of another service, a volume, a network, a secret or a config."""
        for service in self.services.values():
            yield from _references(service)


def _port(item: Node) -> PublishedPort:
    node = item.real
    if node.kind == "mapping":
        target, published, host_ip, protocol = (
            found.value if (found := node.get(key)) is not None else ""
            for key in ("target", "published", "host_ip", "protocol")
        )
        publish = parse_publish(
            f"{published}:{target}/{protocol or 'tcp'}" if published else f"{target}/{protocol or 'tcp'}"
        )
        if publish is not None and host_ip:
            publish = Publish(host_ip, publish.host, publish.container, publish.protocol, publish.wrong)
        return PublishedPort(item, f"{published}:{target}", publish if target else None, long=True)
    if node.kind != "scalar":
        return PublishedPort(item, "", None)
    return PublishedPort(item, node.value, parse_publish(node.value), quoted=not node.plain)


def _mount(item: Node) -> ServiceMount | None:
    node = item.real
    if node.kind == "scalar":
        mount = parse_volume(node.value)
        return ServiceMount(item, node.value, mount, item) if mount else None
    if node.kind != "mapping":
        return None
    kind, source, target, read_only = (
        found.value if (found := node.get(key)) is not None else "" for key in ("type", "source", "target", "read_only")
    )
    if kind not in ("bind", "volume", "tmpfs", "image", "npipe", "cluster"):
        # A misspelt type is told as such; whether it is a folder or a volume its source shows.
        kind = "bind" if source.startswith((".", "/", "~", "$")) else "volume"
    if kind == "volume" and not source:
        kind = "anonymous"
    mount = Mount(kind, source, target, read_only.lower() == "true")  # type: ignore[arg-type]
    return ServiceMount(node.get("source") or item, source, mount, item, long=True)


def _references(service: Service) -> Iterator[Reference]:
    for name, (node, _) in service.dependencies.items():
        yield Reference("service", name, node, "depends_on")
    for key in ("links", "volumes_from"):
        value = service.get(key)
        for item in value.scalars() if value is not None and value.kind == "sequence" else ():
            name = item.value.partition(":")[0]
            if name != "container":
                yield Reference("service", name, item, key)
    extends = service.get("extends")
    if extends is not None and extends.get("file") is None:
        target = extends if extends.kind == "scalar" else extends.get("service")
        if target is not None:
            yield Reference("service", target.value, target, "extends")
    for key in ("network_mode", "ipc", "pid"):
        value = service.get(key)
        if value is not None and value.kind == "scalar" and value.value.startswith("service:"):
            yield Reference("service", value.value.removeprefix("service:"), value, key)
    networks = service.get("networks")
    if networks is not None and networks.kind == "mapping":
        for name, (node, _) in networks.entries().items():
            yield Reference("network", name, node, "networks")
    elif networks is not None:
        for item in networks.scalars():
            yield Reference("network", item.value, item, "networks")
    for mount in service.mounts:
        if mount.mount.type == "volume" and mount.mount.source:
            yield Reference("volume", mount.mount.source, mount.node, "volumes")
    for key, kind in (("secrets", "secret"), ("configs", "config")):
        value = service.get(key)
        for item in value.items if value is not None and value.kind == "sequence" else ():
            source = item.real if item.real.kind == "scalar" else item.real.get("source")
            if source is not None:
                yield Reference(kind, source.value, source, key)
