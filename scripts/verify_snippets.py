#!/usr/bin/env python3
"""Hold every snippet of the knowledge base against the real tool: docker, docker compose, hadolint, bash.

``python scripts/verify_snippets.py [--knowledge FOLDER] [ENTRY_ID …]`` prints the faults and how many snippets
each tool judged; exit status 1 if any failed, 2 if a named entry does not exist.
Nothing is run: docker parses its options with ``--help`` among them, compose only
resolves the file, hadolint and ``bash -n`` only read.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import yaml

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
    if name == "docker-compose" and (package := find_spec("compose")) and package.origin:
        # The package's own script loses the exit status of the program that lies beside it.
        return str(Path(package.origin).parent / name)
    beside = Path(sys.executable).parent / name
    return str(beside) if beside.is_file() else shutil.which(name)


@cache
def _client_version(docker: str) -> str:
    """The release of the docker client, as major.minor."""
    _, output = _run([docker, "--version"])
    match = re.search(r"version (\d+\.\d+)", output)
    return match[1] if match else "0"


def _run(
    arguments: Sequence[str], folder: Path | None = None, given: Mapping[str, str] | None = None
) -> tuple[int, str]:
    environment = {**os.environ, **(given or {}), "DOCKER_CLI_HINTS": "false", "DOCKER_HOST": "tcp://127.0.0.1:1"}
    done = subprocess.run(  # noqa: S603 - programs of our own choice; the snippets are only parsed
        arguments, cwd=folder, env=environment, capture_output=True, text=True, timeout=_TIMEOUT, check=False
    )
    return done.returncode, (done.stdout + done.stderr).strip()


@cache
def _first_line(arguments: tuple[str, ...]) -> str:
    """What a program says first; many entries show the same command, which is asked once."""
    _, output = _run(arguments)
    return output.partition("\n")[0]


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
    first = _first_line(tuple(arguments))
    if any(refusal in first for refusal in _REFUSALS):
        report.faults.append(f"{where}: {tool}: {shlex.join(words)}: {first}")
    else:
        report.verified[tool] += 1


def _surroundings(text: str, folder: Path) -> dict[str, str]:
    """Lay beside a compose file what it leaves to the reader: included files, their environment, required values.

    Returns the variables that the file demands (``${NAME:?…}``), each with a value.
    """
    document = yaml.safe_load(re.sub(r"!(?:reset|override)\b", "", text))
    for part in (document.get("include") or ()) if isinstance(document, dict) else ():
        names = {"path": part} if isinstance(part, str) else part
        for key, content in (("path", "services: {}\n"), ("env_file", "")):
            for name in [names[key]] if isinstance(names.get(key), str) else names.get(key) or ():
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                if not path.exists():
                    path.write_text(content, encoding="utf-8")
    return dict.fromkeys(re.findall(r"\$\{(\w+):?\?", text), "1")


def _base(entry: Entry, override: str, folder: Path) -> str:
    """The file that an override is laid over: the entry's own, or one with the same services and nothing else."""
    shown = next((other.file for other in entry.examples if other.file in ("compose.yaml", "base.yaml")), None)
    if shown:
        return shown
    services = yaml.safe_load(re.sub(r"!(?:reset|override)\b", "", override))["services"]
    base = {"services": {name: {"image": "alpine:3.22"} for name in services}}
    (folder / "compose.yaml").write_text(yaml.safe_dump(base), encoding="utf-8")
    return "compose.yaml"


def _compose(entry: Entry, example: Example, folder: Path, report: Report, where: str) -> None:
    compose = _tool("docker-compose")
    if example.needs:
        report.skipped[f"docker compose config (needs {example.needs}; reference only)"] += 1
        return
    if compose is None:
        report.skipped["docker compose config (not installed)"] += 1
        return
    files = [example.file]
    if "override" in example.file or example.file.endswith((".prod.yaml", ".dev.yaml")):
        files.insert(0, _base(entry, example.text, folder))
    given = _surroundings(example.text, folder)
    arguments = [compose, "--project-directory", ".", *(word for file in files for word in ("-f", file))]
    arguments += ["--profile", "*", "config", "--quiet", "--no-env-resolution"]
    status, output = _run(arguments, folder, given)
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
        try:
            json.loads(example.text)
        except ValueError as error:
            report.faults.append(f"{where}: {example.file}: json: {error}")
        else:
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


def verify_folder(folder: Path, names: Sequence[str] = ()) -> Report:
    """Verify the named entries of a knowledge folder, or all.

    Raises KeyError for a name that no entry has, and bot.knowledge.base.KnowledgeError for a folder that cannot
    be loaded.
    """
    grammar = load_grammar(folder / "reference")
    base = load_base(folder)
    entries = [base.entries[name] for name in names] if names else list(base)
    total = Report()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for report in pool.map(lambda entry: _verify(entry, grammar), entries):
            total.verified += report.verified
            total.skipped += report.skipped
            total.faults += report.faults
    return total


def report_lines(report: Report) -> Iterator[str]:
    """The report as lines for a reader: what failed, then the counts by tool."""
    yield from report.faults
    for tool, count in sorted(report.verified.items()):
        yield f"{tool}: {count} verified"
    for reason, count in sorted(report.skipped.items()):
        yield f"not verified here: {reason}: {count}"
    yield f"{len(report.faults)} failed"


def main(arguments: Sequence[str]) -> int:
    """Verify what the arguments name; print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--knowledge", type=Path, default=default_folder())
    parser.add_argument("names", nargs="*", metavar="ENTRY_ID")
    options = parser.parse_args(arguments)
    try:
        report = verify_folder(options.knowledge, options.names)
    except KeyError as error:
        print(f"no entry {error}", file=sys.stderr)
        return 2
    print("\n".join(report_lines(report)))
    return 1 if report.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
