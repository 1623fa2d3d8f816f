"""Are there known vulnerabilities in what we lock? ``make audit`` asks pip-audit, which asks PyPI's database.

Where that cannot be reached, this says so plainly and fails nothing: a check that did not happen is neither good nor
bad news. Exit status: 1 if a vulnerability is known, else 0.
"""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
#: An environment of its own: pip-audit's dependencies are none of ours.
TOOL = ROOT / ".venv" / "audit"
VERSION = "2.10.1"
LOCKS = ("requirements.lock", "requirements-dev.lock")


def judge(lock: str, output: str, said: str) -> tuple[bool, list[str]]:
    """What pip-audit's JSON output says of a lock: whether a vulnerability is known, and the lines to print.

    A package that it could not ask about is one that was not audited, though pip-audit itself calls that well.
    """
    try:
        found: list[dict[str, Any]] = json.loads(output)["dependencies"]
    except (ValueError, KeyError, TypeError):
        lines = said.strip().splitlines() or ["pip-audit said nothing"]
        return False, [f"{lock}: NOT AUDITED, pip-audit reached no verdict: {lines[-1]}"]
    skipped = [each["name"] for each in found if "skip_reason" in each]
    bad = [
        f"  {each['name']} {each['version']}: {fault['id']}, mended in {', '.join(fault['fix_versions']) or 'none'}"
        for each in found
        for fault in each.get("vulns", [])
    ]
    lines = [f"{lock}: {len(found) - len(skipped)} packages audited, {len(bad)} known vulnerabilities", *bad]
    if skipped:
        lines.append(f"{lock}: NOT AUDITED, the database knew nothing of {len(skipped)} of {len(found)} packages")
    return bool(bad), lines


def main() -> int:
    """Audit the locks; see the module."""
    program = TOOL / "bin" / "pip-audit"
    if not program.exists():
        venv.create(TOOL, with_pip=True)
        install = [
            str(TOOL / "bin" / "pip"),
            "install",
            "--quiet",
            "--disable-pip-version-check",
            f"pip-audit=={VERSION}",
        ]
        if subprocess.run(install, check=False, capture_output=True).returncode:  # noqa: S603  # our own words
            print("audit: NOT AUDITED, pip-audit cannot be installed")
            return 0
    worst = 0
    for lock in LOCKS:
        options = ["--require-hashes", "--disable-pip", "--progress-spinner", "off", "--format", "json"]
        done = subprocess.run(  # noqa: S603  # our own words
            [str(program), "--requirement", lock, *options], cwd=ROOT, check=False, capture_output=True, text=True
        )
        bad, lines = judge(lock, done.stdout, done.stderr)
        print("\n".join(lines))
        worst |= bad
    return int(worst)


if __name__ == "__main__":
    sys.exit(main())
