"""Something is downloaded and run at once, unseen: curl … | sh."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import placed

_SHELLS = frozenset({"sh", "bash", "zsh", "dash", "ash", "python", "python3"})
ID = "download-run-at-once"
SEVERITY: Severity = "danger"
KIND: Kind = "command"
TRIGGERS = ("curl -fsSL https://get.docker.com | sh", "wget -qO- https://x.example/i.sh | sudo bash && docker ps -a")
NEAR_MISS = ("curl -fsSL https://get.docker.com -o get-docker.sh", "docker logs web | sh -c cat", "cat a.sh | sh")


def check(script: Script) -> Iterator[Remark]:
    """Something is downloaded and run at once, unseen: curl … | sh."""
    previous = ""
    for command in script.commands:
        first = next((token for token in command.words if token.value not in ("sudo", "doas", "-E")), None)
        name = first.value.rpartition("/")[2] if first else ""
        if command.before in ("|", "|&") and previous in ("curl", "wget") and name in _SHELLS and first:
            yield placed(
                script,
                ID,
                SEVERITY,
                first.start,
                Text(
                    ru="скачанное выполняется сразу, не глядя"
                    + (", да ещё от root" if first is not command.words[0] else ""),
                    en="what is downloaded runs at once, unseen"
                    + (", and as root" if first is not command.words[0] else ""),
                ),
                Text(ru="сохраните в файл, прочтите, потом запускайте", en="save it to a file, read it, then run it"),
            )
        previous = name
