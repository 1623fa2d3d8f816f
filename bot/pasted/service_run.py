"""A compose service as ``docker run``; the other direction is bot.pasted.convert."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping

from bot.knowledge.entry import Text
from bot.pasted.convert import Conversion, caption
from bot.pasted.convert_table import BLOCK_DEVICES, FLAGS, HEALTH, LISTS, NUMBERS, TEXTS
from bot.pasted.values.duration import parse_duration

MAX_SERVICES = 30
_PARAMETER = re.compile(r"\$\$|\$\{[^{}\n]{1,200}\}|\$[A-Za-z_]\w{0,100}")
_SAFE = re.compile(r"[\w@%+=:,./-]+", re.ASCII)
_FLAG_KEYS = {key: option for option, key in FLAGS.items()}
_TEXT_KEYS = {key: option for option, key in (*TEXTS.items(), *NUMBERS.items()) if option != "name"}
_LIST_KEYS = {key: option for option, key in LISTS.items() if option != "dns-option"}
_MAP_KEYS = {"labels": "label", "annotations": "annotation", "sysctls": "sysctl", "storage_opt": "storage-opt"}
_LIMITS = {"cpus": "cpus", "memory": "memory", "pids": "pids-limit"}
#: Keys of ``build`` with one option an item.
_BUILD_LISTS = {"tags": "tag", "cache_from": "cache-from", "cache_to": "cache-to", "ssh": "ssh"}
_SILENT = frozenset({"image", "container_name", "build", "command", "entrypoint", "scale"})
_REASONS = {
    "depends_on": ("запускайте по порядку сами", "start them in order yourself"),
    "profiles": ("решаете вы, что запускать", "you decide what to start"),
    "secrets": (
        "не файл; ближе всего -v файл:/run/secrets/…:ro",
        "no file; nearest is -v file:/run/secrets/…:ro",
    ),
    "configs": (
        "не файл; ближе всего -v файл:…:ro",
        "no file; nearest is -v file:…:ro",
    ),
    "develop": ("только `docker compose watch`", "`docker compose watch` only"),
    "extends": ("подставьте ключи того сервиса", "put in the keys of that service"),
    "pull_policy": ("такого значения у --pull нет", "--pull has no such value"),
}

Node = Mapping[str, object]


def compose_as_run(document: Node) -> Conversion | None:
    """The services of a compose file as commands, in the order in which they depend on each other.

    ``document``: the file as plain mappings, lists and scalars (strings will do). None where it has no services.
    """
    services = document.get("services")
    if not isinstance(services, Mapping) or not services:
        return None
    names = [str(name) for name in _ordered(services)][:MAX_SERVICES]
    writer = _Writer(document, shared=len(services) > 1)
    commands = [line for name in names for line in writer.commands(name, _node(services.get(name)))]
    lines = [*writer.preparations, *commands]
    if not commands:
        return None
    writer.told_at_last()
    if len(services) > MAX_SERVICES:
        writer.omit(str(len(services) - MAX_SERVICES), "ещё сервисов", "more services")
    omitted = tuple(dict.fromkeys(writer.omitted))
    return Conversion("\n".join(lines) + "\n", omitted, caption("run", omitted))


def shell_word(text: str) -> str:
    """A string of a compose file as one word of a POSIX shell; ``${NAME}`` stays, ``$$`` is a dollar."""
    if "$" not in text:
        return text if _SAFE.fullmatch(text) else shlex.quote(text)
    result = []
    position = 0
    for match in _PARAMETER.finditer(text):
        result.append(_double_quoted(text[position : match.start()]))
        result.append("\\$" if match[0] == "$$" else match[0])
        position = match.end()
    result.append(_double_quoted(text[position:]))
    return '"' + "".join(result) + '"'


def _double_quoted(text: str) -> str:
    return re.sub(r'([\\"`$])', r"\\\1", text)


def _node(value: object) -> Node:
    return {str(key): item for key, item in value.items()} if isinstance(value, Mapping) else {}


def _items(value: object) -> list[object]:
    if isinstance(value, (list, tuple)):
        return list(value)
    return [] if value is None or isinstance(value, Mapping) else [value]


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _true(value: object) -> bool:
    return _text(value).lower() in ("true", "yes", "on", "1")


def _pairs(value: object) -> Iterator[tuple[str, str | None]]:
    """Name and value of a mapping, or of a list of ``NAME=VALUE``."""
    if isinstance(value, Mapping):
        for name, content in value.items():
            yield str(name), None if content is None else _text(content)
    else:
        for item in _items(value):
            name, equals, content = _text(item).partition("=")
            yield name, content if equals else None


def _host_path(path: str, always: bool = False) -> str:
    """A path of the file as the shell finds it: from the current folder, or from home, which no quotes stop."""
    if path == "~" or path.startswith("~/"):
        return f"$HOME{path[1:]}"
    if path.startswith(".."):
        return f"$PWD/{path.rstrip('/')}"
    if path.startswith("."):
        return "$PWD" + path[1:].rstrip("/")
    return f"$PWD/{path}" if always and not path.startswith(("/", "$")) else path


def _settings(details: Node) -> list[str]:
    """The options of a driver and the labels, of a volume or a network."""
    words = [f"--opt {shell_word(f'{name}={value}')}" for name, value in _pairs(details.get("driver_opts"))]
    labels = _pairs(details.get("labels"))
    return words + [f"--label {shell_word(name if value is None else f'{name}={value}')}" for name, value in labels]


def _ordered(services: Mapping[object, object]) -> list[object]:
    """The names, those that others depend on first; a cycle is broken anywhere."""
    known = {str(name) for name in services}
    wanted = {
        str(name): [other for other in _needs(_node(service)) if other in known] for name, service in services.items()
    }
    done: dict[str, None] = {}
    for first in wanted:
        stack = [(first, iter(wanted[first]))]
        path = {first}
        while stack:
            name, others = stack[-1]
            following = next((other for other in others if other not in done and other not in path), None)
            if following is None:
                done.setdefault(name)
                path.discard(name)
                stack.pop()
            else:
                path.add(following)
                stack.append((following, iter(wanted[following])))
    return list(done)


def _needs(service: Node) -> list[str]:
    needed = service.get("depends_on")
    return [str(name) for name in needed] if isinstance(needed, (Mapping, list)) else []


class _Writer:
    """Writes the commands of services and what must be there before them."""

    def __init__(self, document: Node, shared: bool) -> None:
        self.document = document
        self.shared = shared
        self.preparations: list[str] = []
        self.omitted: list[Text] = []
        self.service = ""
        self.prefixed: dict[str, None] = {}  # volumes whose names Compose puts the project's before

    def omit(self, key: str, ru: str, en: str) -> None:
        """Note what is not carried over."""
        self.omitted.append(Text(ru=f"`{key}` ({ru})", en=f"`{key}` ({en})"))

    def told_at_last(self) -> None:
        """Note what concerns the file as a whole."""
        if self.prefixed:
            names = ", ".join(f"`volumes.{name}`" for name in self.prefixed)
            self.omitted.append(
                Text(
                    ru=f"{names} (в Compose перед именем тома стоит имя проекта и `_`)",
                    en=f"{names} (Compose puts the project's name and `_` before the volume's)",
                )
            )
        if self.document.get("include") is not None:
            self.omit("include", "сервисы других файлов сюда не попали", "services of other files are not here")

    def commands(self, name: str, service: Node) -> Iterator[str]:
        """``docker build`` where the service is built, then ``docker run``."""
        self.service = name
        image = _text(service.get("image"))
        if service.get("build") is not None:
            image = image or name
            yield self._build(image, service.get("build"))
        if not image:
            self.omit(name, "нет ни image, ни build", "neither image nor build")
            return
        words = ["docker run -d", f"--name {shell_word(_text(service.get('container_name')) or name)}"]
        for option, value in self._options(service):
            words.append(f"--{option}" if value is None else f"--{option} {shell_word(value)}")
        entrypoint, command = self._program(service)
        if entrypoint is not None:
            words.append(f"--entrypoint {shell_word(entrypoint) or repr('')}")
        words.append(" ".join([shell_word(image), *map(shell_word, command)]))
        yield " \\\n  ".join(words)

    def _build(self, image: str, build: object) -> str:
        details = _node(build) if isinstance(build, Mapping) else {"context": build}
        words = ["docker build", f"-t {shell_word(image)}"]
        context = _text(details.get("context")) or "."
        if details.get("dockerfile"):
            file = _text(details["dockerfile"])
            folder = "" if context in (".", "./") else context.rstrip("/") + "/"
            words.append(f"-f {shell_word(folder + file)}")
        if details.get("target"):
            words.append(f"--target {shell_word(_text(details['target']))}")
        for name, value in _pairs(details.get("args")):
            words.append(f"--build-arg {shell_word(name if value is None else f'{name}={value}')}")
        for key, entry in details.items():
            if key in _BUILD_LISTS:
                words += [f"--{_BUILD_LISTS[key]} {shell_word(_text(item))}" for item in _items(entry)]
            elif key in ("labels", "additional_contexts", "extra_hosts"):
                option = {"labels": "label", "additional_contexts": "build-context", "extra_hosts": "add-host"}[key]
                sign = ":" if key == "extra_hosts" else "="
                for name, content in _pairs(entry):
                    words.append(f"--{option} {shell_word(name if content is None else f'{name}{sign}{content}')}")
            elif key in ("network", "shm_size"):
                words.append(f"--{key.replace('_', '-')} {shell_word(_text(entry))}")
            elif key in ("pull", "no_cache"):
                words += [f"--{key.replace('_', '-')}"] if _true(entry) else []
            elif key == "platforms":
                words.append(f"--platform {shell_word(','.join(_text(item) for item in _items(entry)))}")
            elif key == "secrets" and (secrets := self._build_secrets(entry)) is not None:
                words += secrets
            elif key not in ("context", "dockerfile", "target", "args"):
                self.omit(f"build.{key}", "см. `docker build --help`", "see `docker build --help`")
        return " ".join([*words, shell_word(context)])

    def _build_secrets(self, value: object) -> list[str] | None:
        """``--secret`` for each; None where one is neither a file nor a variable."""
        words = []
        for item in _items(value):
            name = _text(_node(item).get("source") if isinstance(item, Mapping) else item)
            declared = _node(_node(self.document.get("secrets")).get(name))
            key = next((key for key in ("file", "environment") if declared.get(key)), None)
            if key is None:
                return None
            source = f"id={name},{'src' if key == 'file' else 'env'}={_text(declared[key])}"
            words.append(f"--secret {shell_word(source)}")
        return words

    def _options(self, service: Node) -> Iterator[tuple[str, str | None]]:
        for key, value in service.items():
            if key in _SILENT or key.startswith("x-") or value is None:
                continue
            if key in _FLAG_KEYS:
                if _true(value):
                    yield _FLAG_KEYS[key], None
            elif key in _TEXT_KEYS:
                text = _text(value)
                if key in ("pid", "ipc") and text.startswith("service:"):
                    text = f"container:{self._container(text.removeprefix('service:'))}"
                yield _TEXT_KEYS[key], text
            elif key in ("dns", "dns_search", "tmpfs", "env_file", "label_file") or key in _LIST_KEYS:
                yield from self._list(key, value)
            elif key in _MAP_KEYS:
                for name, content in _pairs(value):
                    yield _MAP_KEYS[key], name if content is None else f"{name}={content}"
            else:
                yield from self._special(key, value, service)
        yield from self._networks(service)

    def _list(self, key: str, value: object) -> Iterator[tuple[str, str | None]]:
        option = _LIST_KEYS[key]
        if isinstance(value, Mapping):  # extra_hosts as a mapping
            for name, content in _pairs(value):
                yield option, f"{name}:{content}"
            return
        for item in _items(value):
            if isinstance(item, Mapping):
                found = _node(item)
                if key == "env_file":
                    yield option, _text(found.get("path"))
                    if found.get("required") is not None and not _true(found["required"]):
                        self.omit("env_file.required", "без файла docker run не начнёт", "without it docker run stops")
                elif key == "devices":
                    parts = [found.get("source"), found.get("target"), found.get("permissions")]
                    yield option, ":".join(_text(part) for part in parts if part)
                else:
                    self.omit(key, "такой вид записи не переносится", "this form is not carried over")
            else:
                yield option, _text(item)

    def _special(self, key: str, value: object, service: Node) -> Iterator[tuple[str, str | None]]:
        match key:
            case "environment":
                for name, content in _pairs(value):
                    yield "env", name if content is None else f"{name}={content}"
            case "ports":
                for item in _items(value):
                    yield "publish", self._port(item)
            case "volumes":
                for item in _items(value):
                    yield self._volume(item)
            case "healthcheck":
                yield from self._health(_node(value))
            case "logging":
                details = _node(value)
                if details.get("driver"):
                    yield "log-driver", _text(details["driver"])
                for name, content in _pairs(details.get("options")):
                    yield "log-opt", f"{name}={content}"
            case "ulimits":
                for name, limit in _node(value).items():
                    found = _node(limit)
                    both = f"{_text(found.get('soft'))}:{_text(found.get('hard'))}" if found else _text(limit)
                    yield "ulimit", f"{name}={both}"
            case "stop_grace_period":
                seconds = parse_duration(_text(value))
                if seconds is None:
                    self.omit(key, "не разобрать длительность", "the duration cannot be read")
                else:
                    yield "stop-timeout", str(round(seconds))
            case "blkio_config":
                yield from self._block(_node(value))
            case "gpus":
                yield "gpus", self._gpus(value)
            case "volumes_from":
                for item in _items(value):
                    name, colon, mode = _text(item).removeprefix("container:").partition(":")
                    own = not _text(item).startswith("container:")
                    yield "volumes-from", (self._container(name) if own else name) + colon + mode
            case "secrets" | "configs":
                for item in _items(value):
                    yield from self._file(key, item)
            case "pull_policy" if _text(value) in ("always", "missing", "never"):
                yield "pull", _text(value)
            case "deploy":
                yield from self._deploy(_node(value))
            case "links":
                for item in _items(value):
                    name, _, alias = _text(item).partition(":")
                    yield "link", f"{self._container(name)}:{alias or name}"
            case "networks" | "network_mode":
                pass  # together, after the others
            case _:
                ru, en = _REASONS.get(key, ("у docker run такого нет", "docker run has none"))
                self.omit(key, ru, en)

    def _container(self, service: str) -> str:
        """The name of the container of another service."""
        return _text(_node(_node(self.document.get("services")).get(service)).get("container_name")) or service

    def _file(self, section: str, item: object) -> Iterator[tuple[str, str | None]]:
        """A secret or a config as the mount that Compose makes of it, where it is a file."""
        found = _node(item) if isinstance(item, Mapping) else {"source": item}
        name = _text(found.get("source"))
        file = _text(_node(_node(self.document.get(section)).get(name)).get("file"))
        if not file:
            self.omit(f"{section}.{name}", *_REASONS[section])
            return
        target = _text(found.get("target")) or name
        if not target.startswith("/"):
            target = f"/run/secrets/{target}" if section == "secrets" else f"/{target}"
        yield "volume", f"{_host_path(file, always=True)}:{target}:ro"

    def _port(self, item: object) -> str:
        if not isinstance(item, Mapping):
            return _text(item)
        found = _node(item)
        target = _text(found.get("target"))
        published = _text(found.get("published"))
        address = _text(found.get("host_ip"))
        protocol = _text(found.get("protocol"))
        text = f"{published}:{target}" if published or address else target
        if address:
            text = f"{address}:{text}"
        return f"{text}/{protocol}" if protocol and protocol != "tcp" else text

    def _volume(self, item: object) -> tuple[str, str]:
        if not isinstance(item, Mapping):
            value = _text(item)
            source, colon, rest = value.partition(":")
            if colon and source.startswith((".", "~")):
                return "volume", f"{_host_path(source)}:{rest}"
            return "volume", f"{self._named(source)}:{rest}" if colon and rest.startswith("/") else value
        found = _node(item)
        kind = _text(found.get("type")) or "volume"
        source = _text(found.get("source"))
        if source.startswith((".", "~")):
            source = _host_path(source)
        elif kind == "volume" and source:
            source = self._named(source)
        parts = [f"type={kind}"]
        if source:
            parts.append(f"source={source}")
        parts.append(f"target={_text(found.get('target'))}")
        if _true(found.get("read_only")):
            parts.append("readonly")
        for key, names in (
            ("bind", {"propagation": "bind-propagation", "recursive": "bind-recursive"}),
            ("volume", {"nocopy": "volume-nocopy", "subpath": "volume-subpath"}),
            ("tmpfs", {"size": "tmpfs-size", "mode": "tmpfs-mode"}),
            ("image", {"subpath": "image-subpath"}),
        ):
            for name, content in _node(found.get(key)).items():
                if name not in names:
                    self.omit(f"volumes.{key}.{name}", "у --mount такого нет", "--mount has none")
                elif name == "mode" and isinstance(content, int):
                    parts.append(f"{names[name]}={content:o}")
                elif name == "nocopy":
                    parts += [names[name]] if _true(content) else []
                else:
                    parts.append(f"{names[name]}={_text(content)}")
        if found.get("consistency"):
            parts.append(f"consistency={_text(found['consistency'])}")
        return "mount", ",".join(parts)

    def _named(self, source: str) -> str:
        """The name that the volume really has; Compose puts the project's name before it unless told otherwise."""
        declared = _node(self.document.get("volumes"))
        if source not in declared:
            return source
        details = _node(declared[source])
        name = _text(details.get("name"))
        if not name and not _true(details.get("external")):
            project = _text(self.document.get("name"))
            name = f"{project}_{source}" if project else ""
            if not project:
                self.prefixed.setdefault(source)
        name = name or source
        words = ["docker volume create"]
        if details.get("driver"):
            words.append(f"--driver {shell_word(_text(details['driver']))}")
        words += _settings(details)
        if len(words) > 1:
            self._prepare(" ".join([*words, shell_word(name)]))
        return name

    def _health(self, found: Node) -> Iterator[tuple[str, str | None]]:
        test = found.get("test")
        if _true(found.get("disable")) or test == ["NONE"]:
            yield "no-healthcheck", None
            return
        if isinstance(test, list) and test:
            words = [_text(item) for item in test[1:]]
            yield "health-cmd", " ".join(words) if test[0] == "CMD-SHELL" else shlex.join(words)
        elif test is not None:
            yield "health-cmd", _text(test)
        options = {key: option for option, key in HEALTH.items()}
        for key, value in found.items():
            if key in options and key != "test":
                yield options[key], _text(value)

    def _block(self, found: Node) -> Iterator[tuple[str, str | None]]:
        if found.get("weight") is not None:
            yield "blkio-weight", _text(found["weight"])
        for option, (key, label) in BLOCK_DEVICES.items():
            for item in _items(found.get(key)):
                device = _node(item)
                yield option, f"{_text(device.get('path'))}:{_text(device.get(label))}"

    def _gpus(self, value: object) -> str:
        if not isinstance(value, list) or not value:
            return _text(value) or "all"
        found = _node(value[0])
        devices = [_text(item) for item in _items(found.get("device_ids"))]
        if devices:
            return '"device=' + ",".join(devices) + '"'
        count = _text(found.get("count"))
        return count or "all"

    def _deploy(self, found: Node) -> Iterator[tuple[str, str | None]]:
        for key, value in found.items():
            if key == "resources":
                resources = _node(value)
                for name, limit in _node(resources.get("limits")).items():
                    if name in _LIMITS:
                        yield _LIMITS[name], _text(limit)
                for name, limit in _node(resources.get("reservations")).items():
                    if name == "memory":
                        yield "memory-reservation", _text(limit)
                    elif name == "devices":
                        yield "gpus", self._gpus(limit)
                    else:
                        self.omit(f"deploy.resources.reservations.{name}", "нет параметра", "no such option")
            elif key == "restart_policy":
                condition = _text(_node(value).get("condition"))
                known = {"any": "always", "on-failure": "on-failure", "none": "no"}
                attempts = _text(_node(value).get("max_attempts"))
                if condition in known:
                    counted = f":{attempts}" if attempts and condition == "on-failure" else ""
                    yield "restart", known[condition] + counted
                for name in _node(value):
                    if name != "condition" and not (name == "max_attempts" and condition == "on-failure"):
                        self.omit(f"deploy.restart_policy.{name}", "только Compose и Swarm", "Compose and Swarm only")
            else:
                self.omit(f"deploy.{key}", "только Compose и Swarm", "Compose and Swarm only")

    def _networks(self, service: Node) -> Iterator[tuple[str, str | None]]:
        mode = _text(service.get("network_mode"))
        if mode:
            if mode.startswith("service:"):
                mode = "container:" + self._container(mode.removeprefix("service:"))
            yield "network", mode
            return
        attached = service.get("networks")
        names = [str(item) for item in attached] if isinstance(attached, (Mapping, list)) else []
        if not names and (self.shared or _node(self.document.get("networks"))):
            names = ["default"]
        declared = _node(self.document.get("networks"))
        alias = self.service if _text(service.get("container_name")) not in ("", self.service) else ""
        for name in names:
            details = _node(declared.get(name))
            real = _text(details.get("name")) or (
                f"{_text(self.document.get('name')) or 'app'}_net" if name == "default" else name
            )
            if not _true(details.get("external")):
                self._create(real, details)
            keys = _node(_node(attached).get(name)) if isinstance(attached, Mapping) else {}
            yield "network", self._attachment(real, keys, alias)

    def _attachment(self, name: str, keys: Node, alias: str) -> str:
        parts = [f"alias={_text(item)}" for item in _items(keys.get("aliases"))]
        if alias and self.shared:
            parts.insert(0, f"alias={alias}")
        for key, option in (
            ("ipv4_address", "ip"),
            ("ipv6_address", "ip6"),
            ("mac_address", "mac-address"),
            ("gw_priority", "gw-priority"),
        ):
            if keys.get(key) is not None:
                parts.append(f"{option}={_text(keys[key])}")
        parts += [f"link-local-ip={_text(item)}" for item in _items(keys.get("link_local_ips"))]
        parts += [f"driver-opt={option}={value}" for option, value in _pairs(keys.get("driver_opts"))]
        if keys.get("interface_name") is not None:
            parts.append(f"driver-opt=com.docker.network.endpoint.ifname={_text(keys['interface_name'])}")
        if keys.get("priority") is not None:
            self.omit("networks.priority", "у --network такого нет", "--network has none")
        return ",".join([f"name={name}", *parts]) if parts else name

    def _create(self, name: str, details: Node) -> None:
        words = ["docker network create"]
        if details.get("driver"):
            words.append(f"--driver {shell_word(_text(details['driver']))}")
        if _true(details.get("internal")):
            words.append("--internal")
        for config in _items(_node(details.get("ipam")).get("config")):
            for key, option in (("subnet", "subnet"), ("gateway", "gateway"), ("ip_range", "ip-range")):
                if _node(config).get(key):
                    words.append(f"--{option} {shell_word(_text(_node(config)[key]))}")
            for host, address in _pairs(_node(config).get("aux_addresses")):
                words.append(f"--aux-address {shell_word(f'{host}={address}')}")
        for key, flag in (("attachable", "--attachable"), ("enable_ipv6", "--ipv6")):
            if _true(details.get(key)):
                words.append(flag)
        ipam = _node(details.get("ipam"))
        if _text(ipam.get("driver")) not in ("", "default"):
            words.append(f"--ipam-driver {shell_word(_text(ipam['driver']))}")
        for option, value in _pairs(ipam.get("options")):
            words.append(f"--ipam-opt {shell_word(f'{option}={value}')}")
        words += _settings(details)
        self._prepare(" ".join([*words, shell_word(name)]))

    def _prepare(self, line: str) -> None:
        """A command that goes before all others, once."""
        if line not in self.preparations:
            self.preparations.append(line)

    def _program(self, service: Node) -> tuple[str | None, list[str]]:
        command = self._words("command", service.get("command"))
        if service.get("entrypoint") is None:
            return None, command
        entrypoint = self._words("entrypoint", service.get("entrypoint"))
        if not entrypoint:
            return "", command
        return entrypoint[0], [*entrypoint[1:], *command]

    def _words(self, key: str, value: object) -> list[str]:
        if isinstance(value, list):
            return [_text(item) for item in value]
        text = _text(value)
        try:
            return shlex.split(text)
        except ValueError:
            self.omit(key, "незакрытая кавычка", "an open quote")
            return [text]
