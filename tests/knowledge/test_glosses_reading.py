"""Reading the glosses: aliases, inheritance, and silence about what is not there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.knowledge.base import default_folder
from bot.knowledge.glosses import Glosses, load_glosses

CLI = """
docker container run: {ru: запускает, en: runs, options: {name: {ru: имя, en: a name}, detach: {ru: в фоне, en: apart}}}
docker buildx build: {ru: собирает, en: builds, options: {tag: {ru: тег, en: a tag}}}
docker: {ru: клиент, en: the client, options: {context: {ru: контекст, en: a context}}}
broken: {ru: только по-русски}
"""
COMPOSE = "docker compose up: {ru: поднимает, en: starts, options: {detach: {ru: в фон, en: to the back}}}"
FILES = """
FROM: {ru: основа, en: the base, flags: {platform: {ru: платформа, en: a platform}}}
"RUN --mount=type=cache": {ru: кэш, en: a cache, mount_options: {target: {ru: куда, en: where to}}}
"# syntax": {ru: синтаксис, en: the syntax}
"""


@pytest.fixture
def glosses(tmp_path: Path) -> Glosses:
    folder = tmp_path / "glosses"
    folder.mkdir()
    (folder / "docker-cli.yaml").write_text(CLI, encoding="utf-8")
    (folder / "compose-cli.yaml").write_text(COMPOSE, encoding="utf-8")
    (folder / "dockerfile.yaml").write_text(FILES, encoding="utf-8")
    for name in ("docker-cli.json", "compose-cli.json"):
        shutil.copy(default_folder() / "reference" / name, tmp_path)
    return load_glosses(folder)


@pytest.mark.parametrize(
    ("path", "english"),
    [("docker container run", "runs"), ("docker run", "runs"), ("docker build", "builds"), ("docker ps", None),
     ("broken", None), ("", None)],
)  # fmt: skip
def test_commands_by_path_or_alias(glosses: Glosses, path: str, english: str | None) -> None:
    text = glosses.command(path)
    assert (text.en if text else None) == english


@pytest.mark.parametrize(
    ("path", "name", "english"),
    [
        ("docker run", "name", "a name"),
        ("docker container create", "name", "a name"),  # of another command
        ("docker container run", "context", "a context"),  # of the command above
        ("docker compose up", "detach", "to the back"),
        ("docker compose run", "detach", "to the back"),  # compose's own before docker's
        ("docker service create", "detach", "apart"),
        ("docker run", "no-such", None),
    ],
)
def test_options_are_inherited(glosses: Glosses, path: str, name: str, english: str | None) -> None:
    text = glosses.option(path, name)
    assert (text.en if text else None) == english


def test_instructions_and_their_flags(glosses: Glosses) -> None:
    for name in ("FROM", "from"):
        instruction, flag = glosses.instruction(name), glosses.flag(name, "platform")
        assert instruction
        assert flag
        assert (instruction.en, flag.en) == ("the base", "a platform")
    mount = glosses.flag("RUN --mount=type=cache", "target")
    assert mount
    assert mount.ru == "куда"
    assert glosses.instruction("# syntax")
    assert glosses.flag("FROM", "target") is None


def test_an_empty_folder_says_nothing(tmp_path: Path) -> None:
    silent = load_glosses(tmp_path)
    found = [silent.command("docker run"), silent.key("services"), silent.program("grep"), silent.operator("|")]
    found += [silent.option("docker run", "name"), silent.instruction("FROM"), silent.flag("FROM", "platform")]
    found += [silent.variable("DOCKER_HOST"), silent.plugin("scout")]
    assert not any(found)


def test_what_stands_around_commands_is_written_in_both_languages() -> None:
    real = load_glosses(default_folder() / "reference" / "glosses")
    for texts in (real.programs, real.operators, real.variables, real.plugins):
        assert texts
        for name, text in texts.items():
            assert text.ru, name
            assert text.en.isascii(), name
            assert not text.ru.endswith("."), name
