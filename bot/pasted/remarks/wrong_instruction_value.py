"""A value that an instruction refuses: a signal that there is not, a duration without its unit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.knowledge.grammar import nearest
from bot.pasted.dockerfile_parser import Dockerfile
from bot.pasted.line_kinds import words
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.values.duration import parse_duration

ID = "wrong-instruction-value"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = (
    "FROM nginx:1.29\nSTOPSIGNAL SIGTREM\n",
    "FROM nginx:1.29\nHEALTHCHECK --interval=5 CMD true\n",
    "FROM nginx:1.29\nHEALTHCHECK --retries=many CMD true\n",
    "FROM nginx:1.29\nHEALTHCHECK --timeout=3sec CMD true\n",
)
NEAR_MISS = (
    "FROM nginx:1.29\nSTOPSIGNAL SIGQUIT\nHEALTHCHECK --interval=1m30s --timeout=500ms --retries=3 CMD true\n",
    "FROM nginx:1.29\nSTOPSIGNAL 9\n",
    "FROM nginx:1.29\nSTOPSIGNAL $SIGNAL\nHEALTHCHECK --interval=$INTERVAL CMD true\n",
    "FROM nginx:1.29\nSTOPSIGNAL SIGRTMIN+3\n",
)

_SIGNALS = frozenset(
    f"SIG{name}"
    for name in words(
        """
        HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM CHLD CONT STOP TSTP TTIN TTOU URG XCPU
        XFSZ VTALRM PROF WINCH IO PWR SYS RTMIN RTMAX STKFLT
        """
    )
)
_DURATIONS = ("interval", "timeout", "start-period", "start-interval")


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each."""
    for instruction in file.instructions:
        value = instruction.value.strip("\"'")
        if instruction.name == "STOPSIGNAL" and "$" not in value and not value.isdigit() and value:
            name = value.upper().partition("+")[0].partition("-")[0]
            name = name if name.startswith("SIG") else f"SIG{name}"
            if name not in _SIGNALS:
                near = nearest(name, _SIGNALS)
                yield Remark(
                    ID,
                    SEVERITY,
                    Text(ru=f"сигнала `{value[:30]}` нет", en=f"there is no signal `{value[:30]}`"),
                    instruction.line,
                    mend=Text(ru=f"похоже на `{near}`", en=f"`{near}` is near") if near else None,
                    fixed=f"{instruction.keyword} {near}" if near else None,
                )
        elif instruction.name == "HEALTHCHECK":
            for flag in instruction.flags:
                given = flag.value or ""
                if "$" in given:
                    continue
                if flag.name in _DURATIONS and given != "0" and parse_duration(given) is None:
                    digits = re.match(r"\d{1,9}", given)
                    mended = f"{digits[0]}s" if digits else None
                    yield Remark(
                        ID,
                        SEVERITY,
                        Text(
                            ru=f"`--{flag.name}={given[:30]}` — не длительность: нужна единица, `30s` или `1m`",
                            en=f"`--{flag.name}={given[:30]}` is no duration: it wants a unit, `30s` or `1m`",
                        ),
                        instruction.line,
                        fixed=instruction.raw.strip().replace(f"--{flag.name}={given}", f"--{flag.name}={mended}", 1)
                        if mended
                        else None,
                    )
                elif flag.name == "retries" and not given.isdigit():
                    yield Remark(
                        ID,
                        SEVERITY,
                        Text(ru=f"`--retries={given[:30]}` — не число", en=f"`--retries={given[:30]}` is no number"),
                        instruction.line,
                    )
