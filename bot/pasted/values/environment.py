"""Environment variables: ``-e NAME=VALUE``, and which of them are secrets."""

from __future__ import annotations

import re

from bot.knowledge.entry import Text
from bot.text.masking import MARKER as MASK

_SECRET_NAME = re.compile(
    r"(?:^|_)(?:PASS|PASSWD|PASSWORD|PASSPHRASE|PWD|SECRET|TOKEN|APIKEY|API_KEY|ACCESS_KEY|PRIVATE_KEY|SECRET_KEY|"
    r"CREDENTIALS?|AUTH_KEY|ENCRYPTION_KEY|SIGNING_KEY|KEY_BASE|LICENSE_KEY|DSN)(?:$|_(?!FILE$|PATH$|LENGTH$|TTL$))"
    r"|[A-Z](?:PASSWORD|PASSWD)$",
    re.IGNORECASE,
)
_CREDENTIALS = re.compile(r"([a-z][\w+.-]{1,20}://[^\s:/@]{0,80}):([^\s@/]{1,200})@", re.IGNORECASE)
_FROM_ELSEWHERE = re.compile(r"^(?:\$|<|\{|%|$)")


def split_assignment(value: str) -> tuple[str, str | None]:
    """The name, and the value or None where it is taken from the shell."""
    name, equals, content = value.partition("=")
    return name, content if equals else None


def is_secret(name: str, value: str | None) -> bool:
    """Whether an assignment carries a secret in clear: by its name, or a password in an address."""
    if not value or _FROM_ELSEWHERE.match(value) or value.lower() in ("true", "false", "yes", "no", "0", "1"):
        return False
    if name.upper() in ("PWD", "OLDPWD") or name.upper().endswith(("_FILE", "_PATH")):
        return False
    if name.upper() == "POSTGRES_HOST_AUTH_METHOD" or "ALLOW_EMPTY" in name.upper() or "RANDOM_ROOT" in name.upper():
        return False
    found = _CREDENTIALS.search(value)
    if found and not _FROM_ELSEWHERE.match(found[2]):
        return True
    return bool(_SECRET_NAME.search(name)) and not value.startswith(("/run/secrets/", "/"))


def masked(name: str, value: str) -> str:
    """A value fit to be shown: a secret becomes dots, of an address only its password."""
    if not is_secret(name, value):
        return value
    if _CREDENTIALS.search(value):
        return _CREDENTIALS.sub(lambda match: f"{match[1]}:{MASK}@", value)
    return MASK


def explain_environment(value: str) -> Text:
    """What the program in the container sees."""
    name, content = split_assignment(value)
    if content is None:
        return Text(ru=f"{name} со значением из вашей оболочки", en=f"{name} with its value from your shell")
    if content == "":
        return Text(ru=f"{name} — пустое значение", en=f"{name} is empty")
    if is_secret(name, content):
        return Text(
            ru=f"{name} — секрет, виден в `docker inspect` и в истории оболочки",
            en=f"{name} is a secret, seen in `docker inspect` and in the shell's history",
        )
    shown = content if len(content) <= 60 else content[:57] + "…"
    return Text(ru=f"{name} = {shown}", en=f"{name} = {shown}")


def explain_env_file(value: str) -> Text:
    """``--env-file``."""
    return Text(
        ru=f"переменные из файла {value}, по строке NAME=VALUE", en=f"variables from {value}, a NAME=VALUE a line"
    )


def explain_build_argument(value: str) -> Text:
    """``--build-arg``: seen in the image's history."""
    name, content = split_assignment(value)
    if content is None:
        return Text(ru=f"ARG {name} со значением из вашей оболочки", en=f"ARG {name} with its value from your shell")
    shown = masked(name, content)
    return Text(ru=f"ARG {name} = {shown} на время сборки", en=f"ARG {name} = {shown} while building")
