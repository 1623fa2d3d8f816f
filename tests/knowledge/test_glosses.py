"""Every command, option, compose key and instruction of the reference has a gloss in both languages, and no more."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from bot.knowledge.base import default_folder
from bot.knowledge.entry import Text
from bot.knowledge.glosses import load_glosses
from bot.knowledge.source import read_data

REFERENCE = default_folder() / "reference"
LONGEST = 110
MOST_WORDS = 12
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
DEPRECATED = {"ru": re.compile("устарел[ао]?: "), "en": re.compile("deprecated: ")}

Path = tuple[str, ...]


def facts(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((REFERENCE / f"{name}.json").read_text(encoding="utf-8"))
    return data


def expected_commands(name: str) -> dict[Path, bool]:
    """Where a gloss must stand in the file, and whether its subject is deprecated."""
    paths: dict[Path, bool] = {}
    for command in facts(name)["commands"]:
        path = " ".join(command["path"])
        paths[(path,)] = command["deprecated"]
        paths |= {(path, "options", option["name"]): option["deprecated"] for option in command["options"]}
    return paths


def expected_keys() -> dict[Path, bool]:
    return {(item["path"],): item["deprecated"] for item in facts("compose-file")["attributes"]}


def expected_instructions() -> dict[Path, bool]:
    data = facts("dockerfile")
    paths: dict[Path, bool] = {}
    for instruction in data["instructions"]:
        paths[(instruction["name"],)] = instruction["deprecated"]
        paths |= {(instruction["name"], "flags", flag["name"]): flag["deprecated"] for flag in instruction["flags"]}
    for mount in data["run_mounts"]:
        key = f"RUN --mount=type={mount['type']}"
        paths[(key,)] = False
        for option in mount["options"]:
            paths[(key, "mount_options", option["name"])] = False
            paths[("mount_options", option["name"])] = False
    paths |= {(f"# {directive['name']}",): False for directive in data["parser_directives"]}
    return paths


EXPECTED = {
    "docker-cli": expected_commands("docker-cli"),
    "compose-cli": expected_commands("compose-cli"),
    "compose-file": expected_keys(),
    "dockerfile": expected_instructions(),
}
FILES = pytest.mark.parametrize("name", EXPECTED)


def leaves(data: dict[Any, Any], path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    for key, value in data.items():
        if isinstance(value, dict):
            yield from leaves(value, (*path, key))
        else:
            yield (*path, key), value


def written(name: str) -> dict[Path, dict[str, str]]:
    """The glosses of a file by where they stand; ``ru`` and ``en`` apart."""
    glosses: dict[Path, dict[str, str]] = {}
    for path, text in leaves(dict(read_data(REFERENCE / "glosses" / f"{name}.yaml"))):
        glosses.setdefault(path[:-1], {})[path[-1]] = text
    return glosses


def texts(name: str, language: str) -> list[tuple[Path, str]]:
    return [(path, gloss[language]) for path, gloss in written(name).items()]


@FILES
def test_the_reference_is_covered_and_nothing_unknown_is_glossed(name: str) -> None:
    glosses = written(name)
    assert sorted(EXPECTED[name].keys() - glosses.keys()) == [], "without a gloss"
    assert sorted(glosses.keys() - EXPECTED[name].keys(), key=str) == [], "unknown to the reference"


@FILES
def test_a_gloss_is_in_both_languages_and_nothing_else(name: str) -> None:
    assert [path for path, gloss in written(name).items() if list(gloss) != ["ru", "en"]] == []
    assert [path for path, gloss in written(name).items() for text in gloss.values() if not isinstance(text, str)] == []


@FILES
def test_glosses_stand_in_the_order_of_the_reference(name: str) -> None:
    top = list(dict.fromkeys(path[0] for path in EXPECTED[name] if path[0] != "mount_options"))
    assert [key for key in read_data(REFERENCE / "glosses" / f"{name}.yaml") if key != "mount_options"] == top


@FILES
def test_each_language_is_written_in_its_own_letters(name: str) -> None:
    assert [(path, text) for path, text in texts(name, "ru") if not CYRILLIC.search(text)] == []
    assert [(path, text) for path, text in texts(name, "en") if CYRILLIC.search(text)] == []


@FILES
@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_gloss_is_short(name: str, language: str) -> None:
    for path, text in texts(name, language):
        words = [word for word in DEPRECATED[language].sub("", text).split() if re.search(r"\w", word)]
        assert len(text) <= LONGEST, (path, text)
        assert 2 <= len(words) <= MOST_WORDS, (path, text)


@FILES
@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_gloss_continues_a_line(name: str, language: str) -> None:
    """Lower case unless an abbreviation opens it, no full stop, no blanks around, nothing that looks like markup."""
    for path, text in texts(name, language):
        assert not re.match(r"[A-ZА-ЯЁ](?![A-ZА-ЯЁ])", text), (path, text)
        assert not text.endswith("."), (path, text)
        assert text == " ".join(text.split()), (path, text)
        assert not re.search(r"[*`<>]", text), (path, text)


@FILES
@pytest.mark.parametrize("language", ["ru", "en"])
def test_what_is_deprecated_says_so(name: str, language: str) -> None:
    said = {path for path, text in texts(name, language) if DEPRECATED[language].match(text)}
    assert said == {path for path, deprecated in EXPECTED[name].items() if deprecated}


@FILES
def test_the_reader_finds_every_gloss(name: str) -> None:
    glosses = load_glosses(REFERENCE / "glosses")
    for path, gloss in written(name).items():
        match path:
            case (key,) if name == "compose-file":
                found = glosses.key(key)
            case (key,) if name == "dockerfile":
                found = glosses.instruction(key)
            case ("mount_options", option):
                found = glosses.flag("RUN --mount", option)
            case (key, "flags" | "mount_options", option):
                found = glosses.flag(key, option)
            case (key, "options", option):
                found = glosses.option(key, option)
            case _:
                found = glosses.command(path[0])
        # docker build is docker buildx build: the classic builder behind docker image build is not asked for
        if path[0] != "docker image build":
            assert found == Text(**gloss), path
