"""An address in a network that cannot be, or that no subnet of it holds."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.yaml_nodes import Node

ID = "invalid-address"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
_FILE = (
    "services:\n  app:\n    image: shop:1\n    networks:\n      lan:\n        ipv4_address: {}\n"
    "networks:\n  lan:\n    ipam:\n      config:\n        - subnet: {}\n"
)
TRIGGERS = (
    _FILE.format("10.5.0.300", "10.5.0.0/16"),
    _FILE.format("10.6.0.3", "10.5.0.0/16"),
    _FILE.format("10.5.0.3", "10.5.0.0/36"),
    "services:\n  app:\n    image: shop:1\n    networks:\n      lan:\n        ipv4_address: 10.5.0.3\n"
    "networks:\n  lan:\n    driver: bridge\n",
)
NEAR_MISS = (
    _FILE.format("10.5.0.3", "10.5.0.0/16"),
    _FILE.format("${ADDRESS}", "${SUBNET}"),
    "services:\n  app:\n    image: shop:1\n    networks:\n      lan:\n        ipv4_address: 10.5.0.3\n"
    "networks:\n  lan:\n    external: true\n",
)


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    subnets: dict[str, list[IPv4Network | IPv6Network]] = {}
    for name, (_, details) in file.names("networks").items():
        found = []
        for node in _subnets(details.real):
            try:
                found.append(ip_network(node.value, strict=False))
            except ValueError:
                if "$" not in node.value:
                    yield _remark(
                        node,
                        f"`{node.value[:60]}` — не подсеть: вид `172.28.0.0/16`",
                        f"`{node.value[:60]}` is no subnet: the form is `172.28.0.0/16`",
                    )
                break
        else:
            external = details.real.get("external")
            if external is None and details.real.kind == "mapping" and "driver_opts" not in details.real.entries():
                subnets[name] = found
    for service in file.services.values():
        attached = service.get("networks")
        for name, (_, keys) in (attached.entries() if attached is not None else {}).items():
            for key in ("ipv4_address", "ipv6_address"):
                written = keys.real.get(key)
                if written is not None and written.kind == "scalar" and written.value and "$" not in written.value:
                    yield from _address(written, name, subnets)


def _address(node: Node, network: str, subnets: dict[str, list[IPv4Network | IPv6Network]]) -> Iterator[Remark]:
    try:
        address = ip_address(node.value)
    except ValueError:
        yield _remark(node, f"`{node.value[:60]}` — не адрес IP", f"`{node.value[:60]}` is no IP address")
        return
    known = subnets.get(network)
    if known is None:
        return
    if not known:
        yield _remark(
            node,
            f"у сети `{network}` нет своей подсети, а без неё Docker не даст постоянный адрес",
            f"the network `{network}` has no subnet of its own, and without one Docker gives no fixed address",
            Text(
                ru="в `networks:` → `ipam:` → `config:` → `- subnet: …`",
                en="`networks:` → `ipam:` → `config:` → `- subnet: …`",
            ),
        )
    elif not any(address in subnet for subnet in known):
        yield _remark(
            node,
            f"адрес `{node.value}` вне подсети сети `{network}`: {', '.join(map(str, known[:3]))}",
            f"the address `{node.value}` is outside of the subnet of `{network}`: {', '.join(map(str, known[:3]))}",
        )


def _subnets(details: Node) -> Iterator[Node]:
    """The subnets that a network is declared with."""
    ipam = details.get("ipam")
    config = ipam.get("config") if ipam is not None else None
    for item in config.items if config is not None else ():
        subnet = item.real.get("subnet")
        if subnet is not None and subnet.kind == "scalar":
            yield subnet


def _remark(node: Node, ru: str, en: str, mend: Text | None = None) -> Remark:
    return Remark(ID, SEVERITY, Text(ru=ru, en=en), node.line, node.column, mend)
