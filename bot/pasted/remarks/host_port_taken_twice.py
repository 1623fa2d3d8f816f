"""One port of the host for two containers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "host-port-taken-twice"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = (
    "services:\n"
    "  one:\n"
    "    image: nginx:1.29\n"
    '    ports: ["8080:80"]\n'
    "  two:\n"
    "    image: httpd:2.4\n"
    '    ports: ["8080:8080"]\n'
)
NEAR_MISS = (
    "services:\n"
    "  one:\n"
    "    image: nginx:1.29\n"
    '    ports: ["127.0.0.1:8080:80", "53:53/udp"]\n'
    "  two:\n"
    "    image: httpd:2.4\n"
    '    ports: ["127.0.0.2:8080:80", "53:53/tcp"]\n'
)


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    taken: dict[tuple[str, int], list[tuple[str, str, int]]] = {}
    repeated = {(fault.line, fault.column) for fault in file.faults_of("duplicate-item")}
    for service in file.services.values():
        if service.get("profiles") is not None:
            continue  # such services may never run together
        for port in service.ports:
            publish = port.publish
            if publish is None or publish.wrong or not publish.host:
                continue
            if (port.node.real.line, port.node.real.column) in repeated:
                continue
            address = "" if publish.to_the_world else publish.host_ip or ""
            for number in _numbers(publish.host):
                others = taken.setdefault((publish.protocol, number), [])
                clash = next((other for other in others if "" in (address, other[0]) or address == other[0]), None)
                if clash is not None:
                    yield Remark(
                        ID,
                        SEVERITY,
                        Text(
                            ru=f"порт хоста {number} уже занят сервисом `{clash[1]}` (строка {clash[2]})",
                            en=f"the host port {number} is taken by the service `{clash[1]}` already (line {clash[2]})",
                        ),
                        port.node.line,
                        port.node.column,
                        Text(ru="поменяйте левое число", en="change the number on the left"),
                    )
                    break
                others.append((address, service.name, port.node.line))


def _numbers(ports: str) -> Iterable[int]:
    """The ports of a number or a range; nothing for variables and very long ranges."""
    low, _, high = ports.partition("-")
    if not low.isdigit() or not (high or low).isdigit() or int(high or low) - int(low) > 200:
        return ()
    return range(int(low), int(high or low) + 1)
