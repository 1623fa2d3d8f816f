"""EXPOSE with a port of the host, or with no port at all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.values.ports import HIGHEST, PROTOCOLS

ID = "exposed-host-port"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = (
    ("FROM debian:13-slim\nEXPOSE 8080:80\n"),
    ("FROM debian:13-slim\nEXPOSE 80, 443\n"),
    ("FROM debian:13-slim\nEXPOSE 70000\n"),
)
NEAR_MISS = 'FROM debian:13-slim\nEXPOSE 80 443/tcp 8000-8010/udp $PORT\nEXPOSE "3000"\n'

_PORT = re.compile(r"\d{1,6}(?:-\d{1,6})?(?:/(?:tcp|udp|sctp))?", re.IGNORECASE)


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for instruction in file.instructions:
        if instruction.name != "EXPOSE":
            continue
        for written in instruction.value.partition(" #")[0].split():
            word = written.strip("\"'")
            port = word.partition("/")[0]
            if "$" in word or (_PORT.fullmatch(word) and all(int(part) <= HIGHEST for part in port.split("-"))):
                continue
            if word.strip(",").isdigit() and "," in word:
                yield Remark(
                    ID,
                    SEVERITY,
                    Text(
                        ru="в `EXPOSE` порты разделяет пробел, а не запятая",
                        en="in `EXPOSE` a blank stands between ports, not a comma",
                    ),
                    instruction.line,
                    mend=Text(ru=f"`EXPOSE {_listed(instruction.value)}`", en=f"`EXPOSE {_listed(instruction.value)}`"),
                    fixed=f"EXPOSE {_listed(instruction.value)}",
                )
                break
            container = word.rpartition(":")[2].strip(",")
            number, slash, protocol = word.partition("/")
            if slash and number.isdigit() and "$" not in protocol and protocol.lower() not in PROTOCOLS:
                yield Remark(
                    ID,
                    SEVERITY,
                    Text(
                        ru=f"`EXPOSE {word}`: `{protocol[:20]}` — не протокол, бывают tcp, udp и sctp",
                        en=f"`EXPOSE {word}`: `{protocol[:20]}` is no protocol; there are tcp, udp and sctp",
                    ),
                    instruction.line,
                    mend=Text(ru=f"`EXPOSE {number}`", en=f"`EXPOSE {number}`"),
                    fixed=f"EXPOSE {number}" if len(instruction.value.split()) == 1 else None,
                )
                continue
            if not any(character.isdigit() for character in word):
                numbers = " ".join(part for part in instruction.value.split() if _PORT.fullmatch(part))
                yield Remark(
                    ID,
                    SEVERITY,
                    Text(ru=f"`{word[:40]}` — не порт", en=f"`{word[:40]}` is no port"),
                    instruction.line,
                    mend=Text(ru=f"`EXPOSE {numbers or 80}`", en=f"`EXPOSE {numbers or 80}`"),
                    fixed=f"EXPOSE {numbers}" if numbers else None,
                )
                continue
            if _PORT.fullmatch(word):
                yield Remark(
                    ID,
                    SEVERITY,
                    Text(
                        ru=f"`EXPOSE {word}`: такого порта нет, наибольший {HIGHEST}",
                        en=f"`EXPOSE {word}`: there is no such port, the highest is {HIGHEST}",
                    ),
                    instruction.line,
                )
                continue
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru=f"`EXPOSE {word}`: здесь только порт контейнера, на хост он не выходит",
                    en=f"`EXPOSE {word}`: only a port of the container goes here, and it is not published",
                ),
                instruction.line,
                mend=Text(
                    ru=f"`EXPOSE {container}`, а порт хоста — в `docker run -p {word}`",
                    en=f"`EXPOSE {container}`, and the host port in `docker run -p {word}`",
                ),
                fixed=f"EXPOSE {container}" if container.isdigit() and int(container) <= HIGHEST else None,
            )


def _listed(value: str) -> str:
    """The ports with blanks between them."""
    return " ".join(value.replace(",", " ").split())
