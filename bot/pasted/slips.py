"""Slips of the keyboard and of editors: near words, Russian letters that look Latin, names that people make up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rapidfuzz.distance import OSA

from bot.pasted.shell import DASHES

#: Programs that are near to "docker" by letters and are programs of their own.
NOT_DOCKER = frozenset({"locker", "rocker", "docked", "docket", "dockerd", "dockle", "docker-machine", "docker-gen"})
#: Letters of the Russian layout and alphabet that look like Latin ones.
_LOOKALIKES = str.maketrans("асеорхукінАВСЕНКМОРТХ", "aceopxykihABCEHKMOPTX")

ASCII_DASHES = str.maketrans(dict.fromkeys(DASHES, "-"))

#: What people type for a command or an option that has another name. Checked only where the word is unknown.
COMMAND_SYNONYMS = {
    "docker": {
        "list": "ps",
        "ls": "ps",
        "delete": "rm",
        "del": "rm",
        "remove": "rm",
        "log": "logs",
        "shell": "exec",
        "status": "ps",
        "prune": "system prune",
        "df": "system df",
        "clean": "system prune",
        "enter": "exec",
        "download": "pull",
        "upload": "push",
        "containers": "ps",
    },
    "docker compose": {
        "delete": "rm",
        "remove": "rm",
        "log": "logs",
        "shell": "exec",
        "status": "ps",
        "list": "ls",
        "rebuild": "build",
        "validate": "config",
    },
}
OPTION_SYNONYMS = {
    "port": "publish",
    "ports": "publish",
    "volumes": "volume",
    "vol": "volume",
    "environment": "env",
    "envs": "env",
    "environment-variable": "env",
    "background": "detach",
    "daemon": "detach",
    "container-name": "name",
    "image-name": "tag",
    "working-dir": "workdir",
    "work-dir": "workdir",
    "memory-limit": "memory",
    "mem-limit": "memory",
    "mem": "memory",
    "cpu": "cpus",
    "dockerfile": "file",
    "arg": "build-arg",
    "args": "build-arg",
    "nocache": "no-cache",
    "remove": "rm",
    "delete": "rm",
    "rmi": "rmi",
    "recreate": "force-recreate",
    "rebuild": "build",
    "lines": "tail",
    "last": "tail",
    "interactive-tty": "interactive",
    "all-volumes": "volumes",
}


def ascii_letters(word: str) -> str:
    """A word with Russian letters that look like Latin ones made Latin, or the word itself where others remain."""
    if word.isascii():
        return word
    changed = word.translate(_LOOKALIKES)
    return changed if changed.isascii() else word


def nearest_word(word: str, known: Iterable[str], prefer: Mapping[str, int] | None = None) -> str | None:
    """The known word that a slip of the keyboard makes ``word``: by edits, then tier, first letter and length.

    prefer: the tier of each known word (1 everyday). At most two edits, and fewer than half of the letters.
    """
    word = word.lower()
    best: tuple[int, int, int, int, str] | None = None
    for candidate in known:
        distance = OSA.distance(word, candidate, score_cutoff=2)
        if distance > 2 or distance * 2 >= max(len(word), len(candidate), 3):
            continue
        key = (
            distance,
            (prefer or {}).get(candidate, 3),
            int(candidate[:1] != word[:1]),
            abs(len(candidate) - len(word)),
            candidate,
        )
        if best is None or key < best:
            best = key
    return best[-1] if best else None
