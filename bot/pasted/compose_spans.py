"""Every part of a compose file with its meaning: the gloss of the key, and what this value does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from bot.knowledge.entry import Text
from bot.knowledge.glosses import Glosses
from bot.pasted.compose_file import ComposeFile
from bot.pasted.compose_schema import Shape
from bot.pasted.line_spans import LineMap, Stretch, covering
from bot.pasted.model import Span
from bot.pasted.values.device import explain_device
from bot.pasted.values.duration import explain_duration
from bot.pasted.values.environment import (
    explain_build_argument,
    explain_env_file,
    explain_environment,
    is_secret,
    split_assignment,
)
from bot.pasted.values.identity import explain_capability, explain_platform, explain_security, explain_user
from bot.pasted.values.image import explain_image
from bot.pasted.values.mounts import explain_tmpfs, explain_volume, explain_volumes_from
from bot.pasted.values.network import explain_added_host, explain_link
from bot.pasted.values.ports import explain_expose, explain_publish
from bot.pasted.values.restart import explain_restart
from bot.pasted.values.size import explain_memory, human
from bot.pasted.written_secrets import holds_secret
from bot.pasted.yaml_nodes import MAX_DEPTH, Node
from bot.text.masking import mask

#: Unknown keys for which the nearest real one is looked for.
_MAX_NEAREST = 200
_LINE_KEY = re.compile(r"[ \t]*(?:-[ \t]+)?[\"']?(?P<key>[\w.-]{1,80})[\"']?[ \t]*:")
_OWN_FIELD = Text(ru="своё поле: Compose его не читает", en="a field of your own: Compose does not read it")
#: The shape of what an author's own field holds: anything.
_OWN = Shape("x-")
_MERGE = Text(ru="подставляет сюда ключи по ссылке", en="puts in the keys that the alias stands for")
_COMMENT = Text(ru="комментарий", en="comment")
_ANCHOR = Text(ru="имя для ссылок `*` и `<<`", en="a name for `*` and `<<`")
_MARKER = Text(ru="начало документа YAML", en="start of a YAML document")
_RAW = Text(ru="текст значения", en="text of a value")

#: What a key that the author names stands for, by the path of its mapping.
_NAMED: Mapping[str, tuple[str, str]] = {
    "services": ("сервис {}", "the service {}"),
    "volumes": ("том {}", "the volume {}"),
    "networks": ("сеть {}", "the network {}"),
    "secrets": ("секрет {}", "the secret {}"),
    "configs": ("конфиг {}", "the config {}"),
    "models": ("модель {}", "the model {}"),
    "jobs": ("задание {}", "the job {}"),
    "services.<service>.depends_on": ("ждёт сервис {}", "waits for the service {}"),
    "services.<service>.networks": ("подключён к сети {}", "joins the network {}"),
    "services.<service>.models": ("получает модель {}", "gets the model {}"),
    "services.<service>.ulimits": ("предел {}", "the limit {}"),
}
#: What a free mapping's entry or a list's item is, by the last part of the path.
_ITEMS: Mapping[str, tuple[str, str]] = {
    "command": ("слово команды", "a word of the command"),
    "entrypoint": ("слово команды", "a word of the command"),
    "test": ("слово проверки", "a word of the check"),
    "labels": ("метка", "a label"),
    "annotations": ("аннотация", "an annotation"),
    "args": ("аргумент сборки", "a build argument"),
    "options": ("параметр драйвера", "an option of the driver"),
    "driver_opts": ("параметр драйвера", "an option of the driver"),
    "sysctls": ("параметр ядра", "a kernel parameter"),
    "depends_on": ("ждёт сервис {}", "waits for the service {}"),
    "networks": ("подключён к сети {}", "joins the network {}"),
    "secrets": ("получает секрет {}: файл /run/secrets/{}", "gets the secret {}: the file /run/secrets/{}"),
    "configs": ("получает конфиг {}", "gets the config {}"),
    "profiles": ("профиль {}", "the profile {}"),
    "aliases": ("ещё одно имя в сети", "one more name in the network"),
    "dns": ("сервер имён", "a name server"),
    "devices": ("устройство", "a device"),
    "include": ("подключает файл {}", "includes the file {}"),
    "cap_add": ("добавляет возможность ядра {}", "adds the capability {}"),
    "cap_drop": ("отбирает возможность ядра {}", "takes the capability {} away"),
    "platforms": ("платформа сборки", "a platform to build for"),
    "capabilities": ("возможность устройства", "a capability of the device"),
    "tags": ("ещё один тег образа", "one more tag of the image"),
    "ignore": ("этих изменений не замечает", "changes of these are passed over"),
    "exclude": ("эти пропускает", "these are left out"),
    "cache_from": ("откуда брать кэш: {}", "where the cache comes from: {}"),
    "cache_to": ("куда складывать кэш: {}", "where the cache goes to: {}"),
    "ssh": ("доступ по SSH при сборке: {}", "SSH while building: {}"),
    "constraints": ("только узлы, где {}", "only nodes where {}"),
    "security_opt": ("настройка защиты {}", "the security option {}"),
    "group_add": ("ещё группа {}", "one more group, {}"),
    "dns_search": ("домен поиска {}", "the search domain {}"),
    "dns_opt": ("настройка DNS {}", "the DNS option {}"),
    "runtime_flags": ("флаг программы модели", "a flag of the model's program"),
    "additional_contexts": ("ещё контекст сборки {}", "one more build context, {}"),
    "device_ids": ("устройство {}", "the device {}"),
}


def _environment(value: str) -> Text:
    """A variable; of a secret another thing is to be said than of one on a command line."""
    name, content = split_assignment(value)
    if holds_secret(name, content) or is_secret(name, content):
        return Text(
            ru=f"{name} — секрет, записан в файле, виден в `docker inspect`",
            en=f"{name} is a secret, written into the file, seen in `docker inspect`",
        )
    return explain_environment(value)


def _volumes_from(value: str) -> Text:
    """``SERVICE[:ro]`` or ``container:NAME[:ro]``."""
    if value.startswith("container:"):
        return explain_volumes_from(value.removeprefix("container:"))
    name, _, mode = value.partition(":")
    return Text(
        ru=f"те же тома, что у сервиса {name}" + (", только чтение" if mode == "ro" else ""),
        en=f"the same mounts as the service {name}" + (", read-only" if mode == "ro" else ""),
    )


_VALUES: Mapping[str, Callable[[str], Text | None]] = {
    "image": explain_image,
    "ports": explain_publish,
    "volumes": explain_volume,
    "environment": _environment,
    "args": explain_build_argument,
    "env_file": explain_env_file,
    "expose": explain_expose,
    "links": explain_link,
    "volumes_from": _volumes_from,
    "security_opt": explain_security,
    "devices": explain_device,
    "platforms": explain_platform,
    "platform": explain_platform,
    "tmpfs": explain_tmpfs,
    "extra_hosts": explain_added_host,
    "restart": explain_restart,
    "user": explain_user,
}
#: Values that are told beside the gloss of their key.
_BESIDE: Mapping[str, Callable[[str], Text | None]] = {
    "mem_limit": explain_memory,
    "mem_reservation": explain_memory,
    "memory": explain_memory,
    "shm_size": human,
    "interval": explain_duration,
    "timeout": explain_duration,
    "start_period": explain_duration,
    "start_interval": explain_duration,
    "stop_grace_period": explain_duration,
    "delay": explain_duration,
    "window": explain_duration,
    "monitor": explain_duration,
}
#: The example at the end of a gloss, which the value itself takes the place of.
_EXAMPLE = re.compile(r": -?\d[\w ,.-]{0,20}$")
#: What one of a few possible values does, by the key and the value.
_CHOSEN: Mapping[tuple[str, str], Text] = {
    ("condition", "service_started"): Text(ru="ждать только запуска", en="wait for its start only"),
    ("condition", "service_healthy"): Text(
        ru="ждать, пока пройдёт healthcheck", en="wait until its health check passes"
    ),
    ("condition", "service_completed_successfully"): Text(
        ru="ждать, пока завершится с кодом 0", en="wait until it ends with code 0"
    ),
    ("condition", "any"): Text(ru="перезапускать всегда", en="restart always"),
    ("condition", "on-failure"): Text(ru="перезапускать после ошибки", en="restart after a failure"),
    ("condition", "none"): Text(ru="не перезапускать", en="never restart"),
    ("network_mode", "host"): Text(
        ru="сеть хоста: порты программы сразу открыты на нём", en="the host's network: its ports are open there at once"
    ),
    ("network_mode", "none"): Text(ru="без сети", en="no network"),
    ("network_mode", "bridge"): Text(
        ru="сеть bridge по умолчанию: имена сервисов в ней не работают", en="the default bridge: no names of services"
    ),
    ("pid", "host"): Text(ru="видит процессы хоста", en="sees the host's processes"),
    ("ipc", "host"): Text(ru="общая память хоста", en="the host's shared memory"),
    ("uts", "host"): Text(ru="имя хоста общее с хостом", en="shares the host's name"),
    ("cgroup", "host"): Text(ru="видит cgroup хоста", en="sees the host's cgroups"),
    ("action", "sync"): Text(ru="копировать изменённое в контейнер", en="copy what changed into the container"),
    ("action", "rebuild"): Text(
        ru="собрать образ заново и заменить контейнер", en="build anew and replace the container"
    ),
    ("action", "restart"): Text(ru="перезапустить контейнер", en="restart the container"),
    ("action", "sync+restart"): Text(ru="скопировать и перезапустить", en="copy and restart"),
    ("action", "sync+exec"): Text(ru="скопировать и выполнить команду", en="copy and run a command"),
    ("pull_policy", "always"): Text(ru="скачивать образ каждый раз", en="pull the image each time"),
    ("pull_policy", "never"): Text(ru="не скачивать, только свой образ", en="never pull, local images only"),
    ("pull_policy", "missing"): Text(ru="скачивать, если образа нет", en="pull if it is missing"),
    ("pull_policy", "build"): Text(ru="собирать образ", en="build the image"),
}
#: What the tags of Compose do with the value of the other file.
_TAGS: Mapping[str, Text] = {
    "!reset": Text(ru="снимает значение основного файла", en="takes the main file's value away"),
    "!override": Text(ru="заменяет значение основного файла целиком", en="replaces the main file's value as a whole"),
}


def compose_spans(file: ComposeFile, glosses: Glosses, text: str) -> tuple[Span, ...]:
    """Spans over the paste in order, every directive explained; what cannot be told has no meaning.

    Offsets are those of the paste; in the text of a span secrets are masked.
    """
    lines = LineMap(text, file.pasted.mended)
    spans = []
    secret = mask(text) != text
    if file.root is not None:
        shape = file.schema.root
        if file.wrapped:
            only = file.known_services is not None and next(iter(file.known_services.values()))[1] is file.root
            shape = file.schema.service if only else file.schema.root.children["services"]
        walk = _Walk(file, glosses)
        documents = [(file.root, shape), *((other.real, file.schema.root) for other in file.pasted.document.others)]
        for root, holds in documents:
            for stretch in walk.mapping(root, holds, 0) if root.kind == "mapping" else ():
                start, end = lines.span(stretch)
                spans.append(Span(start, end, text[start:end], stretch.role, stretch.says))
    fallback = _Fallback(file, glosses, broken=file.root is None)
    covered = covering(text, spans, fallback.gap)
    return tuple(replace(span, text=mask(span.text)) for span in covered) if secret else covered


class _Walk:
    """Yields stretches in the order of the text; aliases are leaves."""

    def __init__(self, file: ComposeFile, glosses: Glosses) -> None:
        self.file = file
        self.glosses = glosses
        self.text = file.pasted.text
        self.unknown = 0
        #: Lines of the file's sections that stand among the services.
        misplaced = list(file.faults_of("misplaced-key"))
        self.sections = {fault.line for fault in misplaced if fault.detail.endswith("|services|")}
        #: Keys beside the one that they belong under: their line, and that key.
        self.outdented: dict[int, str] = {}
        for fault in file.faults_of("content-not-indented"):
            above, _, last = fault.detail.split("|")[:3] if fault.detail.count("|") > 1 else (fault.detail, "", "")
            if last.isdigit():
                self.outdented |= dict.fromkeys(range(fault.line, int(last) + 1), above)
        #: Lines of a service's keys that stand at the margin.
        self.strayed = {fault.line for fault in misplaced if fault.detail.endswith("||services.<service>")}

    def mapping(self, node: Node, shape: Shape | None, depth: int) -> Iterator[Stretch]:
        if depth > MAX_DEPTH:
            return
        for key, value in node.pairs:
            if key.kind != "scalar":
                continue
            child, says = self._entry(key, value, shape)
            if value.kind in ("scalar", "alias") or not value.block:
                yield Stretch(key.start, max(key.end, self._end(value)), "key", says)
                continue
            yield Stretch(key.start, self._line_end(key, value), "key", says)
            if value.kind == "mapping":
                yield from self.mapping(value, child, depth + 1)
            else:
                yield from self._items(value, child, depth + 1)

    def _items(self, node: Node, shape: Shape | None, depth: int) -> Iterator[Stretch]:
        if depth > MAX_DEPTH:
            return
        for item in node.items:
            if item.kind == "mapping" and item.block:
                # `- KEY: value` where pairs are meant is a fault of its own; what it says is clear.
                inner = self._inner(shape)
                yield from self.mapping(item, shape if inner is None and shape and shape.free else inner, depth + 1)
            elif item.kind == "sequence" and item.block:
                yield from self._items(item, self._inner(shape), depth + 1)
            else:
                yield Stretch(item.start, self._end(item), "value", self._item(item, shape))

    @staticmethod
    def _inner(shape: Shape | None) -> Shape | None:
        """The shape of a list's items."""
        return shape if shape is None or shape is _OWN else shape.item

    def _end(self, node: Node) -> int:
        return node.start + len(self.text[node.start : node.end].rstrip()) if node.end > node.start else node.start

    def _line_end(self, key: Node, value: Node) -> int:
        """The end of a key whose content is below: with its colon, an anchor and a tag, without a comment."""
        end = self.text.find("\n", key.end)
        end = len(self.text) if end < 0 else end
        first = value.pairs[0][0].start if value.pairs else value.items[0].start if value.items else end
        end = min(end, max(first, key.end))
        comment = self.text.find(" #", key.end, end)
        end = comment if comment >= 0 else end
        colon = self.text.find(":", key.end, end)
        line = self.text[key.end : end].rstrip()
        return key.end + len(line) if colon >= 0 else key.end

    # -- meanings ---------------------------------------------------------------------

    def _entry(self, key: Node, value: Node, shape: Shape | None) -> tuple[Shape | None, Text | None]:
        name = key.value
        if name == "<<" and key.plain:
            return shape, _MERGE
        if name.startswith("x-") and (shape is None or not shape.free):
            return self._own(value), _OWN_FIELD
        if shape is None or shape is _OWN:
            return shape, _OWN_FIELD if shape is _OWN else None
        child = shape.children.get(name)
        if child is None and shape.path == "services" and key.line in self.sections:
            child = self.file.schema.root.children[name]
        if child is None and shape.path == "services" and key.line in self.strayed:
            child = self.file.schema.service.children.get(name)
        if child is not None:
            return child, self._known(child, value)
        if key.line in self.outdented and (inner := shape.children.get(self.outdented[key.line])) is not None:
            return self._entry(key, value, inner)
        if shape.wildcard is not None:
            named = _NAMED.get(shape.path)
            says = Text(named[0].format(name), named[1].format(name)) if named else None
            return shape.wildcard, says or Text(ru=f"запись {name}", en=f"the entry {name}")
        if shape.free and shape.path:
            return None, self._free(name, value, shape)
        self.unknown += 1
        near = self.file.schema.nearest(name, shape) if self.unknown <= _MAX_NEAREST else None
        if near is None:
            return self._misplaced(name, value)
        gloss = self._known(shape.children[near], value)
        return shape.children[near], gloss and Text(
            ru=f"такого ключа нет; `{near}`: {gloss.ru}", en=f"no such key; `{near}`: {gloss.en}"
        )

    def _misplaced(self, name: str, value: Node) -> tuple[Shape | None, Text | None]:
        """A real key of another level."""
        places = self.file.schema.places.get(name, ())
        place = next((place for place in places if place == "services.<service>"), places[0] if places else None)
        gloss = self.glosses.key(f"{place}.{name}" if place else name) if place is not None else None
        return None, gloss and Text(ru=f"не на своём месте: {gloss.ru}", en=f"in the wrong place: {gloss.en}")

    def _own(self, value: Node) -> Shape:
        """The shape of what stands under ``x-…``: a service's where it has only its keys."""
        real = value.real
        keys = [key.value for key, _ in real.pairs if key.value != "<<"]
        return (
            self.file.schema.service if keys and all(key in self.file.schema.service.children for key in keys) else _OWN
        )

    def _known(self, child: Shape, value: Node) -> Text | None:
        gloss = self.glosses.key(child.path)
        name = child.path.removesuffix("[]").rsplit(".", 1)[-1]
        real = value.real
        if value.tag in _TAGS:
            return _together(gloss, _TAGS[value.tag or ""])
        if real.kind == "scalar" and real.value:
            if (explain := _VALUES.get(name)) and child.path == f"services.<service>.{name}":
                return explain(real.value) or gloss
            if chosen := _CHOSEN.get((name, real.value)):
                return chosen
            gloss = gloss and Text(_EXAMPLE.sub("", gloss.ru), _EXAMPLE.sub("", gloss.en))
            if (beside := _BESIDE.get(name)) and (more := beside(real.value)):
                return _together(gloss, more)
        elif real.kind == "sequence" and not real.block and value.kind != "alias":
            found = [says for item in real.items[:4] if (says := self._special(item, name))]
            if found and name in ("ports", "volumes", "environment", "depends_on", "networks", "expose", "env_file"):
                rest = f" (+{len(real.items) - 4})" if len(real.items) > 4 else ""
                return Text("; ".join(text.ru for text in found) + rest, "; ".join(text.en for text in found) + rest)
        return gloss

    def _free(self, name: str, value: Node, shape: Shape) -> Text:
        last = shape.path.removesuffix("[]").rsplit(".", 1)[-1]
        content = value.real.value if value.real.kind == "scalar" else ""
        explain = _VALUES.get(last)
        if explain is not None:
            joined = f"{name}={content}" if not value.real.is_null else name
            if says := explain(joined):
                return says
        if ".provider." in shape.path:
            return Text(ru="настройка этой программы", en="a setting of that program")
        item = _ITEMS.get(last)
        if item is not None:
            return Text(f"{item[0].format(name, name)}", f"{item[1].format(name, name)}")
        return Text(ru=f"значение для {last}", en=f"a value for {last}")

    def _item(self, item: Node, shape: Shape | None) -> Text | None:
        if shape is None or shape is _OWN:
            return _OWN_FIELD if shape is _OWN else None
        name = shape.path.removesuffix("[]").rsplit(".", 1)[-1]
        if item.real.kind == "mapping":
            return self._special(item, name) or self.glosses.key(shape.path)
        special = self._special(item, name)
        if special is not None:
            return special
        return Text(ru=f"значение для {name}", en=f"a value for {name}") if shape.path else None

    def _special(self, item: Node, name: str) -> Text | None:
        real = item.real
        if real.kind != "scalar":
            return None
        if name in ("cap_add", "cap_drop"):
            more = explain_capability(real.value)
            pair = _ITEMS[name]
            text = Text(pair[0].format(real.value), pair[1].format(real.value))
            return _together(text, more) if more else text
        explain = _VALUES.get(name)
        if explain is not None and (says := explain(real.value)):
            return says
        pair_of = _ITEMS.get(name)
        if pair_of is None:
            return None
        return Text(pair_of[0].format(real.value, real.value), pair_of[1].format(real.value, real.value))


def _together(gloss: Text | None, more: Text) -> Text:
    return Text(f"{gloss.ru}: {more.ru}", f"{gloss.en}: {more.en}") if gloss else more


class _Fallback:
    """Explains what no node covers: comments, markers, and all lines of a file that cannot be read."""

    def __init__(self, file: ComposeFile, glosses: Glosses, broken: bool) -> None:
        self.file = file
        self.glosses = glosses
        self.broken = broken

    def gap(self, start: int, end: int, text: str) -> Iterator[Span]:
        position = start
        for line in re.split(r"(\r?\n|\r)", text):
            stripped = line.strip()
            if stripped:
                first = position + line.index(stripped[0])
                yield from self._line(first, stripped)
            position += len(line)

    def _line(self, start: int, line: str) -> Iterator[Span]:
        comment = line.find(" #")
        if line.startswith("#"):
            yield Span(start, start + len(line), line, "comment", _COMMENT)
            return
        if comment >= 0 and line.count('"', 0, comment) % 2 == 0 and line.count("'", 0, comment) % 2 == 0:
            head = line[:comment].rstrip()
            yield from self._line(start, head)
            tail = line[comment + 1 :]
            yield Span(start + comment + 1, start + len(line), tail, "comment", _COMMENT)
            return
        yield Span(start, start + len(line), line, *self._meaning(line))

    def _meaning(self, line: str) -> tuple[str, Text | None]:
        if line in ("---", "..."):
            return "mark", _MARKER
        if line.startswith("%"):
            return "mark", _MARKER
        if re.fullmatch(r"&[\w.-]{1,80}", line):
            return "mark", _ANCHOR
        match = _LINE_KEY.match(line)
        if match and (places := self.file.schema.places.get(match["key"])):
            place = "services.<service>" if "services.<service>" in places else places[0]
            return "key", self.glosses.key(f"{place}.{match['key']}" if place else match["key"])
        return "value", None
