"""Every snippet of the base is taken by the real tool, and each tool refuses a bad one."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.knowledge.base import default_folder
from tests.conftest import ROOT

#: Tools that come with the development dependencies or with any system that runs the tests, and how many snippets
#: of ours each judges at least.
TOOLS = {
    "bash -n": 2000,
    "docker compose (parser)": 450,
    "docker compose config": 150,
    "hadolint": 70,
    "json": 20,
}
#: docker's own client is judged by where it is installed; elsewhere the grammar alone holds (KB040).
DOCKER = ("docker (parser)", 1000)


def verify(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "scripts/verify_snippets.py", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_snippet_is_taken_by_its_tool() -> None:
    done = verify()
    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    assert lines[-1] == "0 failed"
    counts = {tool: int(count.split()[0]) for tool, _, count in (line.rpartition(": ") for line in lines[:-1])}
    for tool, least in TOOLS.items():
        assert counts[tool] >= least, tool
    if shutil.which("docker"):
        assert counts[DOCKER[0]] >= DOCKER[1]
    else:
        assert "not verified here: docker (not installed)" in counts


def _entry(part: str) -> str:
    return f"""\
kind: howto
title: {{ru: Проба, en: Trial}}
questions: {{ru: [проба], en: [trial]}}
answer: {{ru: Проба., en: Trial.}}
{part}
related: []
sources: ["https://docs.docker.com/"]
checked: 2026-11
"""


def _file(name: str, text: str) -> str:
    body = "".join(f"      {line}\n" for line in text.splitlines())
    return f"examples:\n  - file: {name}\n    ru: файл\n    en: file\n    text: |\n{body}"


def _command(text: str) -> str:
    return f"commands:\n  - {{run: '{text}', ru: раз, en: one}}"


#: tool -> what it takes, what it refuses
PLANTED = {
    "docker (parser)": (_command("docker run --rm alpine"), _command("docker run --rmm alpine")),
    "docker compose (parser)": (_command("docker compose up -d"), _command("docker compose up --detached")),
    "docker compose config": (
        _file("compose.yaml", "services:\n  web:\n    image: nginx"),
        _file("compose.yaml", "services:\n  web:\n    image: nginx\n    ports: {a: b}"),
    ),
    "hadolint": (
        _file("Dockerfile", "FROM alpine:3.22\nRUN true"),
        _file("Dockerfile", "FROM alpine:3.22\nRUN cd /tmp && sudo make"),
    ),
    "bash -n": (_file("run.sh", "if true; then echo; fi"), _file("run.sh", "if true; then echo")),
    "json": (_file("daemon.json", '{"a": 1}'), _file("daemon.json", "{'a': 1}")),
}


@pytest.mark.parametrize("tool", sorted(PLANTED))
def test_a_bad_snippet_is_refused_by_its_tool(tmp_path: Path, tool: str) -> None:
    if tool == DOCKER[0] and not shutil.which("docker"):
        pytest.skip("the docker client is not installed here")
    (tmp_path / "topic").mkdir()
    (tmp_path / "menus.yaml").write_text("{}", encoding="utf-8")
    for name in ("words", "reference"):
        (tmp_path / name).symlink_to(default_folder() / name)
    for name, part in zip(("good", "bad"), PLANTED[tool], strict=True):
        (tmp_path / "topic" / f"{name}.yaml").write_text(_entry(part), encoding="utf-8")
    done = verify("--knowledge", str(tmp_path), "good", "bad")
    assert done.returncode == 1, done.stderr
    failed = [line for line in done.stdout.splitlines() if line.startswith("knowledge/")]
    assert len(failed) == 1, done.stdout
    assert "bad.yaml" in failed[0]
    assert tool in failed[0]
    assert f"{tool}: 1 verified" in done.stdout


def test_an_entry_that_does_not_exist_is_told() -> None:
    done = verify("no-such-entry")
    assert done.returncode == 2
    assert "no-such-entry" in done.stderr
