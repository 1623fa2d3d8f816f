"""The output of ``docker port``: a line for each port of a container and the address of the host that leads to it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.base import Base
from bot.knowledge.entry import Text
from bot.pasted.model import Explanation, Piece, Remark, Span

LINE = re.compile(
    r"[ \t]{0,20}(?P<port>\d{1,5})/(?P<protocol>tcp|udp|sctp) -> (?P<address>[\w.:\[\]-]{0,80}):(?P<host>\d{1,5})"
    r"[ \t]{0,9}$"
)
_EVERY = frozenset({"0.0.0.0", "[::]", "::", "*", ""})  # noqa: S104 - what is read, nothing is bound


def explain_ports(piece: Piece, base: Base) -> Explanation:
    """Explain lines like ``80/tcp -> 0.0.0.0:8080``; others are marked unknown."""
    spans: list[Span] = []
    opened: dict[str, str] = {}
    offset = 0
    for line in piece.text.split("\n"):
        if shown := line.strip():
            start = offset + line.index(shown)
            match = LINE.match(line)
            spans.append(Span(start, start + len(shown), shown, "row", _says(match) if match else None))
            if match and match["address"] in _EVERY:
                opened.setdefault(match["host"], match["port"])
        offset += len(line) + 1
    return Explanation(
        piece=piece,
        title=Text("Вывод docker port", "Output of docker port"),
        summary=Text(
            "Какой порт контейнера через какой адрес и порт хоста доступен.",
            "Which port of the container is reached by which address and port of the host.",
        ),
        spans=tuple(spans),
        remarks=tuple(_remarks(opened)),
        related=tuple(name for name in ("ps-ports", "publish-only-localhost") if base.get(name)),
        sure=piece.sure,
    )


def _says(match: re.Match[str]) -> Text:
    port, host, address = f"{match['port']}/{match['protocol']}", match["host"], match["address"]
    if address in _EVERY:
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


def _remarks(opened: dict[str, str]) -> Iterator[Remark]:
    if not opened:
        return
    ports = ", ".join(opened)
    host, port = next(iter(opened.items()))
    yield Remark(
        "port-open-to-all",
        "advice",
        Text(
            f"открыто на всех интерфейсах, в том числе наружу: {ports}",
            f"open on every interface, outside too: {ports}",
        ),
        mend=Text(
            f"если нужен только этой машине: `-p 127.0.0.1:{host}:{port}`",
            f"if only this machine needs it: `-p 127.0.0.1:{host}:{port}`",
        ),
    )
