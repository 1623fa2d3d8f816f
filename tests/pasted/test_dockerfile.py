"""Dockerfiles as people paste them: what is found, where, and the file mended; judged by hadolint too."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.knowledge.base import Base, default_folder
from bot.knowledge.glosses import load_glosses
from bot.pasted.dockerfile import explain_dockerfile
from bot.pasted.dockerfile_mend import MAX_LINES
from bot.pasted.explain import Explainer
from bot.pasted.model import Explanation, Piece
from bot.pasted.presentation import MAX_LENGTH, markdown
from tests.pasted.pastes import FOLDER, assert_covered, edited, text_of

FILES = sorted((FOLDER / "dockerfile").glob("*.Dockerfile"))
EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load(
    (FOLDER / "dockerfile" / "expected.yaml").read_text(encoding="utf-8")
)
CLEAN = [path for path in FILES if path.stem not in EXPECTED]
REFERENCE = default_folder() / "reference"
GLOSSES = load_glosses(REFERENCE / "glosses")
#: Rules of hadolint whose faults a mended file no longer has: the parser's own, several CMD, sudo, -y, lists left,
#: ADD for files, CMD as a list, MAINTAINER.
MENDED_AWAY = {"DL1000", "DL4003", "DL3004", "DL3014", "DL3009", "DL3020", "DL3025", "DL4000"}


def explained(base: Base, text: str) -> Explanation:
    return explain_dockerfile(Piece("dockerfile", 0, len(text), text, 1.0), GLOSSES, base)


def hadolint(text: str) -> set[str]:
    """The codes of what the real hadolint finds."""
    done = subprocess.run(
        [Path(sys.executable).with_name("hadolint"), "--no-fail", "--format", "json", "-"],
        input=text,
        capture_output=True,
        text=True,
        check=True,
    )
    return {str(item["code"]) for item in json.loads(done.stdout)}


def test_every_expectation_has_its_file_and_a_third_is_clean() -> None:
    assert set(EXPECTED) <= {path.stem for path in FILES}
    assert len(FILES) >= 60
    assert len(CLEAN) * 3 >= len(FILES) - 5


@pytest.mark.parametrize("path", [path for path in FILES if path.stem in EXPECTED], ids=lambda path: path.stem)
def test_the_planted_faults_are_found_and_nothing_else(base: Base, path: Path) -> None:
    expected = EXPECTED[path.stem]
    found = explained(base, text_of(path))
    first: dict[str, int | None] = {}
    for remark in sorted(found.remarks, key=lambda remark: remark.line or 0):
        first.setdefault(remark.id, remark.line)
    assert first == expected["remarks"]
    shown = [line for snippet in found.snippets for line in snippet.text.split("\n")]
    for line in expected.get("lines", []):
        assert line in shown


@pytest.mark.parametrize(
    "path", [path for path in FILES if EXPECTED.get(path.stem, {}).get("lines")], ids=lambda path: path.stem
)
def test_a_file_shown_mended_has_the_fault_no_longer(base: Base, path: Path) -> None:
    (mended,) = explained(base, text_of(path)).snippets
    if "<<" not in mended.text:  # hadolint 2.15 stops behind a here-document
        # Its DL3025 wants a list of HEALTHCHECK as well, for which Docker has no need.
        assert not hadolint(mended.text.replace("HEALTHCHECK", "# HEALTHCHECK")) & MENDED_AWAY
    again = explained(base, mended.text)
    assert len(again.remarks) < len(explained(base, text_of(path)).remarks)
    assert again.snippets == ()


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.stem)
def test_a_clean_file_gets_no_remark_and_all_of_it_is_explained(base: Base, path: Path) -> None:
    found = explained(base, text_of(path))
    assert found.remarks == ()
    assert [span.text for span in found.spans if span.says is None] == []
    assert "Замечаний нет" in markdown(found, "ru", base)
    if "<<" not in text_of(path):  # hadolint 2.15 stops behind a here-document
        assert "DL1000" not in hadolint(text_of(path))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_paste_is_known_as_one_file_and_its_spans_cover_it(explainer: Explainer, path: Path) -> None:
    text = text_of(path)
    (found,) = explainer.explain(text)
    assert found.piece.kind == "dockerfile"
    (document,) = explainer.explain(text, "Dockerfile.prod")
    assert {remark.id for remark in document.remarks} == {remark.id for remark in found.remarks}
    assert_covered(text, document.spans)


def test_the_story_tells_stage_by_stage_what_is_built(base: Base) -> None:
    found = explained(base, text_of(FOLDER / "dockerfile" / "clean-nginx-site.Dockerfile"))
    first, second = found.summary.ru.split("\n")[:2]
    assert "`build`" in first
    assert "ставит зависимости Node.js" in first
    assert "`nginx:1.29-alpine`" in second
    assert "2" in found.title.ru


def test_a_stage_that_goes_on_from_another_is_no_image(base: Base) -> None:
    found = explained(base, "FROM debian:13-slim AS base\nFROM base AS final\nUSER 1000\n")
    (says,) = [span.says.ru for span in found.spans if span.says and span.text == "FROM base AS final"]
    assert "продолжает стадию base" in says


@pytest.mark.parametrize(("lines", "whole"), [(MAX_LINES, True), (MAX_LINES + 1, False)])
def test_a_long_file_is_mended_up_to_its_limit(base: Base, lines: int, whole: bool) -> None:
    text = "FROM debian:13-slim\nUSER 1000\nADD a /a\n" + "\n".join(f"# {number}" for number in range(lines - 3))
    found = explained(base, text)
    assert [remark.id for remark in found.remarks] == ["add-for-local-files"]
    assert bool(found.snippets) is whole


@pytest.mark.parametrize(
    "text",
    [
        "FROM a:1\nRUN " + "x " * 128_000,
        "FROM a:1\n" + "RUN true && \\\n" * 20_000,
        "FROM a:1\n" + "ENV A=" + '"' * 100_000 + "\n",
        "FROM a:1\nCMD " + "[" * 12_000 + "\n",
        "FROM a:1\nRUN <<" + "A <<".join(["B"] * 5_000) + "\n",
        "FROM a:1\nCOPY " + "--link " * 20_000 + "a b\n",
        "FROM a:1\nRUN echo \x00\x01\n",
        "".join(f"FROM a:1 AS s{number}\nRUN apt-get install x\n" for number in range(1_000)),
        "FROM a:1\n" + "ARG " + "a" * 250_000 + "\n",
    ],
    ids=["one line", "continuations", "quotes", "brackets", "heredocs", "flags", "NUL", "stages", "one word"],
)
def test_a_monstrous_file_is_answered(base: Base, text: str) -> None:
    found = explained(base, text)
    shown = markdown(found, "ru", base)
    assert shown
    assert len(shown.encode("utf-16-le", "surrogatepass")) // 2 <= MAX_LENGTH


LINES = [line for path in FILES for line in text_of(path).split("\n")]
SIGNS = ["\\", " \\", "<<EOF", '"', "[", "\0", "$X", "`", " # x", "\u2028"]
EDITS = st.one_of(
    st.tuples(st.just("insert"), st.integers(0, 60), st.sampled_from(LINES)),
    st.tuples(st.just("append"), st.integers(0, 60), st.sampled_from(SIGNS)),
    st.tuples(st.sampled_from(["drop", "cut"]), st.integers(0, 60), st.just("")),
)


@settings(max_examples=120, deadline=None)
@given(path=st.sampled_from(FILES), edits=st.lists(EDITS, min_size=1, max_size=4))
def test_no_mutation_of_a_file_is_too_odd(explainer: Explainer, path: Path, edits: list[tuple[str, int, str]]) -> None:
    text = edited(text_of(path).split("\n"), edits)
    found = explained(explainer.base, text)
    assert_covered(text, found.spans)
    for remark in found.remarks:
        assert remark.line is None or 1 <= remark.line <= len(re.split(r"\r\n?|\n", text))
    assert markdown(found, "en", explainer.base)
