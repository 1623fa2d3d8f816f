"""ADD where COPY does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.model import Kind, Remark, Severity

ID = "add-for-local-files"
SEVERITY: Severity = "advice"
KIND: Kind = "dockerfile"
TRIGGERS = "FROM debian:13-slim\nADD . /app\n"
NEAR_MISS = (
    (
        "FROM debian:13-slim\n"
        "ADD https://example.com/a.tar.gz /a/\n"
        "ADD rootfs.tar.xz /\n"
        "ADD --checksum=sha256:00 https://example.com/a /a\n"
        "ADD git@github.com:a/b.git /src\n"
    ),
    ("FROM debian:13-slim\nCOPY . /app\n"),
)

_SPECIAL = re.compile(
    r"^(?:https?|ftp|git|ssh)://|^git@|\.git(?:#|$)|\.(?:tar|tgz|tbz2?|txz|tar\.\w{1,4}|gz|bz2|xz|zst)$|\$|[*?]",
    re.IGNORECASE,
)


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for instruction in file.instructions:
        if instruction.name != "ADD" or instruction.heredocs:
            continue
        sources = (instruction.words or instruction.value.split())[:-1]
        if not sources or any(_SPECIAL.search(source) for source in sources):
            continue
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru="`ADD` для своих файлов: он умеет лишнее (распаковка, URL)",
                en="`ADD` for local files: it does more than is wanted (unpacking, URLs)",
            ),
            instruction.line,
            mend=Text(
                ru="берите `COPY`",
                en="use `COPY`",
            ),
            fixed=instruction.raw.strip().replace(instruction.keyword, "COPY", 1),
        )
