"""``docker run`` as a compose service, and a compose service as ``docker run``; what has no counterpart is listed.

The tables name each option and key once; both directions read them. Compose keys are those of compose-file.json,
options those of docker-cli.json.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.knowledge.entry import Text
from bot.pasted.compose_emit import ComposeValue, compose_yaml
from bot.pasted.compose_words import ComposeWords
from bot.pasted.convert_table import BLOCK_DEVICES, FLAGS, HEALTH, LISTS, NO_COUNTERPART, NUMBERS, TEXTS
from bot.pasted.invocation import Invocation, OptionUse
from bot.pasted.values.image import parse_image
from bot.pasted.values.mounts import is_volume_name, parse_mount, parse_volume
from bot.pasted.values.network import network_name

#: So many services become a file; a longer paste is no start of a project.
MAX_SERVICES = 20
_MODES = frozenset({"host", "none", "bridge", "default"})
_NETWORK_KEYS = {
    "ip": "ipv4_address",
    "ip6": "ipv6_address",
    "mac-address": "mac_address",
    "gw-priority": "gw_priority",
}


@dataclass(frozen=True, slots=True)
class Conversion:
    """The other form, and what could not be carried over, a line each."""

    text: str
    omitted: tuple[Text, ...]
    caption: Text


def run_as_compose(runs: Sequence[Invocation]) -> Conversion | None:
    """One compose file for one or more ``docker run`` lines; None where none of them has an image."""
    services: dict[str, ComposeValue] = {}
    writer = _Writer()
    for run in runs[:MAX_SERVICES]:
        if run.image is not None:
            name, service = writer.service(run, services)
            services[name] = service
    if len(runs) > MAX_SERVICES:
        rest = len(runs) - MAX_SERVICES
        writer.omitted.append(Text(ru=f"ещё команд: {rest}", en=f"{rest} more commands"))
    if not services:
        return None
    document: dict[str, ComposeValue] = {"services": services}
    if writer.networks:
        document["networks"] = dict(writer.networks)
    if writer.volumes:
        document["volumes"] = dict(writer.volumes)
    omitted = tuple(dict.fromkeys(writer.omitted))
    return Conversion(compose_yaml(document), omitted, caption("compose", omitted))


def caption(target: str, omitted: Sequence[Text]) -> Text:
    """What stands over a converted text: what it is, and the list of what it lacks."""
    if target == "compose":
        ru, en = (
            "То же как compose.yaml, запуск: `docker compose up -d`",
            "The same as compose.yaml, start: `docker compose up -d`",
        )
    else:
        ru, en = "То же через docker run", "The same with docker run"
    if omitted:
        ru += ". Без соответствия: " + "; ".join(item.ru for item in omitted)
        en += ". Without a counterpart: " + "; ".join(item.en for item in omitted)
    return Text(ru=ru, en=en)


class _Writer:
    """Collects services, and the volumes and networks that they need."""

    def __init__(self) -> None:
        self.networks: dict[str, ComposeValue] = {}
        self.volumes: dict[str, ComposeValue] = {}
        self.omitted: list[Text] = []
        self.words = ComposeWords(self.omitted)

    def service(self, run: Invocation, taken: dict[str, ComposeValue]) -> tuple[str, ComposeValue]:
        """The name and the keys of one run."""
        service: dict[str, ComposeValue] = {}
        if run.image:
            service["image"] = self.words.word(run.image)
        for use in run.options:
            self._option(service, use, run)
        self._networks(service, run)
        self._volume_driver(service, run)
        if run.program:
            service["command"] = [self.words.word(token) for token in run.program]
        return _name(run, taken), service

    def _option(self, service: dict[str, ComposeValue], use: OptionUse, run: Invocation) -> None:
        name = use.name
        value = self.words.value(use, in_path=name in ("volume", "mount", "env-file", "label-file", "device", "tmpfs"))
        if name in FLAGS:
            if use.on:
                service[FLAGS[name]] = True
        elif name in NUMBERS:
            service[NUMBERS[name]] = _number(value)
        elif name in TEXTS:
            service[TEXTS[name]] = value
        elif name in LISTS:
            _append(service, LISTS[name], value)
        elif name in HEALTH:
            _under(service, "healthcheck")[HEALTH[name]] = (
                ["CMD-SHELL", value] if name == "health-cmd" else _number(value) if name == "health-retries" else value
            )
        elif name in BLOCK_DEVICES:
            path, _, rate = value.partition(":")
            key, label = BLOCK_DEVICES[name]
            _append(_under(service, "blkio_config"), key, {"path": path, label: _number(rate)})
        else:
            self._special(service, use, value, run)

    def _special(self, service: dict[str, ComposeValue], use: OptionUse, value: str, run: Invocation) -> None:
        match use.name:
            case "env":
                name, equals, content = value.partition("=")
                _under(service, "environment")[name] = content if equals else None
            case "label" | "annotation" | "sysctl" | "storage-opt":
                key = {
                    "label": "labels",
                    "annotation": "annotations",
                    "sysctl": "sysctls",
                    "storage-opt": "storage_opt",
                }
                name, _, content = value.partition("=")
                _under(service, key[use.name])[name] = content
            case "volume":
                self._volume(service, value)
            case "mount":
                self._mount(service, value)
            case "log-driver":
                _under(service, "logging")["driver"] = value
            case "log-opt":
                name, _, content = value.partition("=")
                options = _under(_under(service, "logging"), "options")
                options[name] = content
            case "ulimit":
                self._ulimit(service, value)
            case "entrypoint":
                service["entrypoint"] = [value] if value else []
            case "no-healthcheck":
                if use.on:
                    _under(service, "healthcheck")["disable"] = True
            case "stop-timeout":
                service["stop_grace_period"] = f"{value}s"
            case "blkio-weight":
                _under(service, "blkio_config")["weight"] = _number(value)
            case "gpus":
                service["gpus"] = self._gpus(value)
            case "volumes-from":
                _append(service, "volumes_from", f"container:{value}")
            case "pull":
                service["pull_policy"] = value
            case "publish":
                if _network_mode(run) == "host":
                    self._omit(
                        use, "порты при сети хоста не пробрасываются", "ports are not published in the host's network"
                    )
                else:
                    _append(service, "ports", value)
            case "network" | "net" | "network-alias" | "net-alias" | "ip" | "ip6" | "link-local-ip" | "volume-driver":
                pass  # told together, after all options
            case _:
                ru, en = NO_COUNTERPART.get(use.name, ("ключа нет", "no such key"))
                self._omit(use, ru, en)

    def _omit(self, use: OptionUse, ru: str, en: str) -> None:
        self.omitted.append(Text(ru=f"`{use.spelled}` ({ru})", en=f"`{use.spelled}` ({en})"))

    def _volume(self, service: dict[str, ComposeValue], value: str) -> None:
        mount = parse_volume(value)
        _append(service, "volumes", value)
        if mount and mount.type == "volume" and is_volume_name(mount.source):
            self.volumes.setdefault(mount.source, {"name": mount.source})

    def _mount(self, service: dict[str, ComposeValue], value: str) -> None:
        mount = parse_mount(value)
        if mount is None:
            return
        kind = "volume" if mount.type == "anonymous" else mount.type
        item: dict[str, ComposeValue] = {"type": kind}
        if mount.source:
            item["source"] = mount.source
        item["target"] = mount.target
        if mount.read_only:
            item["read_only"] = True
        for name, content in mount.options.items():
            match name:
                case "bind-propagation":
                    _under(item, "bind")["propagation"] = content
                case "bind-recursive":
                    _under(item, "bind")["recursive"] = content
                case "volume-nocopy":
                    _under(item, "volume")["nocopy"] = content != "false"
                case "volume-subpath":
                    _under(item, "volume")["subpath"] = content
                case "image-subpath":
                    _under(item, "image")["subpath"] = content
                case "tmpfs-size":
                    _under(item, "tmpfs")["size"] = _number(content)
                case "tmpfs-mode":
                    _under(item, "tmpfs")["mode"] = (
                        int(content, 8) if content.isdigit() and set(content) <= set("01234567") else content
                    )
                case "consistency":
                    item["consistency"] = content
                case _:
                    self.omitted.append(
                        Text(ru=f"`{name}` в --mount (ключа нет)", en=f"`{name}` of --mount (no such key)")
                    )
        _append(service, "volumes", item)
        if kind == "volume" and is_volume_name(mount.source):
            self.volumes.setdefault(mount.source, {"name": mount.source})

    def _ulimit(self, service: dict[str, ComposeValue], value: str) -> None:
        name, _, limits = value.partition("=")
        soft, colon, hard = limits.partition(":")
        _under(service, "ulimits")[name] = {"soft": _number(soft), "hard": _number(hard)} if colon else _number(soft)

    def _gpus(self, value: str) -> ComposeValue:
        plain = value.strip("\"'")
        if plain == "all":
            return "all"
        if plain.lstrip("-").isdigit():
            return [{"count": "all" if plain == "-1" else int(plain)}]
        item: dict[str, ComposeValue] = {}
        for part in plain.split(","):
            name, equals, content = part.partition("=")
            if not equals and "device_ids" in item:
                _append(item, "device_ids", name)
            elif name in ("device", "devices"):
                _append(item, "device_ids", content)
            elif name == "count":
                item["count"] = _number(content)
            elif name == "driver":
                item["driver"] = content
            elif name == "capabilities":
                _append(item, "capabilities", content.strip("\"'"))
        return [item] if item else "all"

    def _networks(self, service: dict[str, ComposeValue], run: Invocation) -> None:
        mode = _network_mode(run)
        addresses = [
            use for use in run.options if use.name in ("ip", "ip6", "network-alias", "net-alias", "link-local-ip")
        ]
        if mode is not None:
            service["network_mode"] = mode
            for use in addresses:
                self._omit(use, "не сочетается с network_mode", "does not go with network_mode")
            return
        attachments: dict[str, dict[str, ComposeValue]] = {}
        for use in run.uses("network", "net"):
            value = self.words.value(use, in_path=False)
            keys = attachments.setdefault(network_name(value), {})
            for item in value.split(",") if "=" in value else ():
                key, _, content = item.strip().partition("=")
                if key == "alias":
                    _append(keys, "aliases", content)
                elif key in _NETWORK_KEYS:
                    keys[_NETWORK_KEYS[key]] = _number(content) if key == "gw-priority" else content
                elif key == "driver-opt":
                    option, _, chosen = content.partition("=")
                    _under(keys, "driver_opts")[option] = chosen
                elif key == "link-local-ip":
                    _append(keys, "link_local_ips", content)
        if addresses and not attachments:
            for use in addresses:
                self._omit(use, "нужна своя сеть: --network", "needs a network of your own: --network")
        elif attachments:
            first = next(iter(attachments.values()))
            for use in addresses:
                value = self.words.value(use, in_path=False)
                if use.name in ("network-alias", "net-alias"):
                    _append(first, "aliases", value)
                elif use.name == "link-local-ip":
                    _append(first, "link_local_ips", value)
                else:
                    first[_NETWORK_KEYS[use.name]] = value
        if attachments:
            service["networks"] = (
                {name: keys or None for name, keys in attachments.items()}
                if any(attachments.values())
                else list(attachments)
            )
            for name in attachments:
                self.networks.setdefault(name, {"external": True})

    def _volume_driver(self, service: dict[str, ComposeValue], run: Invocation) -> None:
        driver = run.value("volume-driver")
        if not driver:
            return
        volumes = service.get("volumes")
        for item in volumes if isinstance(volumes, list) else ():
            source = parse_volume(item).source if isinstance(item, str) and parse_volume(item) else ""  # type: ignore[union-attr]
            declared = self.volumes.get(source)
            if isinstance(declared, dict):
                declared["driver"] = driver


def _network_mode(run: Invocation) -> str | None:
    found = [network_name(use.value or "") for use in run.uses("network", "net")]
    if len(found) == 1 and (found[0] in _MODES or found[0].startswith("container:")):
        return "bridge" if found[0] == "default" else found[0]
    return None


def _name(run: Invocation, taken: dict[str, ComposeValue]) -> str:
    wanted = run.value("name") or (parse_image(run.image.value).name if run.image else "") or "app"
    name = "".join(
        character if character.isascii() and (character.isalnum() or character in "._-") else "-"
        for character in wanted
    )
    name = name.strip("-._") or "app"
    if name in taken:
        name = next(f"{name}-{number}" for number in range(2, 10_000) if f"{name}-{number}" not in taken)
    return name


def _append(target: dict[str, ComposeValue], key: str, item: ComposeValue) -> None:
    existing = target.setdefault(key, [])
    if isinstance(existing, list):
        existing.append(item)


def _under(target: dict[str, ComposeValue], key: str) -> dict[str, ComposeValue]:
    existing = target.setdefault(key, {})
    return existing if isinstance(existing, dict) else {}


def _number(value: str) -> ComposeValue:
    """A whole number where it is one; else the text (a variable, a size with a unit)."""
    plain = value.strip()
    digits = plain.removeprefix("-")
    return int(plain) if digits.isascii() and digits.isdigit() and len(digits) < 19 else plain
