#!/usr/bin/env python3
"""Load and faults, measured with real processes on loopback, and written to docs/reliability.md.

``python scripts/reliability.py load`` and ``… faults`` each take some ten minutes and write their part of the page;
the tests' Bot API server is Telegram, ``python -m bot run`` the bot, scripts/echo_bot.py what aiogram does alone.
Ends with status 1 where something was lost; a goal that was missed is said on the page.
"""

from __future__ import annotations

import asyncio
import os
import platform
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from reliability_faults import faults  # noqa: E402
from reliability_processes import NO_LIMITS, begin, finish, lost_of, serving, texts, warm  # noqa: E402

from tests.conftest import BotProcess  # noqa: E402
from tests.server.app import TOKEN  # noqa: E402
from tests.telegram.person import Server  # noqa: E402

PAGE = ROOT / "docs" / "reliability.md"
_HEAD = """# Load and faults

Made by `make load` and `make faults` (`scripts/reliability.py`), never by hand. Real processes on one machine: the
tests' Bot API server, which also asks and counts; `python -m bot run` with its journal on; the echo bot of
`scripts/echo_bot.py`; a real Redis. The network is loopback: Telegram's own delays come on top of what stands here.

The echo bot says back what it hears: it looks nothing up, keeps no journal, sets no buttons, and its answers are
shorter to send and to read. What our bot does beyond that is the difference.
"""
_TICK = os.sysconf("SC_CLK_TCK")


def machine() -> str:
    """The line on when and where: others' work on the machine counts too."""
    busy = os.getloadavg()[0]
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    return (
        f"Measured {now}, Python {platform.python_version()}, {os.cpu_count()} cores shared with other work "
        f"(load average {busy:.1f} at the end)."
    )


def table(heads: list[str], rows: list[list[str]]) -> str:
    """A Markdown table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def write(part: str, content: str) -> None:
    """Put a part into the page in the place of what it said before."""
    parts = {"Load": "", "Faults": ""}
    if PAGE.exists():
        for piece in PAGE.read_text(encoding="utf-8").split("\n## ")[1:]:
            name, _, text = piece.partition("\n")
            parts[name] = text.strip()
    parts[part] = content.strip()
    body = "".join(f"\n## {name}\n\n{text}\n" for name, text in parts.items() if text)
    PAGE.write_text(_HEAD + body, encoding="utf-8")
    print(content)


@asynccontextmanager
async def echoing(server: Server) -> AsyncIterator[int]:
    """The echo bot; gives its process id."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        ROOT / "scripts" / "echo_bot.py",
        env={**os.environ, "BOT_TOKEN": TOKEN, "BOT_API_URL": server.url},
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        yield process.pid
    finally:
        process.kill()
        await process.wait()


@asynccontextmanager
async def answering(server: Server, folder: Path, **environment: str) -> AsyncIterator[int]:
    """Our bot with a journal, by polling; gives its process id."""
    bot = BotProcess(server, folder / f"bot-{time.monotonic_ns()}.log", folder)
    await bot.start(JOURNAL_PATH=str(folder / "journal.sqlite3"), **{**NO_LIMITS, **environment})
    if bot.process is None:
        raise RuntimeError(bot.text)
    try:
        yield bot.process.pid
    finally:
        await bot.stop()


def spent(process: int) -> float:
    """Seconds of processor time that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICK


def memory(process: int) -> float:
    """Megabytes that a process has in memory."""
    for line in Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise ProcessLookupError(process)


def percentile(values: list[float], share: float) -> float:
    """The value below which a share of the values lies, in milliseconds."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))] * 1000


async def load() -> bool:
    """Measure the load and write its part; tells whether nothing was lost."""
    rates: dict[str, list[float]] = {"bot": [], "echo": []}
    costs: dict[str, list[float]] = {"bot": [], "echo": []}
    delays: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with serving() as own, serving() as other, answering(own, folder) as bot, echoing(other) as echo:
            pairs = {"bot": (own, bot), "echo": (other, echo)}
            for server, _ in pairs.values():
                await warm(server)
            for number in range(3):  # by turns: what else the machine does falls on both
                for kind, (server, process) in pairs.items():
                    before = spent(process)
                    await begin(server, _SATURATED, first=10_000_000 * (number + 1))
                    found = await finish(server)
                    rates[kind].append(found["answered"] / found["elapsed"])
                    costs[kind].append((spent(process) - before) / found["answered"] * 1000)
            for kind, (server, _) in pairs.items():
                await begin(server, _STEADY * _RATE, rate=_RATE, first=50_000_000)
                delays[kind] = (await finish(server))["seconds"]
            at_first = memory(bot)
            await begin(own, _PEOPLE, first=60_000_000)
            many = await finish(own)
            sizes = [memory(bot)]
            answered, lost = many["answered"], lost_of(many)
            while answered + lost < _MESSAGES:
                await begin(own, _PEOPLE, first=70_000_000 + answered)
                found = await finish(own)
                answered += found["answered"]
                lost += lost_of(found)
                sizes.append(memory(bot))
    ratios = [ours / theirs for ours, theirs in zip(rates["bot"], rates["echo"], strict=True)]
    ratio = sorted(ratios)[len(ratios) // 2]
    growth = sizes[-1] - at_first
    p99 = percentile(delays["bot"], 0.99)

    def row(kind: str, title: str) -> list[str]:
        middle = sorted(rates[kind])[1]
        return [
            title,
            f"{middle:.0f} ({min(rates[kind]):.0f}–{max(rates[kind]):.0f})",
            f"{sorted(costs[kind])[1]:.2f} ms",
            f"{percentile(delays[kind], 0.5):.1f} ms",
            f"{percentile(delays[kind], 0.99):.1f} ms",
        ]

    def verdict(reached: bool) -> str:
        return "reached" if reached else "**missed**"

    lines = [
        machine(),
        f"The questions are the {len(texts())} of `tests/questions` that stand alone, in turn. At saturation 200 wait "
        f"at any time; three rounds of {_SATURATED} for each bot by turns, the middle one counts (all in brackets). "
        f"Then {_RATE} questions a second for {_STEADY} s, each timed from the update to the reply's arrival.",
        table(
            ["", "answers a second", "processor time an answer", f"p50 at {_RATE}/s", f"p99 at {_RATE}/s"],
            [row("bot", "our bot"), row("echo", "aiogram's echo bot")],
        ),
        table(
            ["goal", "measured", ""],
            [
                ["at least 0.7 of the echo bot's answers a second", f"{ratio:.2f}", verdict(ratio >= 0.7)],
                [f"p99 under 50 ms at {_RATE} questions/s", f"{p99:.1f} ms", verdict(p99 < 50)],
                [
                    f"memory grows by less than 20 MB over {_MESSAGES} messages",
                    f"{at_first:.0f} MB → {' → '.join(f'{size:.0f}' for size in sizes)} MB ({growth:+.1f} MB) over "
                    f"{answered} messages, each of another person, {lost} lost",
                    verdict(growth < 20),
                ],
                [
                    "10 000 people in an hour without loss",
                    f"{many['questions']} people, one question each, in {many['elapsed']:.0f} s: {lost_of(many)} lost, "
                    f"{many['repeated']} repeated",
                    verdict(lost_of(many) == 0),
                ],
            ],
        ),
        "Memory is taken before the 10 000 people ask, after them, and after each 10 000 more. What the bot remembers "
        "of people is bounded by number and time; until it is full, it grows.",
    ]
    write("Load", "\n\n".join(lines))
    return lost == 0


async def break_things() -> bool:
    """Try the faults and write their part; tells whether nothing was lost."""
    rows = await faults()
    lines = [
        machine(),
        "Each question is asked by a person of its own, at 30 to 100 questions a second, and each counts once: "
        "*lost* had no answer at the end, *repeated* is each message too many.",
        table(["fault", "asked", "answered", "lost", "repeated", ""], rows),
    ]
    write("Faults", "\n\n".join(lines))
    return not any(int(row[3]) for row in rows)


_SATURATED, _RATE, _STEADY, _PEOPLE, _MESSAGES = 1_000, 50, 15, 10_000, 100_000
_PARTS: dict[str, Callable[[], Coroutine[Any, Any, bool]]] = {"load": load, "faults": break_things}

if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in _PARTS:
        sys.exit(f"usage: reliability.py {'|'.join(_PARTS)}")
    sys.exit(0 if asyncio.run(_PARTS[sys.argv[1]]()) else 1)
