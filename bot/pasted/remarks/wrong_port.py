"""An entry of `ports` that is no port mapping."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.values.ports import HIGHEST

ID = "wrong-port"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = (
    ('services:\n  web:\n    image: nginx:1.29\n    ports:\n      - "8080:http"\n'),
    ('services:\n  web:\n    image: nginx:1.29\n    ports:\n      - "8080:80/tpc"\n'),
    ('services:\n  web:\n    image: nginx:1.29\n    ports:\n      - "8080:"\n'),
)
NEAR_MISS = (
    "services:\n"
    "  web:\n"
    "    image: nginx:1.29\n"
    "    ports:\n"
    '      - "127.0.0.1:53:53/udp"\n'
    '      - "9090-9091:8080-8081"\n'
    '      - "${PORT:-8080}:80"\n'
    "      - target: 80\n"
    '        published: "8081"\n'
)


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    misspelt = {fault.line for fault in file.faults_of("unknown-key")}
    for service in file.services.values():
        for port in service.ports:
            publish = port.publish
            if port.node.real.kind == "scalar" and port.node.real.is_null:
                continue
            told = port.node.real.get("target") is not None or port.node.line in misspelt
            if publish is None and port.node.real.kind == "mapping" and told:
                continue
            if publish is not None and (
                publish.wrong is None
                or any(part.isdigit() and int(part) > HIGHEST for part in publish.wrong.split("-"))
            ):
                continue
            wrong = f" (`{publish.wrong}`)" if publish is not None and publish.wrong not in (None, ":") else ""
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru=f"`{port.written[:60]}` — не проброс порта{wrong}",
                    en=f"`{port.written[:60]}` is no port mapping{wrong}",
                ),
                port.node.line,
                port.node.column,
                Text(
                    ru="вид: `[адрес:]порт хоста:порт контейнера[/udp]`",
                    en="the form: `[address:]host port:container port[/udp]`",
                ),
            )
