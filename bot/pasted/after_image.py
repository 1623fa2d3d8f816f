"""Words after the image or the container that were meant for docker itself: ``docker run nginx -p 80:80``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.knowledge.grammar import DockerCommand
from bot.pasted.shell import Token

_PORTS = re.compile(r"(?:[\d.]{7,15}:)?\d{1,5}(?:-\d{1,5})?:\d{1,5}(?:-\d{1,5})?(?:/(?:tcp|udp|sctp))?")
_VOLUME = re.compile(r"(?:[\w./~$(){}\\-]{1,200}|[A-Za-z]:[\w./\\-]{1,200}):/[\w./-]{0,200}(?::\w{1,20})?")
_RUN_ONLY = frozenset(
    {
        "name",
        "network",
        "restart",
        "rm",
        "publish",
        "volume",
        "env",
        "env-file",
        "detach",
        "mount",
        "privileged",
        "gpus",
    }
)


#: Names of options that people write with one hyphen too.
_SPELT_OUT = frozenset({"restart", "network", "publish", "volume", "detach"})


def belongs_before_image(words: Sequence[Token], position: int, command: DockerCommand) -> int:
    """How many words from here on are an option of docker run itself; 0 where it may be the program's own."""
    word = words[position].value
    following = words[position + 1].value if position + 1 < len(words) else ""
    if word.startswith("--") or (word.startswith("-") and word[1:].partition("=")[0] in _SPELT_OUT):
        name, equals, _ = word.lstrip("-").partition("=")
        option = command.options.get(name)
        if option is None or name not in _RUN_ONLY:
            return 0
        return 1 if equals or not option.takes_value else (2 if following else 0)
    if word in ("-p", "--publish") and _PORTS.fullmatch(following):
        return 2
    if word.startswith("-p") and _PORTS.fullmatch(word[2:]):
        return 1
    if word == "-v" and _VOLUME.fullmatch(following):
        return 2
    if word == "-e" and re.match(r"[A-Z_][A-Z0-9_]{0,60}=", following):
        return 2
    if word in ("-d", "-it", "-ti", "-itd", "-dit"):
        return 1
    return 0


def belongs_before_container(words: Sequence[Token], position: int, command: DockerCommand) -> int:
    """How many words from here on are an option of ``exec``: no program's name begins with a hyphen."""
    word = words[position].value
    if word.startswith("--"):
        name, equals, _ = word[2:].partition("=")
        option = command.options.get(name)
        taken = 1 if equals or option is None or not option.takes_value else 2
    elif word.startswith("-") and len(word) > 1:
        option = command.shorts.get(word[-1])
        taken = 1 if option is None or not option.takes_value else 2
    else:
        return 0
    return taken if option is not None and position + taken <= len(words) else 0
