"""A mistyped command; before flags Docker blames the flag instead."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import code, placed

ID = "mistyped-command"
SEVERITY: Severity = "fault"
KIND: Kind = "command"
TRIGGERS = ("docker exce -it web bash", "docker rnu nginx", "docker iamges -a", "docker compose dwon", "docker ps-a")
NEAR_MISS = ("docker exec -it web bash", "docker images -a", "docker run nginx exce")


def check(script: Script) -> Iterator[Remark]:
    """A mistyped command; before flags Docker blames the flag instead."""
    for fault in script.faults_of(ID):
        target = f"docker {fault.nearest}"
        real = target.removeprefix(f"{fault.scope} ")
        blamed = ("", "")
        if fault.detail:
            blamed = (
                f"; сам Docker при этом ругается на {code(fault.detail)}, хотя дело в слове перед ним",
                f"; Docker itself blames {code(fault.detail)}, though the word before it is wrong",
            )
        yield placed(
            script,
            ID,
            SEVERITY,
            fault.start,
            Text(
                ru=f"команды {code(fault.word)} нет, есть `{real}`" + blamed[0],
                en=f"there is no command {code(fault.word)}, there is `{real}`" + blamed[1],
            ),
            Text(ru=f"напишите `{target}`", en=f"write `{target}`"),
            target,
        )
