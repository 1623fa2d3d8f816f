"""Each fault that `check` knows has a case here that triggers it, and a clean base that does not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.knowledge.base import default_folder
from bot.knowledge.check.findings import CATALOGUE
from bot.knowledge.check.patterns import runaway
from bot.knowledge.check.runner import check_folder

ENTRY = """\
kind: concept
title: {ru: Образ, en: Image}
questions:
  ru: [что такое образ, образ это, имейдж, зачем образ]
  en: [what is an image, image, why images]
answer:
  ru: Образ — это шаблон.
  en: An image is a template.
commands:
  - {run: docker image ls, ru: список, en: the list}
related: [container]
sources: ["https://docs.docker.com/"]
checked: 2026-11
"""
OTHER = (
    ENTRY.replace("related: [container]", "related: [image]")
    .replace("что такое образ, образ это, имейдж, зачем образ", "что такое контейнер, контейнер это, бокс, зачем бокс")
    .replace("what is an image, image, why images", "what is a container, container, why containers")
)
ERROR = (
    ENTRY.replace("kind: concept", "kind: error")
    .replace(
        "что такое образ, образ это, имейдж, зачем образ", "порт занят, занят порт 80, порт уже используется, бинд"
    )
    .replace("what is an image, image, why images", "port in use, port taken, bind failed")
    .replace(
        "related:",
        'patterns: ["port (?P<port>\\\\d+) is taken"]\nmessages: ["port 80 is taken"]\n'
        "values: {port: шаблон}\nrelated:",
    )
)
MENUS = """\
start:
  title: {ru: Меню, en: Menu}
  text: {ru: Тема, en: Topic}
  sections:
    - items: [image, container, "menu:start"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "topic").mkdir()
    (tmp_path / "topic" / "image.yaml").write_text(ENTRY, encoding="utf-8")
    (tmp_path / "topic" / "container.yaml").write_text(OTHER, encoding="utf-8")
    (tmp_path / "topic" / "port-taken.yaml").write_text(ERROR, encoding="utf-8")
    (tmp_path / "menus.yaml").write_text(MENUS, encoding="utf-8")
    for name in ("words", "reference"):
        shutil.copytree(default_folder() / name, tmp_path / name)
    return tmp_path


def _examples(file: str, text: str) -> tuple[str, str]:
    body = "".join(f"      {line}\n" for line in text.splitlines())
    return ("related:", f"examples:\n  - file: {file}\n    ru: файл\n    en: the file\n    text: |\n{body}related:")


LONG = " ".join(["слово"] * 151)
COMMANDS = "commands:\n" + "".join(f"  - {{run: docker ps -n {n}, ru: раз, en: one}}\n" for n in range(9))

#: fault -> (file, what to replace, by what)
CASES: dict[str, tuple[str, str, str]] = {
    "KB001": ("image", "kind: concept", "kind: [concept"),
    "KB002": ("image", "kind: concept", "kind: concept\nknd: concept"),
    "KB003": ("image", "checked: 2026-11", ""),
    "KB004": ("image", "related: [container]", "related: {a: b}"),
    "KB005": ("image", "  en: An image is a template.\n", ""),
    "KB006": ("image", "kind: concept", "kind: opinion"),
    "KB009": ("image", "kind: concept", "kind: concept\nkind: concept"),
    "KB010": ("image", "ru: Образ, en", "ru: Образ., en"),
    "KB011": ("image", "имейдж", "контейнер это"),
    "KB012": ("image", ", имейдж, зачем образ", ""),
    "KB013": ("image", "имейдж", "имейдж " * 20),
    "KB020": ("image", "Образ — это шаблон.", LONG),
    "KB021": ("image", "docker image ls", "docker image ls " + "-a " * 1400),
    "KB022": ("image", "Образ — это шаблон.", "Образ <b>шаблон</b>"),
    "KB023": ("image", "kind: concept", "kind: comparison"),
    "KB024": ("image", "  ru: Образ — это шаблон.", "  ru: |\n    Образ\n\n    ```\n    код\n    ```\n"),
    "KB030": ("image", "related: [container]", "related: [contaner]"),
    "KB031": ("image", "related: [container]", "related: [container, container]"),
    "KB032": ("image", '"https://docs.docker.com/"', "где-то"),
    "KB033": ("image", "2026-11", "вчера"),
    "KB034": ("image", "checked:", "picture: nothing\nchecked:"),
    "KB040": ("image", "docker image ls", "docker image ls --al"),
    "KB041": ("image", "docker image ls", '"docker run \'web"'),
    "KB042": ("image", "commands:\n  - {run: docker image ls, ru: список, en: the list}\n", COMMANDS),
    "KB043": ("image", "docker image ls", "docker image rm <image>"),
    "KB050": ("image", *_examples("compose.yaml", "services:\n  web:\n    imgae: nginx")),
    "KB051": ("image", *_examples("Dockerfile", "FROM alpine\nRUNN true")),
    "KB052": ("image", *_examples("daemon.json", "{'a': 1}")),
    "KB060": ("port-taken", "(?P<port>\\\\d+)", "(?P<port>\\\\d+"),
    "KB061": ("port-taken", "(?P<port>\\\\d+)", "(?P<port>(\\\\d+)+)"),
    "KB062": ("port-taken", 'messages: ["port 80 is taken"]', 'messages: ["port 80 is free"]'),
    "KB063": ("image", "related:", 'patterns: ["x"]\nmessages: ["x"]\nrelated:'),
    "KB064": ("port-taken", "values: {port: шаблон}", "values: {prt: шаблон}"),
    "KB070": ("image", "related:", "covers: [docker image lss]\nrelated:"),
}


#: More ways into a fault: number, what to replace in the image's entry, by what, what the finding must say.
MORE: list[tuple[str, str, str, str]] = [
    ("KB004", "en: the list}", "en: the list, shell: fish}", "fish"),
    (
        "KB004",
        *_examples("compose.yaml", "services: {}")[:1],
        "examples:\n  - {file: a.txt, ru: а, en: a, text: a, needs: soon}\nrelated:",
        "soon",
    ),
    ("KB050", *_examples("compose.yaml", "services:\n  web:\n    build:\n      contxt: ."), "'context'"),
    (
        "KB050",
        *_examples(
            "compose.yaml", "services:\n  web:\n    deploy:\n      resources:\n        limits:\n          cpu: 1"
        ),
        "services.web.deploy.resources.limits",
    ),
    ("KB050", *_examples("compose.yaml", "services:\n  web:\n    volumes:\n      - {typ: bind}"), "volumes[]"),
    ("KB050", *_examples("compose.yaml", "services:\n\tweb: {}"), "compose.yaml"),
    ("KB051", *_examples("Dockerfile", "RUN true\nFROM alpine"), "before FROM"),
    ("KB063", "kind: concept", "kind: error", "patterns"),
]
#: Files that are right, each near a fault above.
RIGHT = [
    ("compose.yaml", "services:\n  web:\n    ports: !reset []\n    environment: !override {A: b}\n    x-mine: 1"),
    (
        "compose.yaml",
        "services:\n  web:\n    labels: {any.name: 1}\n    networks: {front: {aliases: [a]}}\n"
        "    depends_on: [db]\n    ulimits: {nofile: {soft: 1, hard: 2}}\nx-own: {a: b}",
    ),
    ("Dockerfile", "ARG A=1\nFROM alpine:$A\nRUN <<EOT\nnot an instruction\nEOT"),
    ("daemon.json", '{"a": 1}'),
]


def _numbers(folder: Path) -> set[str]:
    return {finding.number for finding in check_folder(folder).findings}


def test_a_clean_base_has_no_faults(folder: Path) -> None:
    assert check_folder(folder).findings == []


@pytest.mark.parametrize("number", sorted(CASES))
def test_an_entry_with_a_fault(folder: Path, number: str) -> None:
    name, old, new = CASES[number]
    path = folder / "topic" / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    findings = [finding for finding in check_folder(folder).findings if finding.number == number]
    assert findings, f"{number} ({CATALOGUE[number]}) is not found"
    assert findings[0].path.name == path.name or number == "KB011"
    assert findings[0].line >= 1
    assert findings[0].cure or findings[0].message


@pytest.mark.parametrize(("number", "old", "new", "word"), MORE)
def test_more_ways_into_a_fault(folder: Path, number: str, old: str, new: str, word: str) -> None:
    path = folder / "topic" / "image.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    found = [str(finding) for finding in check_folder(folder).findings if finding.number == number]
    assert len(found) == 1
    assert word in found[0]


@pytest.mark.parametrize(("file", "text"), RIGHT)
def test_files_that_are_right(folder: Path, file: str, text: str) -> None:
    old, new = _examples(file, text)
    path = folder / "topic" / "image.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    assert check_folder(folder).findings == []


def test_faults_of_file_names(folder: Path) -> None:
    text = (folder / "topic" / "image.yaml").read_text(encoding="utf-8").replace("образ", "слой")
    (folder / "topic" / "Bad_Name.yaml").write_text(text, encoding="utf-8")
    (folder / "more").mkdir()
    (folder / "more" / "image.yaml").write_text(text, encoding="utf-8")
    assert {"KB007", "KB008"} <= _numbers(folder)


def test_an_id_too_long_for_a_button(folder: Path) -> None:
    long = "a" * 49
    (folder / "topic" / f"{long}.yaml").write_text(ENTRY.replace("образ", "слой"), encoding="utf-8")
    assert "KB007" in _numbers(folder)


def test_faults_of_menus(folder: Path) -> None:
    (folder / "menus.yaml").write_text(MENUS.replace("image,", "imag,"), encoding="utf-8")
    assert "KB080" in _numbers(folder)


def test_faults_of_word_lists(folder: Path) -> None:
    path = folder / "words" / "synonyms.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "\nanother: [образ]\n", encoding="utf-8")
    assert "KB090" in _numbers(folder)


def test_all_faults_are_reported_at_once_with_file_and_line(folder: Path) -> None:
    path = folder / "topic" / "image.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("2026-11", "x").replace("[container]", "[none-such]"), encoding="utf-8")
    findings = check_folder(folder).findings
    assert {finding.number for finding in findings} == {"KB030", "KB033"}
    lines = text.splitlines()
    for finding in findings:
        assert str(path) in str(finding)
        assert lines[finding.line - 1].startswith(("related", "checked"))


def test_every_fault_of_the_catalogue_has_a_case() -> None:
    elsewhere = {"KB007", "KB008", "KB080", "KB090"}
    assert CATALOGUE.keys() == CASES.keys() | elsewhere


@pytest.mark.parametrize(
    ("pattern", "bad"),
    [
        (r"port (?P<port>\d+) is already allocated", False),
        (r"(a+)+$", True),
        (r"(a|b+)*c", True),
        (r".*error.*", True),
        (r"\d+\d+", True),
        (r"[^\n]{1,200}: no such file", False),
        (r"(?:x{1,3}y){2,5}", True),
        (r"(a)\1", True),
    ],
)
def test_an_expression_that_can_run_away_is_told(pattern: str, bad: bool) -> None:
    assert bool(runaway(pattern)) is bad


def test_our_own_base_has_no_faults() -> None:
    assert [str(finding) for finding in check_folder(default_folder()).findings] == []
