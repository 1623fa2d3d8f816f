"""Outputs without a header, told by the shape of their lines: ``docker port``, ``docker diff``, ``docker events``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from bot.knowledge.base import Base
from bot.knowledge.entry import Text
from bot.pasted.container_state import EVERY_ADDRESS, WANTED, see_logs
from bot.pasted.model import Explanation, Piece, Remark, Span

_PORT = re.compile(
    r"[ \t]{0,20}(?P<port>\d{1,5})/(?P<protocol>tcp|udp|sctp) -> (?P<address>[\w.:\[\]-]{0,80}):(?P<host>\d{1,5})"
    r"[ \t]{0,9}$"
)
_CHANGE = re.compile(r"(?P<kind>[ACD]) (?P<path>/[^\n]{0,400})$")
_EVENT = re.compile(
    r"\d{4}-\d\d-\d\dT[\d:.]{8,18}(?:Z|[+-]\d\d:\d\d) (?P<thing>container|image|network|volume|plugin|daemon|builder"
    r"|service|node|secret|config) (?P<action>[a-z_]{2,20}(?:: [^\n(]{1,200})?) (?P<id>\S{1,200})"
    r"(?: \((?P<more>[^\n]{0,2000})\))?[ \t]{0,9}$"
)
_CHANGES = {
    "A": Text("файл или папка добавлены", "a file or folder was added"),
    "C": Text("изменено; у папки — что-то внутри", "changed; of a folder, something in it"),
    "D": Text("удалено", "removed"),
}
_ACTIONS = {
    "create": Text("создан", "created"),
    "start": Text("запущен", "started"),
    "die": Text("главный процесс закончился", "the main process ended"),
    "stop": Text("остановлен командой", "stopped by a command"),
    "kill": Text("послан сигнал", "a signal was sent"),
    "oom": Text("кончилась память: ядро убило процесс", "out of memory: the kernel killed a process"),
    "restart": Text("перезапущен", "restarted"),
    "destroy": Text("удалён", "removed"),
    "pause": Text("приостановлен", "paused"),
    "unpause": Text("продолжен", "resumed"),
    "attach": Text("подключились к его вводу и выводу", "someone attached to its input and output"),
    "rename": Text("переименован", "renamed"),
    "health_status": Text("сменился итог проверки здоровья", "the health check's result changed"),
    "exec_create": Text("в нём готовят команду", "a command is prepared in it"),
    "exec_start": Text("в нём запущена команда", "a command was started in it"),
    "exec_die": Text("команда в нём закончилась", "a command in it ended"),
    "pull": Text("скачан", "pulled"),
    "push": Text("отправлен в реестр", "pushed"),
    "tag": Text("получил тег", "was tagged"),
    "untag": Text("лишился тега", "lost a tag"),
    "delete": Text("удалён", "deleted"),
    "connect": Text("контейнер подключён", "a container was connected"),
    "disconnect": Text("контейнер отключён", "a container was disconnected"),
    "mount": Text("подключён к контейнеру", "mounted into a container"),
    "unmount": Text("отключён от контейнера", "unmounted from a container"),
    "prune": Text("убрано ненужное", "unused ones were removed"),
    "reload": Text("настройки перечитаны", "the settings were read anew"),
}


@dataclass(frozen=True, slots=True)
class _Listing:
    """One kind of output: how many such lines make it, what it is, what a line says, what is notable."""

    line: re.Pattern[str]
    least: int
    command: str
    summary: Text
    related: tuple[str, ...]
    says: Callable[[re.Match[str]], Text]
    remarks: Callable[[Sequence[tuple[int, re.Match[str]]]], Iterator[Remark]]


def length(lines: Iterator[str]) -> int:
    """How many lines belong to the output that begins with the first of them; 0 where none does."""
    listing = _of(next(lines))
    if listing is None:
        return 0
    taken = 1 + sum(1 for _ in takewhile(listing.line.match, lines))
    return taken if taken >= listing.least else 0


def explain_listing(piece: Piece, base: Base) -> Explanation | None:
    """Explain such an output, None for what is none; lines of another shape are marked unknown."""
    listing = _of(piece.text.split("\n", 1)[0])
    if listing is None:
        return None
    spans: list[Span] = []
    matches: list[tuple[int, re.Match[str]]] = []
    offset = 0
    for number, line in enumerate(piece.text.split("\n"), start=1):
        if shown := line.strip():
            start = offset + line.index(shown)
            match = listing.line.match(line.rstrip())
            spans.append(Span(start, start + len(shown), shown, "row", listing.says(match) if match else None))
            if match:
                matches.append((number, match))
        offset += len(line) + 1
    return Explanation(
        piece=piece,
        title=Text(f"Вывод {listing.command}", f"Output of {listing.command}"),
        summary=listing.summary,
        spans=tuple(spans),
        remarks=tuple(listing.remarks(matches)),
        related=tuple(name for name in listing.related if base.get(name)),
        sure=piece.sure,
    )


def _of(line: str) -> _Listing | None:
    return next((listing for listing in _LISTINGS if listing.line.match(line.rstrip())), None)


def _port_says(match: re.Match[str]) -> Text:
    port, host, address = f"{match['port']}/{match['protocol']}", match["host"], match["address"]
    if address in EVERY_ADDRESS:
        kind = " IPv6" if ":" in address else ""
        return Text(
            f"порт {host} хоста на всех адресах{kind} → порт {port} контейнера",
            f"port {host} of the host on every{kind} address → port {port} of the container",
        )
    if address.startswith("127.") or address == "[::1]":
        return Text(
            f"порт {host} только с этой машины → порт {port} контейнера",
            f"port {host} from this machine only → port {port} of the container",
        )
    return Text(
        f"порт {host} по адресу {address} → порт {port} контейнера",
        f"port {host} by the address {address} → port {port} of the container",
    )


def _port_remarks(matches: Sequence[tuple[int, re.Match[str]]]) -> Iterator[Remark]:
    opened = {match["host"]: match["port"] for _, match in reversed(matches) if match["address"] in EVERY_ADDRESS}
    if not opened:
        return
    ports = ", ".join(reversed(opened))
    host, port = list(opened.items())[-1]
    yield Remark(
        "port-open-to-all",
        "advice",
        Text(
            f"открыто на всех интерфейсах, в том числе наружу: {ports}",
            f"open on every interface, the outside included: {ports}",
        ),
        mend=Text(
            f"если нужен только этой машине: `-p 127.0.0.1:{host}:{port}`",
            f"if only this machine needs it: `-p 127.0.0.1:{host}:{port}`",
        ),
    )


def _change_says(match: re.Match[str]) -> Text:
    says = _CHANGES[match["kind"]]
    return Text(f"`{match['path']}`: {says.ru}", f"`{match['path']}`: {says.en}")


def _no_remarks(_: Sequence[tuple[int, re.Match[str]]]) -> Iterator[Remark]:
    return iter(())


def _event_says(match: re.Match[str]) -> Text:
    action, _, detail = match["action"].partition(": ")
    says = _ACTIONS.get(action, Text(action, action))
    name = _attribute(match, "name") or match["id"][:12]
    detail = detail.strip() or (f"код {code}" if (code := _attribute(match, "exitCode")) else "")
    more = f" ({detail})" if detail else ""
    return Text(f"{match['thing']} {name}: {says.ru}{more}", f"{match['thing']} {name}: {says.en}{more}")


def _event_remarks(matches: Sequence[tuple[int, re.Match[str]]]) -> Iterator[Remark]:
    for number, match in matches[:100]:
        name, code = _attribute(match, "name") or match["id"][:12], _attribute(match, "exitCode")
        if match["action"] == "oom":
            yield Remark(
                "container-out-of-memory",
                "fault",
                Text(f"{name}: кончилась память", f"{name}: out of memory"),
                line=number,
                mend=Text(
                    f"сколько ест и какой предел: `docker stats --no-stream {name}`",
                    f"what it takes and its limit: `docker stats --no-stream {name}`",
                ),
            )
        elif match["action"] == "die" and code.isdigit() and int(code) not in WANTED:
            yield Remark(
                "container-failed",
                "fault",
                Text(f"{name}: завершился с кодом {code}", f"{name}: ended with code {code}"),
                line=number,
                mend=see_logs(name),
            )


def _attribute(match: re.Match[str], name: str) -> str:
    found = re.search(rf"(?:^|, ){name}=([^,\n]{{1,120}})", match["more"] or "")
    return found[1] if found else ""


_LISTINGS = (
    _Listing(
        _PORT,
        1,
        "docker port",
        Text(
            "Какой порт контейнера через какой адрес и порт хоста доступен.",
            "Which port of the container is reached by which address and port of the host.",
        ),
        ("ps-ports", "publish-only-localhost"),
        _port_says,
        _port_remarks,
    ),
    _Listing(
        _CHANGE,
        2,
        "docker diff",
        Text(
            "Чем файлы контейнера отличаются от его образа. Это пропадёт вместе с контейнером.",
            "How the container's files differ from its image. It is gone with the container.",
        ),
        ("container-diff", "volume-vs-bind-mount"),
        _change_says,
        _no_remarks,
    ),
    _Listing(
        _EVENT,
        1,
        "docker events",
        Text(
            "Что происходило: время, с чем, что случилось, подробности в скобках.",
            "What happened: the time, with what, what occurred, details in brackets.",
        ),
        ("system-events", "exit-codes"),
        _event_says,
        _event_remarks,
    ),
)
