#!/usr/bin/env python3
"""Hold every snippet of the knowledge base against the real tool: docker, docker compose, hadolint, bash.

``python scripts/verify_snippets.py [ENTRY_ID …]`` prints the faults and how many snippets each tool judged;
exit status 1 if any failed. Nothing is run: docker parses its options with ``--help`` among them, compose only
resolves the file, hadolint and ``bash -n`` only read.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bot.knowledge.base import default_folder, load_base  # noqa: E402
from bot.knowledge.check.commands import docker_lines  # noqa: E402
from bot.knowledge.entry import Entry, Example  # noqa: E402
from bot.knowledge.grammar import Grammar, load_grammar  # noqa: E402

#: What the real programs say when they do not know a word or refuse a value.
_REFUSALS = ("unknown flag", "unknown shorthand flag", "unknown command", "is not a docker command", "invalid argument")
_TIMEOUT = 60


@dataclass
class Report:
    """How many snippets each tool judged, and what failed."""

    verified: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def _tool(name: str) -> str | None:
    """A program beside this Python (a development dependency) or on PATH."""
    beside = Path(sys.executable).parent / name
    return str(beside) if beside.is_file() else shutil.which(name)


@cache
def _client_version(docker: str) -> str:
    """The release of the docker client, as major.minor."""
    _, output = _run([docker, "--version"])
    match = re.search(r"version (\d+\.\d+)", output)
    return match[1] if match else "0"


def _run(arguments: Sequence[str], folder: Path | None = None) -> tuple[int, str]:
    environment = {**os.environ, "DOCKER_CLI_HINTS": "false", "DOCKER_HOST": "tcp://127.0.0.1:1"}
    done = subprocess.run(  # noqa: S603 - programs of our own choice; the snippets are only parsed
        arguments, cwd=folder, env=environment, capture_output=True, text=True, timeout=_TIMEOUT, check=False
    )
    return done.returncode, (done.stdout + done.stderr).strip()


def _parse_only(words: Sequence[str], grammar: Grammar) -> list[str]:
    """A docker command line with ``--help`` after the command, so that its options are parsed and nothing is run."""
    path = "docker"
    position = 1
    while position < len(words):
        step = f"{path} {words[position]}"
        if grammar.command(step) is not None:
            path, position = step, position + 1
        elif words[position].startswith("-") and not words[position].startswith("--"):
            break
        else:
            break
    return [*words[:position], "--help", *words[position:]]


def _docker(words: list[str], grammar: Grammar, report: Report, where: str) -> None:
    docker, compose = _tool("docker"), _tool("docker-compose")
    if words[0] == "docker-compose":
        report.skipped["docker compose v1 lines (grammar only)"] += 1
        return
    parsed = grammar.parse(words)
    # Global options before `compose` belong to docker; the standalone program takes what follows.
    if "compose" in words[:4] and parsed.command is not None and parsed.command.path.startswith("docker compose"):
        if compose is None:
            report.skipped["docker compose (not installed)"] += 1
            return
        if parsed.newer_than("2.40.3"):
            report.skipped["docker compose (newer than 2.40.3; grammar only)"] += 1
            return
        rest = words[words.index("compose") + 1 :]
        position = next((i for i, w in enumerate(rest) if grammar.command(f"docker compose {w}")), len(rest))
        arguments = [compose, *rest[: position + 1], "--help", *rest[position + 1 :]]
        tool = "docker compose (parser)"
    elif docker is None:
        report.skipped["docker (not installed)"] += 1
        return
    else:
        if parsed.command is None or parsed.command.path.startswith("docker buildx"):
            report.skipped["docker plugins (grammar only)"] += 1
            return
        if parsed.newer_than(_client_version(docker)):
            report.skipped["docker (newer than the client; grammar only)"] += 1
            return
        arguments = [docker, *_parse_only(words, grammar)[1:]]
        tool = "docker (parser)"
    _, output = _run(arguments)
    first = output.splitlines()[0] if output else ""
    if any(refusal in first for refusal in _REFUSALS):
        report.faults.append(f"{where}: {tool}: {shlex.join(words)}: {first}")
    else:
        report.verified[tool] += 1


def _compose(entry: Entry, example: Example, folder: Path, report: Report, where: str) -> None:
    compose = _tool("docker-compose")
    if example.needs:
        report.skipped[f"docker compose config (needs {example.needs}; reference only)"] += 1
        return
    if compose is None:
        report.skipped["docker compose config (not installed)"] += 1
        return
    arguments = [compose, "--project-directory", ".", "-f", example.file]
    if "override" in example.file or example.file.endswith((".prod.yaml", ".dev.yaml")):
        base = next((other.file for other in entry.examples if other.file in ("compose.yaml", "base.yaml")), None)
        if base:
            arguments = [compose, "--project-directory", ".", "-f", base, "-f", example.file]
    status, output = _run([*arguments, "--profile", "*", "config", "--quiet", "--no-env-resolution"], folder)
    if status:
        report.faults.append(f"{where}: {example.file}: docker compose config: {output}")
    else:
        report.verified["docker compose config"] += 1


def _example(entry: Entry, example: Example, folder: Path, report: Report) -> None:
    where = str(Path("knowledge") / entry.topic / f"{entry.id}.yaml")
    name = example.file.rsplit("/", 1)[-1].lower()
    path = folder / example.file
    if example.code_language == "dockerfile":
        hadolint = _tool("hadolint")
        if hadolint is None:
            report.skipped["hadolint (not installed)"] += 1
            return
        status, output = _run([hadolint, "--no-color", "--config", str(ROOT / ".hadolint.yaml"), str(path)])
        if status:
            report.faults.append(f"{where}: {example.file}: hadolint: {output.replace(str(folder) + '/', '')}")
        else:
            report.verified["hadolint"] += 1
    elif "compose" in name and example.code_language == "yaml":
        _compose(entry, example, folder, report, where)
    elif example.code_language == "bash":
        _bash(example.text, report, f"{where}: {example.file}")
    elif example.code_language == "json":
        json.loads(example.text)
        report.verified["json"] += 1
    else:
        report.skipped["files without a tool"] += 1


def _bash(script: str, report: Report, where: str) -> None:
    bash = shutil.which("bash")
    if bash is None:
        report.skipped["bash -n (not installed)"] += 1
        return
    status, output = _run([bash, "-n", "-c", script])
    if status:
        report.faults.append(f"{where}: bash -n: {output}")
    else:
        report.verified["bash -n"] += 1


def _verify(entry: Entry, grammar: Grammar) -> Report:
    report = Report()
    where = str(Path("knowledge") / entry.topic / f"{entry.id}.yaml")
    for command in entry.commands:
        if not command.shell:
            report.skipped["commands of another shell"] += 1
            continue
        _bash(command.run, report, f"{where}: {command.run}")
        for words in docker_lines(command.run):
            if "$" in "".join(words) or "SUBSTITUTED" in "".join(words):
                report.skipped["docker (values made by the shell; grammar only)"] += 1
                continue
            _docker(words, grammar, report, where)
    if entry.examples:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            for example in entry.examples:
                path = folder / example.file
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(example.text, encoding="utf-8")
            for example in entry.examples:
                _example(entry, example, folder, report)
    return report


def _entries(names: Sequence[str]) -> Iterator[Entry]:
    for entry in load_base(default_folder()):
        if not names or entry.id in names:
            yield entry


def main(names: Sequence[str]) -> int:
    """Verify the named entries, or all; print the report."""
    grammar = load_grammar(default_folder() / "reference")
    total = Report()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for report in pool.map(lambda entry: _verify(entry, grammar), _entries(names)):
            total.verified += report.verified
            total.skipped += report.skipped
            total.faults += report.faults
    for fault in total.faults:
        print(fault)
    for tool, count in sorted(total.verified.items()):
        print(f"{tool}: {count} verified")
    for reason, count in sorted(total.skipped.items()):
        print(f"not verified here: {reason}: {count}")
    print(f"{len(total.faults)} failed")
    return 1 if total.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
