"""``&&`` in a list of words under ``command``, which no shell reads."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.compose_file import ComposeFile
from bot.pasted.model import Kind, Remark, Severity

ID = "shell-signs-in-command"
SEVERITY: Severity = "fault"
KIND: Kind = "compose"
TRIGGERS = (
    'services:\n  app:\n    image: acme/app:1\n    command: ["npm", "run", "migrate", "&&", "npm", "start"]\n',
    "services:\n  app:\n    image: acme/app:1\n    command: python manage.py migrate && python manage.py runserver\n",
)
NEAR_MISS = (
    'services:\n  app:\n    image: acme/app:1\n    command: ["sh", "-c", "migrate && start"]\n',
    'services:\n  app:\n    image: acme/app:1\n    command: sh -c "migrate && start"\n',
    "services:\n  app:\n    image: acme/app:1\n    command: bash -lc 'a; b'\n",
    'services:\n  app:\n    image: acme/app:1\n    entrypoint: ["sh", "-c"]\n    command: migrate && start\n',
)

_SIGNS = frozenset({"&&", "||", "|", ";", ">", ">>", "2>&1", "&"})
_SHELLS = ("sh", "bash", "ash", "dash", "zsh", "cmd", "pwsh", "powershell", "eval")


def check(file: ComposeFile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for service in file.services.values():
        entry = service.get("entrypoint")
        before = " ".join(node.value for node in entry.scalars()) if entry is not None else ""
        value = service.get("command")
        if value is None or value.tag or any(word.rpartition("/")[2] in _SHELLS for word in before.split()):
            continue
        words = [node.value for node in value.scalars()] if value.kind == "sequence" else value.value.split()
        if any(word.rpartition("/")[2] in _SHELLS for word in words[:4]):
            continue
        if before and not words[:1]:
            continue
        quote = ""
        sign = None
        for word in words:
            if value.kind == "scalar":  # a sign inside quotes is a word of the program's own
                quote = _open_quote(word, quote)
            if not quote and word in _SIGNS:
                sign = word
                break
        if sign is None:
            continue
        yield Remark(
            ID,
            SEVERITY,
            Text(
                ru=f"`{sign}` без оболочки — просто слово: вторая команда не запустится",
                en=f"`{sign}` without a shell is a mere word: the second command does not run",
            ),
            value.line,
            value.column,
            Text(ru='через оболочку: `sh -c "… && …"`', en='through a shell: `sh -c "… && …"`'),
            fixed=_shelled(file, value.line, words) if value.kind == "scalar" and value.plain else None,
        )


def _open_quote(word: str, quote: str) -> str:
    """The quote that is open behind a word."""
    for character in word:
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
    return quote


def _shelled(file: ComposeFile, line: int, words: list[str]) -> str | None:
    """The line with its command under a shell; None where it goes on or holds quotes itself."""
    text = file.line(line)
    script = " ".join(words)
    key, colon, rest = text.partition(": ")
    if not colon or rest.strip() != script or "'" in script or '"' in script:
        return None
    return f'{key}: sh -c "{script}"'
