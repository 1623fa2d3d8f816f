#!/usr/bin/env python3
"""Write docs/knowledge-report.md: what the base holds, what of Docker it covers, what the tools say of its snippets.

Everything is counted when the script runs (`make knowledge-report`); exit status 1 if the base has faults or a
snippet fails.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from verify_snippets import verify_folder  # noqa: E402

from bot.assistant import Assistant  # noqa: E402
from bot.knowledge.base import Base, default_folder, load_base  # noqa: E402
from bot.knowledge.check.findings import CATALOGUE  # noqa: E402
from bot.knowledge.check.links import reference_facts  # noqa: E402
from bot.knowledge.check.runner import check_folder  # noqa: E402
from bot.knowledge.entry import KINDS  # noqa: E402
from bot.knowledge.grammar import load_grammar  # noqa: E402

TARGET = ROOT / "docs" / "knowledge-report.md"
_FAMILIES = {
    "compose-file:": "compose file",
    "dockerfile:": "Dockerfile instructions",
    "dockerfile-directive:": "parser directives",
    "docker compose": "docker compose",
    "docker": "docker",
}


def family(fact: str) -> str:
    """The family of a fact as `covers` names it."""
    return next(name for prefix, name in _FAMILIES.items() if fact.startswith(prefix))


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    """A Markdown table."""
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(map(str, row)) + " |"


def coverage(base: Base) -> list[list[object]]:
    """Rows of family and of covered/all for tiers 1, 2 and 3."""
    reference = default_folder() / "reference"
    facts = reference_facts(reference, load_grammar(reference))
    covered = {fact for entry in base for fact in entry.covers}
    rows: list[list[object]] = []
    for name in _FAMILIES.values():
        row: list[object] = [name]
        for tier in (1, 2, 3):
            its = {fact for fact, level in facts.items() if level == tier and family(fact) == name}
            row.append(f"{len(its & covered)}/{len(its)}")
        rows.append(row)
    return rows


def measure() -> None:
    """Print, as JSON, the seconds of loading and indexing and the peak memory (MB) of this process."""
    start = time.perf_counter()
    Assistant(load_base(default_folder()))
    seconds = time.perf_counter() - start
    print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))


def lines() -> Iterator[str]:
    """The report; the last line says whether all is well."""
    base = load_base(default_folder())
    check = check_folder(default_folder())
    snippets = verify_folder(default_folder())
    measured = subprocess.run(  # noqa: S603 - this very script
        [sys.executable, __file__, "--measure"], capture_output=True, text=True, check=True
    )
    seconds, megabytes = json.loads(measured.stdout)
    kinds = Counter(entry.kind for entry in base)
    yield "# What the knowledge base holds"
    yield ""
    yield f"Written by `make knowledge-report` on {date.today():%Y-%m-%d}; do not edit by hand."
    yield ""
    yield f"`python -m bot check`: {len(check.findings)} faults of {len(CATALOGUE)} kinds that it knows."
    yield f"{check.entries} entries, {check.questions} questions, {check.commands} commands, {check.examples} files."
    yield ""
    yield from table(["kind", "entries"], [[kind, kinds[kind]] for kind in KINDS])
    yield ""
    yield "## Coverage of Docker's surface (knowledge/reference)"
    yield ""
    yield from table(["family", "tier 1: everyday", "tier 2: regular", "tier 3: rare"], coverage(base))
    yield ""
    yield "## Snippets, by the tool that judged them"
    yield ""
    yield from table(["tool", "verified"], sorted(snippets.verified.items()))
    yield ""
    yield f"Failed: {len(snippets.faults)}."
    yield from (f"- {fault}" for fault in snippets.faults)
    yield ""
    yield from table(["judged by `check` alone (KB040–KB052)", "snippets"], sorted(snippets.skipped.items()))
    yield ""
    yield "## Weight"
    yield ""
    yield f"Loading and indexing: {seconds:.2f} s; peak memory of the process: {megabytes:.0f} MB."
    yield ""
    yield "Faults: none." if not (check.findings or snippets.faults) else "Faults: see above."


def main(arguments: Sequence[str]) -> int:
    """Write the report."""
    if arguments == ["--measure"]:
        measure()
        return 0
    text = list(lines())
    TARGET.write_text("\n".join(text) + "\n", encoding="utf-8")
    print(f"written: {TARGET.relative_to(ROOT)}; {text[-1]}")
    return 0 if text[-1] == "Faults: none." else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
