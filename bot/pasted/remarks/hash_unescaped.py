"""A hash of a password with single dollar signs: Compose puts variables in and spoils it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "hash-unescaped"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = (
    "services:\n  web:\n    image: shop:1\n    labels:\n"
    "      - traefik.http.middlewares.auth.basicauth.users=admin:$apr1$H6uskkkW$IgXLP6ewTrSuBkTrqE8wj/\n",
    "services:\n  web:\n    image: shop:1\n    environment:\n      PASSWORD_HASH: $2y$05$wJ1vYk0Zc9Q2p3N4b5V6cu\n",
)
NEAR_MISS = (
    "services:\n  web:\n    image: shop:1\n    labels:\n"
    "      - traefik.http.middlewares.auth.basicauth.users=admin:$$apr1$$H6uskkkW$$IgXLP6ewTrSuBkTrqE8wj/\n",
    "services:\n  web:\n    image: shop:1\n    environment:\n      PASSWORD_HASH: ${PASSWORD_HASH}\n",
)

#: The beginnings of hashes by crypt: apr1, bcrypt, MD5, SHA-256, SHA-512, Argon2.
_HASH = re.compile(r"(?<!\$)\$(?:apr1|2[abxy]|1|5|6|argon2id?|y)\$[^\s\"',]{8,300}")


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each line."""
    for number, line in enumerate(file.pasted.mended, start=1):
        found = _HASH.search(line) if "$" in line else None
        if found is None or line.lstrip().startswith("#"):
            continue
        fixed = _HASH.sub(lambda match: match[0].replace("$", "$$"), line)
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru="`$` в хеше пароля Compose примет за переменные, и хеш испортится",
                en="Compose takes the `$` of the hash for variables and spoils it",
            ),
            number,
            found.start() + 1,
            Text(ru="каждый `$` пишется дважды: `$$`", en="each `$` is written twice: `$$`"),
            fixed=fixed.rstrip(),
        )
