"""Explain the output of docker commands: what each column says, and what is notable in these rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.knowledge.base import Base
from bot.knowledge.entry import Text
from bot.pasted import columns
from bot.pasted.container_state import WANTED, PublishedPort, read_ports, read_status, see_logs, status_says
from bot.pasted.inspection import explain_inspection
from bot.pasted.listings import explain_listing
from bot.pasted.model import Explanation, Piece, Remark, Severity, Span
from bot.pasted.report import explain_report
from bot.text import noise
from bot.text.masking import mask

#: More remarks of one kind become one that lists the names.
_EACH = 4
#: From here on an image is called large, in bytes.
_LARGE = 2_000_000_000
#: From this share of its limit on, a container's memory is nearly used up, in per cent.
_MEMORY_HIGH = 85.0
_UNITS = {"b": 1, "kb": 1e3, "mb": 1e6, "gb": 1e9, "tb": 1e12, "kib": 2**10, "mib": 2**20, "gib": 2**30, "tib": 2**40}
_SIZE = re.compile(r"(\d{1,9}(?:\.\d{1,4})?) ?([kKMGT]?i?B)\b")
_OLD = re.compile(r"(?:[1-9]\d? years?|1[2-9] months|[2-9]\d months) ago")
#: The sums under the records of a build cache.
_TOTAL = re.compile(r"\s*(Shared|Private|Reclaimable|Total):\s{1,20}(\S{1,20})")
_TOTALS = {
    "Shared": Text("общее с образами", "shared with images"),
    "Private": Text("только у кеша", "the cache's own"),
    "Reclaimable": Text("можно освободить", "can be freed"),
    "Total": Text("всего", "in all"),
}
_ANONYMOUS = re.compile(r"[0-9a-f]{64}")


def explain_table(piece: Piece, base: Base) -> Explanation:
    """Explain a table, ``docker info`` or an inspect JSON; never raises, whatever the piece holds."""
    text = piece.text
    if piece.kind == "json" or text.lstrip()[:1] in ("{", "["):
        return explain_inspection(piece, base)
    found = _header(text)
    if found is None:
        return explain_listing(piece, base) or explain_report(piece, base)
    return _Reading(piece, base, *found).explanation()


@dataclass(frozen=True, slots=True)
class _Notable:
    id: str
    severity: Severity
    line: int
    name: str
    says: Text
    mend: Text | None = None


def _header(text: str) -> tuple[int, int, list[tuple[str, int]]] | None:
    """Where the header line stands: its number from 0, its offset, its columns."""
    offset = 0
    for number, line in enumerate(text.split("\n")[:200]):
        shift = noise.prompt_length(line)
        if found := columns.columns_of(line[shift:]):
            return number, offset, [(name, start + shift) for name, start in found]
        offset += len(line) + 1
    return None


class _Reading:
    """One table being read."""

    def __init__(self, piece: Piece, base: Base, number: int, offset: int, found: list[tuple[str, int]]) -> None:
        self.piece = piece
        self.base = base
        self.number = number
        self.offset = offset
        self.columns = found
        self.names = frozenset(name for name, _ in found)
        layout = columns.layout_of(self.names)
        assert layout is not None  # noqa: S101 - columns_of returns only what has a layout
        self.layout = layout
        self.notable: list[_Notable] = []
        self.counts: dict[str, int] = {}

    def explanation(self) -> Explanation:
        spans = list(self._spans())
        rows = sum(1 for span in spans if span.role == "row")
        layout = self.layout
        title = Text(f"Вывод {layout.command}", f"Output of {layout.command}")
        related = _known(self.base, (layout.entry, *self._related()))
        return Explanation(
            piece=self.piece,
            title=title,
            summary=self._summary(rows),
            spans=tuple(spans),
            remarks=tuple(_remarks(self.notable)),
            related=related,
            sure=self.piece.sure,
        )

    def _summary(self, rows: int) -> Text:
        ru = f"Строк: {rows}."
        en = f"Rows: {rows}."
        if rows == 0:
            ru, en = "Таблица пуста: показывать нечего.", "The table is empty: there is nothing to show."
            if self.layout.name == "ps":
                ru += " Остановленные контейнеры видны с `docker ps -a`."
                en += " Stopped containers show with `docker ps -a`."
        if self.counts:
            names = {
                "running": Text("работают", "running"),
                "exited": Text("остановлены", "stopped"),
                "restarting": Text("перезапускаются", "restarting"),
                "created": Text("созданы, но не запущены", "created, not started"),
                "paused": Text("приостановлены", "paused"),
                "dead": Text("повреждены", "dead"),
                "removing": Text("удаляются", "being removed"),
            }
            told = [(names.get(state, Text(state, state)), count) for state, count in self.counts.items()]
            ru = f"Контейнеров: {rows}; " + ", ".join(f"{text.ru}: {count}" for text, count in told) + "."
            en = f"Containers: {rows}; " + ", ".join(f"{text.en}: {count}" for text, count in told) + "."
        return Text(ru, en)

    def _related(self) -> Iterator[str]:
        ids = {note.id for note in self.notable}
        if ids & {"container-killed", "container-failed"}:
            yield from ("exit-codes", "debug-exits-at-once")
        if "container-restarting" in ids:
            yield "debug-restart-loop"
        if "container-unhealthy" in ids:
            yield "healthcheck-concept"
        if ids & {"port-open-to-all", "database-open-to-all"}:
            yield "publish-only-localhost"
        if "untagged-image" in ids:
            yield "dangling-images"
        if "memory-nearly-full" in ids:
            yield "limit-memory"
        if "reclaimable-space" in ids:
            yield "free-disk-space"

    # -- spans -------------------------------------------------------------------

    def _spans(self) -> Iterator[Span]:
        text = self.piece.text
        before = text[: self.offset].strip()
        if before:
            start = text.index(before)
            yield Span(start, start + len(before), before, "command", None)
        header_end = text.find("\n", self.offset)
        header_end = len(text) if header_end < 0 else header_end
        for index, (name, start) in enumerate(self.columns):
            first = self.offset + start
            limit = self.columns[index + 1][1] if index + 1 < len(self.columns) else header_end - self.offset
            shown = text[first : self.offset + limit].rstrip()
            yield Span(first, first + len(shown), shown, "column", columns.meaning(self.layout, name))
        header = text[self.offset : header_end]
        # A prompt before the header, or the header's own unread head, stays with its first column's line.
        aligned = columns.is_aligned(header, self.columns)
        start = header_end + 1
        line = self.number + 2
        rows = 0
        while start <= len(text):
            end = text.find("\n", start)
            end = len(text) if end < 0 else end
            part = text[start:end].strip()
            if part:
                begin = start + text[start:end].index(part)
                if set(part) <= set("-=+| "):
                    yield Span(begin, begin + len(part), part, "operator", Text("черта под шапкой", "a rule"))
                else:
                    rows += 1
                    row = (
                        columns.read_row(text, start, line, self.columns, aligned) if rows <= columns.MAX_ROWS else None
                    )
                    says = self._row(row) if row and row.cells else None
                    yield Span(begin, begin + len(part), part, "row", says)
            start = end + 1
            line += 1

    def _row(self, row: columns.Row) -> Text | None:
        name = self.layout.name
        if name in ("ps", "compose-ps"):
            return self._container(row)
        if name in ("images", "compose-images"):
            return self._image(row)
        if name == "stats":
            return self._stats(row)
        if name in ("system-df", "buildx-du"):
            return self._usage(row)
        if name == "volume-ls":
            return self._volume(row)
        if name == "network-ls":
            return self._network(row)
        if name in ("service-ls", "node-ls", "service-ps", "compose-ls"):
            return self._swarm(row)
        if name == "top":
            return self._process(row)
        if name == "history":
            return self._layer(row)
        shown = "; ".join(f"{cell.column}: {cell.text}" for cell in list(row.cells.values())[:4])
        return Text(shown, shown)

    def _process(self, row: columns.Row) -> Text:
        user, number, command = row.get("UID", "USER"), row.get("PID"), row.get("CMD", "COMMAND")
        return Text(
            f"`{command}` — пользователь {user}, номер на хосте {number}",
            f"`{command}`: user {user}, number {number} on the host",
        )

    def _layer(self, row: columns.Row) -> Text:
        made, size = row.get("CREATED BY").removesuffix("# buildkit").strip().replace("`", "'"), row.get("SIZE")
        if mask(made) != made:
            self._note(
                row,
                "secret-in-history",
                "danger",
                row.get("IMAGE"),
                Text(
                    f"секрет остался в слое образа: `{mask(made)[:80]}`",
                    f"a secret stays in a layer of the image: `{mask(made)[:80]}`",
                ),
                Text(
                    "смените его; при сборке — `RUN --mount=type=secret`, при запуске — `-e`",
                    "change it; for a build `RUN --mount=type=secret`, for a run `-e`",
                ),
            )
        if not (_bytes(size) or 0):
            return Text(f"`{made}` — места не занимает", f"`{made}`: takes no space")
        return Text(f"`{made}` — {size}", f"`{made}`: {size}")

    def _note(
        self, row: columns.Row, id: str, severity: Severity, name: str, says: Text, mend: Text | None = None
    ) -> None:
        self.notable.append(_Notable(id, severity, row.line, name, says, mend))

    def _container(self, row: columns.Row) -> Text:
        name = row.get("NAMES", "NAME", "CONTAINER ID", "SERVICE") or "?"
        image = row.get("IMAGE")
        says = Text(f"{name} ({image})" if image else name, f"{name} ({image})" if image else name)
        status = read_status(row.get("STATUS", "STATE"))
        if status is None and row.get("STATUS", "STATE"):
            raw = row.get("STATUS", "STATE")
            says = Text(f"{says.ru}: {raw}", f"{says.en}: {raw}")
        if status:
            self.counts[status.state] = self.counts.get(status.state, 0) + 1
            told = status_says(status)
            says = Text(f"{says.ru}: {told.ru}", f"{says.en}: {told.en}")
            logs = see_logs(name)
            note = Text(f"{name}: {told.ru}", f"{name}: {told.en}")
            if status.state == "restarting":
                self._note(row, "container-restarting", "fault", name, note, logs)
            elif status.state == "exited" and status.code == 137:
                oom = f"docker inspect --format '{{{{.State.OOMKilled}}}}' {name}"
                mend = Text(f"память или остановка: `{oom}`", f"memory or a stop: `{oom}`")
                self._note(row, "container-killed", "fault", name, note, mend)
            elif status.state == "exited" and status.code is not None and status.code not in WANTED:
                self._note(row, "container-failed", "fault", name, note, logs)
            elif status.state == "dead":
                remove = Text(f"удалить: `docker rm -f {name}`", f"remove it: `docker rm -f {name}`")
                self._note(row, "container-dead", "fault", name, note, remove)
            elif status.state == "created":
                self._note(
                    row,
                    "container-never-started",
                    "advice",
                    name,
                    note,
                    Text(f"запустить: `docker start {name}`", f"start it: `docker start {name}`"),
                )
            if status.health == "unhealthy":
                check = f"docker inspect --format '{{{{json .State.Health}}}}' {name}"
                mend = Text(f"что говорит проверка: `{check}`", f"what the check says: `{check}`")
                self._note(row, "container-unhealthy", "fault", name, note, mend)
        ports = read_ports(row.get("PORTS"))
        published = [port for port in ports if port.host]
        if published:
            shown = ", ".join(f"{port.host}->{port.port}/{port.protocol}" for port in published)
            opened = [port for port in published if port.open_to_all]
            where = Text("всем", "to everyone") if opened else Text("только на этом адресе", "on this address only")
            says = Text(f"{says.ru}; порты {shown} открыты {where.ru}", f"{says.en}; ports {shown} open {where.en}")
            self._ports(row, name, opened)
        return says

    def _ports(self, row: columns.Row, name: str, opened: Sequence[PublishedPort]) -> None:
        databases = [port for port in opened if port.database]
        for port in databases:
            self._note(
                row,
                "database-open-to-all",
                "danger",
                name,
                Text(
                    f"{name}: {port.database} (порт {port.host}) открыт на всех интерфейсах хоста",
                    f"{name}: {port.database} (port {port.host}) is open on every interface of the host",
                ),
                Text(
                    f"`-p 127.0.0.1:{port.host}:{port.port}` или без публикации: внутри сети Docker порт и так виден",
                    f"`-p 127.0.0.1:{port.host}:{port.port}`, or do not publish it: Docker's network sees it anyway",
                ),
            )
        others = [port for port in opened if not port.database]
        if others:
            shown = ", ".join(str(port.host) for port in others)
            self._note(
                row,
                "port-open-to-all",
                "advice",
                name,
                Text(
                    f"{name}: порт {shown} открыт на всех интерфейсах (0.0.0.0), в том числе наружу",
                    f"{name}: port {shown} is open on every interface (0.0.0.0), the outside included",
                ),
                Text(
                    f"если нужен только этой машине: `-p 127.0.0.1:{others[0].host}:{others[0].port}`",
                    f"if only this machine needs it: `-p 127.0.0.1:{others[0].host}:{others[0].port}`",
                ),
            )

    def _image(self, row: columns.Row) -> Text:
        repository, tag = row.get("REPOSITORY", "IMAGE"), row.get("TAG")
        identifier = row.get("IMAGE ID", "ID")
        name = repository if not tag or tag == "<none>" else f"{repository}:{tag}"
        size = row.get("SIZE", "DISK USAGE")
        says = Text(name, name)
        if "<none>" in repository or "<untagged>" in repository or (tag == "<none>" and not row.get("DIGEST")):
            name = identifier or name
            says = Text(f"{name}: образ без тега", f"{name}: an image without a tag")
            self._note(
                row,
                "untagged-image",
                "advice",
                name,
                Text(
                    f"{name}: образ без имени и тега: след прошлой сборки или скачивания",
                    f"{name}: an image without name and tag: left by an earlier build or pull",
                ),
                Text("убрать все такие: `docker image prune`", "remove all such: `docker image prune`"),
            )
        elif tag == "latest":
            says = Text(f"{name}: тег latest — что за версия, не видно", f"{name}: the tag latest hides the version")
        if size:
            says = Text(f"{says.ru}, {size}", f"{says.en}, {size}")
            if (_bytes(size) or 0) >= _LARGE:
                self._note(
                    row,
                    "large-image",
                    "advice",
                    name,
                    Text(f"{name}: большой образ, {size}", f"{name}: a large image, {size}"),
                    Text(
                        f"из чего он состоит: `docker history {name}`", f"what it is made of: `docker history {name}`"
                    ),
                )
        created = row.get("CREATED")
        if _OLD.match(created):
            says = Text(f"{says.ru}, собран давно ({created})", f"{says.en}, built long ago ({created})")
            self._note(
                row,
                "old-image",
                "advice",
                name,
                Text(f"{name}: образ старый ({created})", f"{name}: an old image ({created})"),
                Text(
                    "обновлений безопасности в нём нет: скачайте или соберите заново",
                    "it lacks security updates: pull or build it anew",
                ),
            )
        return says

    def _stats(self, row: columns.Row) -> Text:
        name = row.get("NAME", "CONTAINER ID", "CONTAINER") or "?"
        cpu, memory = _percent(row.get("CPU %")), _percent(row.get("MEM %"))
        usage = row.get("MEM USAGE / LIMIT")
        if row.get("CPU %").startswith("--"):
            return Text(f"{name}: не работает, чисел нет", f"{name}: does not run, no numbers")
        says = Text(
            f"{name}: процессор {row.get('CPU %')}, память {usage}", f"{name}: CPU {row.get('CPU %')}, memory {usage}"
        )
        if memory is not None and memory >= _MEMORY_HIGH:
            self._note(
                row,
                "memory-nearly-full",
                "fault",
                name,
                Text(
                    f"{name}: занято {memory:g} % предела памяти ({usage})",
                    f"{name}: {memory:g} % of its memory limit used ({usage})",
                ),
                Text(
                    "дальше процесс убьют (код 137): поднимите предел или ищите утечку",
                    "next it will be killed (code 137): raise the limit or look for a leak",
                ),
            )
        if cpu is not None and cpu >= 90:
            cores = f"{cpu / 100:.1f}"
            self._note(
                row,
                "cpu-busy",
                "advice",
                name,
                Text(f"{name}: занято ядер: {cores}", f"{name}: cores busy: {cores}"),
                Text(f"что там работает: `docker top {name}`", f"what runs there: `docker top {name}`"),
            )
        return says

    def _usage(self, row: columns.Row) -> Text:
        kind = row.get("TYPE", "ID") or "?"
        size, free = row.get("SIZE"), row.get("RECLAIMABLE")
        if not size and (total := _TOTAL.match(self.piece.text[row.start : row.end])):
            says = _TOTALS[total[1]]
            return Text(f"{says.ru}: {total[2]}", f"{says.en}: {total[2]}")
        if free in ("true", "false"):
            freed = Text("можно удалить", "may be removed") if free == "true" else Text("занята", "in use")
            return Text(f"{kind}: {size}, {freed.ru}", f"{kind}: {size}, {freed.en}")
        says = Text(f"{kind}: занято {size}, можно освободить {free}", f"{kind}: {size} used, {free} can be freed")
        commands = {
            "Images": "docker image prune -a",
            "Containers": "docker container prune",
            "Build Cache": "docker builder prune",
            "Local Volumes": "docker volume ls --filter dangling=true",
        }
        if (_bytes(free) or 0) >= 1e9 and kind in commands:
            mend = Text(f"`{commands[kind]}`", f"`{commands[kind]}`")
            if kind == "Local Volumes":
                mend = Text(
                    f"сначала посмотрите, что в них: `{commands[kind]}`; удалённый том не вернуть",
                    f"look what is in them first: `{commands[kind]}`; a removed volume is gone",
                )
            self._note(row, "reclaimable-space", "advice", kind, says, mend)
        return says

    def _volume(self, row: columns.Row) -> Text:
        name = row.get("VOLUME NAME") or "?"
        if _ANONYMOUS.fullmatch(name):
            short = name[:12]
            self._note(
                row,
                "anonymous-volume",
                "advice",
                short,
                Text(
                    f"{short}…: анонимный том: чьи это данные, по имени не понять",
                    f"{short}…: an anonymous volume: its name does not tell whose data it holds",
                ),
                Text(
                    f"кто его использует: `docker ps -a --filter volume={name}`",
                    f"who uses it: `docker ps -a --filter volume={name}`",
                ),
            )
            return Text(f"{short}…: анонимный том", f"{short}…: an anonymous volume")
        size = row.get("SIZE")
        if row.get("LINKS") == "0":
            self._note(
                row,
                "unused-volume",
                "advice",
                name,
                Text(f"{name}: томом никто не пользуется, {size}", f"{name}: nothing uses the volume, {size}"),
                Text(
                    f"если данные не нужны: `docker volume rm {name}`",
                    f"if its data is not wanted: `docker volume rm {name}`",
                ),
            )
        shown = f", {size}" if size else ""
        return Text(f"{name}: именованный том{shown}", f"{name}: a named volume{shown}")

    def _network(self, row: columns.Row) -> Text:
        name, driver = row.get("NAME") or "?", row.get("DRIVER")
        standard = {
            "bridge": Text(
                "сеть по умолчанию: по именам контейнеров не находит",
                "the default network: does not resolve container names",
            ),
            "host": Text("сеть самого хоста, без изоляции", "the host's own network, without isolation"),
            "none": Text("без сети", "no network"),
            "ingress": Text("вход в сервисы Swarm", "the way into Swarm's services"),
            "docker_gwbridge": Text("выход узла Swarm наружу", "a Swarm node's way out"),
        }
        if says := standard.get(name):
            return Text(f"{name}: {says.ru}", f"{name}: {says.en}")
        suffix = (
            Text(", сеть проекта Compose", ", a Compose project's network")
            if name.endswith("_default")
            else Text("", "")
        )
        return Text(f"{name}: драйвер {driver}{suffix.ru}", f"{name}: driver {driver}{suffix.en}")

    def _swarm(self, row: columns.Row) -> Text:
        name = (
            row.get("NAME", "HOSTNAME", "ID").removeprefix("\\_").strip() or "?"
        )  # \_ web.1: an earlier task of web.1
        cells = [(cell.column, cell.text.removeprefix("\\_").strip()) for cell in row.cells.values()]
        shown = "; ".join(f"{column}: {text}" for column, text in cells if column != "ID" and text)
        status = row.get("STATUS")
        if self.layout.name == "service-ls" and (match := re.match(r"(\d{1,6})/(\d{1,6})", row.get("REPLICAS"))):
            running, wanted = int(match[1]), int(match[2])
            if running < wanted:
                self._note(
                    row,
                    "replicas-missing",
                    "fault",
                    name,
                    Text(f"{name}: работает {running} из {wanted} копий", f"{name}: {running} of {wanted} copies run"),
                    Text(
                        f"почему: `docker service ps --no-trunc {name}`", f"why: `docker service ps --no-trunc {name}`"
                    ),
                )
            return Text(f"{name}: работает {running} из {wanted} копий", f"{name}: {running} of {wanted} copies run")
        if self.layout.name == "node-ls" and status.lower() == "down":
            self._note(
                row,
                "node-down",
                "fault",
                row.get("HOSTNAME") or name,
                Text(f"{row.get('HOSTNAME')}: узел не на связи", f"{row.get('HOSTNAME')}: the node is out of touch"),
            )
        if self.layout.name == "node-ls" and row.get("AVAILABILITY") == "Drain":
            self._note(
                row,
                "node-drained",
                "advice",
                row.get("HOSTNAME") or name,
                Text(
                    f"{row.get('HOSTNAME')}: узел не берёт задачи (Drain)",
                    f"{row.get('HOSTNAME')}: the node takes no tasks (Drain)",
                ),
            )
        if self.layout.name == "service-ps" and row.get("CURRENT STATE").startswith(("Failed", "Rejected")):
            error = row.get("ERROR")
            self._note(
                row,
                "task-failed",
                "fault",
                name,
                Text(f"{name}: задача не удалась {error}".strip(), f"{name}: the task failed {error}".strip()),
            )
        if self.layout.name == "compose-ls" and re.search(r"exited|restarting|dead", status):
            self._note(
                row,
                "project-partly-down",
                "fault",
                name,
                Text(f"{name}: не всё работает: {status}", f"{name}: not all of it runs: {status}"),
                Text(f"подробно: `docker compose -p {name} ps -a`", f"details: `docker compose -p {name} ps -a`"),
            )
        return Text(shown, shown)


def _remarks(notable: list[_Notable]) -> Iterator[Remark]:
    """Remarks in the order of severity; many of one kind become one that lists the names."""
    order: dict[Severity, int] = {"danger": 0, "fault": 1, "advice": 2}
    groups: dict[str, list[_Notable]] = {}
    for note in sorted(notable, key=lambda note: order[note.severity]):
        groups.setdefault(note.id, []).append(note)
    for group in groups.values():
        if len(group) <= _EACH:
            for note in group:
                yield Remark(note.id, note.severity, note.says, line=note.line, mend=note.mend)
            continue
        first = group[0]
        names = ", ".join(note.name for note in group[1:12]) + ("…" if len(group) > 12 else "")
        says = Text(
            f"{first.says.ru}. То же у других, всего {len(group)}: {names}",
            f"{first.says.en}. The same goes for others, {len(group)} in all: {names}",
        )
        yield Remark(first.id, first.severity, says, line=first.line, mend=first.mend)


def _known(base: Base, ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in ids if base.get(name)))


def _bytes(size: str) -> float | None:
    match = _SIZE.search(size)
    return float(match[1]) * _UNITS[match[2].lower()] if match else None


def _percent(text: str) -> float | None:
    match = re.match(r"(\d{1,6}(?:\.\d{1,4})?)%", text)
    return float(match[1]) if match else None
