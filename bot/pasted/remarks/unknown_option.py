"""An option that the command does not have; the nearest real one is named."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.invocation import Script
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._placing import code, placed

ID = "unknown-option"
SEVERITY: Severity = "fault"
KIND: Kind = "command"
TRIGGERS = ("docker run --naem web nginx", "docker run -name web nginx", "docker ps --al", "docker compose up --biuld")
NEAR_MISS = ("docker run --name web nginx", "docker run -itd nginx", "docker run nginx --naem x")


def check(script: Script) -> Iterator[Remark]:
    """An option that the command does not have; the nearest real one is named."""
    for fault in script.faults_of(ID):
        single = ("", "")
        if fault.detail == "single-dash":
            single = (": длинным параметрам нужны два дефиса", ": long options need two dashes")
        elif fault.detail.startswith("at:"):
            other = fault.detail.removeprefix("at:")
            single = (f"; такой есть у `{other}`", f"; `{other}` has it")
        elif fault.detail:
            single = (f" (в {code(fault.detail)})", f" (in {code(fault.detail)})")
        yield placed(
            script,
            ID,
            SEVERITY,
            fault.start,
            Text(
                ru=f"у `{fault.scope}` нет параметра {code(fault.word)}{single[0]}",
                en=f"`{fault.scope}` has no option {code(fault.word)}{single[1]}",
            ),
            Text(
                ru=f"ближайший настоящий: `{fault.nearest}`" if fault.nearest else f"список: `{fault.scope} --help`",
                en=f"the nearest real one: `{fault.nearest}`" if fault.nearest else f"see `{fault.scope} --help`",
            ),
            fault.nearest,
        )
