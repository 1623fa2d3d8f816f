"""The Docker socket is opened to every user: root for all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import placed

_OPEN = re.compile(r"0?[0-7]{2}[2367]|a\+\w{0,3}w\w{0,2}|o\+\w{0,3}w\w{0,2}|\+\w{0,3}w\w{0,2}")
ID = "socket-open-to-all"
SEVERITY: Severity = "danger"
KIND: Kind = "command"
TRIGGERS = ("sudo chmod 666 /var/run/docker.sock", "chmod 777 /var/run/docker.sock")
NEAR_MISS = ("ls -l /var/run/docker.sock", "sudo chmod 660 /var/run/docker.sock")


def check(script: Script) -> Iterator[Remark]:
    """The Docker socket is opened to every user: root for all."""
    for command in script.commands:
        if command.program == "chmod" and any("docker.sock" in token.value for token in command.words):
            mode = next((token.value for token in command.words if _OPEN.fullmatch(token.value)), None)
            if mode:
                yield placed(
                    script,
                    ID,
                    SEVERITY,
                    command.words[0].start,
                    Text(
                        ru=f"`{mode}` даёт любому пользователю и программе права root на этой машине",
                        en=f"`{mode}` gives any user and any program root on this machine",
                    ),
                    Text(
                        ru="добавьте себя в группу: `sudo usermod -aG docker $USER` и войдите заново",
                        en="join the group: `sudo usermod -aG docker $USER`, then log in again",
                    ),
                )
