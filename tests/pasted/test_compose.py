"""Compose files as people paste them: what is found, where, and the file mended; judged by the real Compose too."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.knowledge.base import Base, default_folder
from bot.knowledge.glosses import load_glosses
from bot.pasted.compose import explain_compose
from bot.pasted.explain import Explainer
from bot.pasted.model import Explanation, Piece
from bot.pasted.presentation import MAX_LENGTH, markdown
from tests.conftest import COMPOSE
from tests.pasted.pastes import FOLDER, assert_covered, edited, text_of

FILES = sorted((FOLDER / "compose").glob("*.yml"))
EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load((FOLDER / "compose" / "expected.yaml").read_text(encoding="utf-8"))
CLEAN = [path for path in FILES if path.name not in EXPECTED]
#: Clean, but naming files that do not lie beside them.
WITH_NEIGHBOURS = {"clean-include-extends.yml"}
#: Without a service nothing but the file's name tells it from other YAML.
KNOWN_BY_NAME = {"clean-only-resources.yml"}
REFERENCE = default_folder() / "reference"
GLOSSES = load_glosses(REFERENCE / "glosses")


def explained(base: Base, text: str) -> Explanation:
    return explain_compose(Piece("compose", 0, len(text), text, 1.0), GLOSSES, base)


def config(text: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """What the real Compose says to a file, with an .env beside it."""
    (folder / ".env").write_text("DB_PASSWORD=x\nTAG=1\nBOT_TOKEN=x\n", encoding="utf-8")
    (folder / "compose.yaml").write_bytes(text.encode())
    return subprocess.run(
        [COMPOSE, "-f", "compose.yaml", "config", "-q"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "HOME": str(folder), "PWD": str(folder)},
    )


def test_every_expectation_has_its_file_and_a_third_is_clean() -> None:
    assert set(EXPECTED) <= {path.name for path in FILES}
    assert len(FILES) >= 60
    assert len(CLEAN) * 2 >= len(EXPECTED)


@pytest.mark.parametrize("path", [path for path in FILES if path.name in EXPECTED], ids=lambda path: path.stem)
def test_the_planted_faults_are_found_and_nothing_else(base: Base, path: Path) -> None:
    expected = EXPECTED[path.name]
    found = explained(base, text_of(path))
    first: dict[str, int | None] = {}
    for remark in sorted(found.remarks, key=lambda remark: remark.line or 0):
        first.setdefault(remark.id, remark.line)
    assert first == expected["remarks"]
    for word, near in expected.get("says", {}).items():
        assert any(
            word in remark.says.ru and near in f"{remark.says.ru} {remark.mend.ru if remark.mend else ''}"
            for remark in found.remarks
        )
    for name in expected.get("services", []):
        assert f"`{name}`" in found.summary.ru
    for line in expected.get("lines", []):
        assert any(line in snippet.text.split("\n") for snippet in found.snippets)


@pytest.mark.parametrize(
    "path", [path for path in FILES if EXPECTED.get(path.name, {}).get("mended")], ids=lambda path: path.stem
)
def test_a_file_shown_mended_is_accepted_by_compose(base: Base, path: Path, tmp_path: Path) -> None:
    (mended,) = (each for each in explained(base, text_of(path)).snippets if each.code_language == "yaml")
    assert config(text_of(path), tmp_path).returncode != 0
    done = config(mended.text, tmp_path)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.stem)
def test_a_clean_file_gets_no_remark_and_all_of_it_is_explained(base: Base, path: Path, tmp_path: Path) -> None:
    found = explained(base, text_of(path))
    assert found.remarks == ()
    assert [span.text for span in found.spans if span.says is None] == []
    assert "Замечаний нет" in markdown(found, "ru", base)
    if path.name not in WITH_NEIGHBOURS:
        done = config(text_of(path), tmp_path)
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_spans_cover_the_paste_in_order_and_a_document_is_told_the_same(explainer: Explainer, path: Path) -> None:
    text = text_of(path)
    found = explained(explainer.base, text)
    assert_covered(text, found.spans)
    if path.name not in KNOWN_BY_NAME:
        (pasted,) = explainer.explain(text)
        assert pasted.piece.kind == "compose"
    (document,) = explainer.explain(text, "stack.yml")
    assert [remark.id for remark in document.remarks] == [remark.id for remark in found.remarks]


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(explainer: Explainer) -> None:
    text = text_of(FOLDER / "compose" / "misspelt-deep.yml")
    plain = explained(explainer.base, text)
    (other,) = explainer.explain("\ufeff" + text.replace("\n", "\r\n"))
    assert [(remark.id, remark.line) for remark in other.remarks] == [
        (remark.id, remark.line) for remark in plain.remarks
    ]
    assert [span.says for span in other.spans] == [span.says for span in plain.spans]


def test_every_document_of_a_file_is_judged(base: Base) -> None:
    found = explained(
        base, "services:\n  a:\n    image: nginx:1.29\n---\nservices:\n  b:\n    image: nginx:1.29\n    prots: []\n"
    )
    assert [(remark.id, remark.line) for remark in found.remarks] == [("unknown-key", 8)]
    assert "`a`" in found.summary.ru
    assert "`b`" in found.summary.ru


def test_the_same_advice_on_many_lines_is_told_once(base: Base) -> None:
    services = "".join(f"  s{number}:\n    image: app{number}\n" for number in range(5))
    shown = markdown(explained(base, f"services:\n{services}"), "ru", base)
    assert shown.count("без тега: завтра") == 1
    assert "То же в строках 5, 7, 9, 11" in shown


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (text_of(FOLDER / "compose" / "alias-bomb.yml"), "alias-bomb"),
        ("services:\n  a:\n    image: nginx:1.29\n    labels: " + "[" * 12_000 + "]" * 12_000 + "\n", "yaml-too-deep"),
        ("services:\n" + "".join(" " * level + "a:\n" for level in range(2, 700)), "yaml-too-deep"),
        (
            "services:\n  a:\n    command: !!python/object/apply:os.system ['true']\n    image: nginx:1.29\n",
            "unsafe-tag",
        ),
        ("services:\n  a:\n    image: nginx:1.29\n    command: a\x00b\n", "yaml-control-character"),
        ("a: &a [*a]\nservices:\n  a:\n    image: nginx:1.29\n", "recursive-alias"),
        ("services:\n  a:\n    image: nginx:1.29\n    labels: [" + "x, " * 80_000 + "]\n", "yaml-too-large"),
    ],
    ids=["alias bomb", "deep flow", "deep block", "python object", "NUL", "recursion", "one long list"],
)
def test_what_must_not_be_read_is_refused_with_a_reason(base: Base, text: str, reason: str) -> None:
    found = explained(base, text)
    assert reason in {remark.id for remark in found.remarks}
    shown = markdown(found, "ru", base)
    assert len(shown.encode("utf-16-le", "surrogatepass")) // 2 <= MAX_LENGTH


@pytest.mark.parametrize(("lines", "told"), [(5_000, True), (5_001, False)])
def test_lost_indentation_is_given_back_up_to_its_limit(base: Base, lines: int, told: bool) -> None:
    text = "services:\napi:\nimage: nginx:1.29\nenvironment:\n" + "\n".join(
        f"A{number}: b" for number in range(lines - 4)
    )
    found = explained(base, text)
    assert [remark.id for remark in found.remarks] == ["lost-indentation"]
    assert ("`api`" in found.summary.ru) is told


@pytest.mark.parametrize(("levels", "refused"), [(96, False), (101, True)])
def test_nesting_is_read_up_to_its_limit(base: Base, levels: int, refused: bool) -> None:
    text = "services:\n  a:\n    image: nginx:1.29\n    x-deep: " + "[" * levels + "]" * levels + "\n"
    assert ("yaml-too-deep" in {remark.id for remark in explained(base, text).remarks}) is refused


def test_nothing_of_a_paste_is_run_fetched_or_written(
    base: Base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    trace = tmp_path / "trace"
    explained(
        base,
        f"include: [http://127.0.0.1:9/x.yml]\nservices:\n  a:\n    build: .\n    env_file: {trace}\n"
        f"    command: !!python/object/apply:os.system ['touch {trace}']\n"
        f"    image: nginx:$(touch {trace})\n",
    )
    assert list(tmp_path.iterdir()) == []


LINES = [line for path in FILES if path.stat().st_size < 3000 for line in text_of(path).split("\n")]
SIGNS = ["}", "*x", "&x", "'", '"', "? a", "---", "\0", "%A", "!!t"]
SHIFTS = ["\t", " ", "   ", "- ", "\ufeff"]
EDITS = st.one_of(
    st.tuples(st.just("insert"), st.integers(0, 80), st.sampled_from([*LINES, *SIGNS])),
    st.tuples(st.just("shift"), st.integers(0, 80), st.sampled_from(SHIFTS)),
    st.tuples(st.sampled_from(["drop", "cut", "double"]), st.integers(0, 80), st.just("")),
)


@settings(max_examples=120, deadline=None)
@given(path=st.sampled_from(FILES), edits=st.lists(EDITS, min_size=1, max_size=4))
def test_no_mutation_of_a_file_is_too_odd(explainer: Explainer, path: Path, edits: list[tuple[str, int, str]]) -> None:
    text = edited(text_of(path).split("\n")[:80], edits)
    found = explained(explainer.base, text)
    assert_covered(text, found.spans)
    for remark in found.remarks:
        assert remark.line is None or 1 <= remark.line <= len(re.split(r"\r\n?|\n", text))
    assert markdown(found, "en", explainer.base)
