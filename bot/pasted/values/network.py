"""Networks and name spaces: ``--network host``, ``--pid host``, ``--add-host name:ip``, ``--link``, ``--dns``."""

from __future__ import annotations

from bot.knowledge.entry import Text


def network_name(value: str) -> str:
    """The network of ``--network``: its short form, or ``name`` of the long one."""
    if "=" in value:
        for item in value.split(","):
            key, _, content = item.partition("=")
            if key.strip() == "name":
                return content.strip()
    return value


def explain_network(value: str) -> Text:
    """Which network the container joins."""
    name = network_name(value)
    if name == "host":
        return Text(
            ru="сеть самого хоста: порты открыты без -p, изоляции сети нет",
            en="the host's own network: ports open without -p, no network isolation",
        )
    if name == "none":
        return Text(ru="без сети", en="no network")
    if name in ("bridge", "default"):
        return Text(
            ru="сеть bridge по умолчанию, без имён контейнеров в DNS", en="the default bridge, without names in DNS"
        )
    if name.startswith("container:"):
        other = name.removeprefix("container:")
        return Text(ru=f"та же сеть, что у контейнера {other}", en=f"the same network as the container {other}")
    extra = ""
    if "," in value:
        extra = " (" + ", ".join(item for item in value.split(",") if not item.strip().startswith("name=")) + ")"
    return Text(
        ru=f"сеть {name}{extra}: контейнеры в ней находят друг друга по имени",
        en=f"the network {name}{extra}: containers in it find each other by name",
    )


def explain_namespace(value: str) -> Text | None:
    """``host`` or ``container:NAME`` of --pid, --ipc, --uts, --userns, --cgroupns."""
    if value == "host":
        return Text(ru="общее с хостом, без изоляции", en="shared with the host, not isolated")
    if value.startswith("container:"):
        other = value.removeprefix("container:")
        return Text(ru=f"общее с контейнером {other}", en=f"shared with the container {other}")
    if value == "private":
        return Text(ru="своё, отдельное", en="its own")
    if value == "shareable":
        return Text(ru="своё, доступное другим контейнерам", en="its own, open to other containers")
    return None


def explain_added_host(value: str) -> Text | None:
    """``--add-host name:ip``."""
    name, _, address = value.replace("=", ":", 1).partition(":")
    if not address:
        return None
    if address == "host-gateway":
        return Text(ru=f"имя {name} ведёт на хост", en=f"the name {name} leads to the host")
    return Text(ru=f"имя {name} ведёт на {address}", en=f"the name {name} leads to {address}")


def explain_link(value: str) -> Text:
    """``--link name:alias``, superseded by networks."""
    name, _, alias = value.partition(":")
    return Text(
        ru=f"контейнер {name} под именем {alias or name}; устарело, берите общую сеть",
        en=f"the container {name} as {alias or name}; superseded by a shared network",
    )
