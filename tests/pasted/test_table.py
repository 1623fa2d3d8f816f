"""Outputs of Docker's commands: columns explained, and what is notable in these rows."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.knowledge.base import Base, default_folder, load_base
from bot.pasted.model import Explanation, Piece
from bot.pasted.recognize import recognize
from bot.pasted.table import explain_table
from tests.pasted.pastes import assert_covered, cases

CASES = cases("table")


def explain(base: Base, text: str) -> Explanation:
    kind = "json" if text.lstrip()[:1] in ("[", "{") else "table"
    return explain_table(Piece(kind, 0, len(text), text, 1.0), base)  # type: ignore[arg-type]


@pytest.mark.parametrize("case", CASES)
def test_what_an_output_says(base: Base, case: dict[str, Any]) -> None:
    explanation = explain(base, case["paste"])
    assert case["command"] in explanation.title.ru
    assert case["command"] in explanation.title.en
    assert sorted(remark.id for remark in explanation.remarks) == sorted(case["remarks"])
    found = {remark.id: remark.line for remark in explanation.remarks}
    for identifier, line in case.get("lines", {}).items():
        assert found[identifier] == line
    rows = " ".join(span.says.ru for span in explanation.spans if span.says and span.role == "row")
    for words in case.get("says", ()):
        assert words in rows
    for words in case.get("summary", ()):
        assert words in explanation.summary.ru
        assert words in explanation.summary.en
    for secret in case.get("hides", ()):
        assert secret not in explanation.summary.ru + repr(explanation.remarks)


@pytest.mark.parametrize("case", CASES)
def test_every_column_and_row_is_explained(base: Base, case: dict[str, Any]) -> None:
    explanation = explain(base, case["paste"])
    unexplained = [span.text for span in explanation.spans if span.role in ("column", "row") and span.says is None]
    assert not unexplained


@pytest.mark.parametrize("case", CASES)
def test_an_output_is_recognized_as_one(case: dict[str, Any]) -> None:
    kinds = {piece.kind for piece in recognize(case["paste"])}
    assert kinds & {"table", "json"} or case["paste"] == "[]"
    assert kinds <= {"table", "json", "command"} or case["paste"] == "[]"


def test_the_public_set_is_large_enough() -> None:
    assert len(CASES) >= 20


def test_related_entries_exist(base: Base) -> None:
    related = {name for case in CASES for name in explain(base, case.values[0]["paste"]).related}
    assert len(related) >= 15
    assert all(base.get(name) for name in related)


def test_many_remarks_of_one_kind_become_one(base: Base) -> None:
    rows = "\n".join(f"<none>       <none>    {number:012x}   2 days ago   10MB" for number in range(40))
    explanation = explain(base, "REPOSITORY   TAG       IMAGE ID       CREATED      SIZE\n" + rows)
    assert [remark.id for remark in explanation.remarks] == ["untagged-image"]
    assert "40" in explanation.remarks[0].says.ru


BASE = load_base(default_folder())
LINES = st.sampled_from(
    [
        "CONTAINER ID   IMAGE     COMMAND   CREATED   STATUS    PORTS     NAMES",
        "CONTAINER ID IMAGE STATUS NAMES",
        "REPOSITORY   TAG   IMAGE ID   CREATED   SIZE",
        'a1b2c3d4e5f6   nginx   "x"   2 hours ago   Up 2 hours   0.0.0.0:99999->80/tcp   web',
        "a1b2c3d4e5f6 x Exited (99999) web",
        "Client:",
        " Version: 1",
        "WARNING: x",
        '[{"State": 5, "HostConfig": {"PortBindings": {"x": [1]}}}]',
        '[{"State": {"Health": {"Status": "unhealthy", "Log": [7]}}, "Mounts": [3], "Config": {"Env": [1, null]}}]',
        '{"IPAM": {"Config": 5}, "Containers": []}',
        '[{"RootFS": 1, "RepoTags": 5, "Size": 1e999}]',
        "[1",
        "\x00",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(LINES, st.text(max_size=40)), max_size=8).map("\n".join))
def test_any_output_is_explained_the_same_way_twice_and_covered(text: str) -> None:
    first = explain(BASE, text)
    assert first == explain(BASE, text)
    assert_covered(text, first.spans)
    assert all(text[span.start : span.end] == span.text for span in first.spans)


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("[" * 12_000 + "]" * 12_000, "too-deep"),
        ('{"a":' * 12_000, "too-deep"),
        ("[" + "9" * 200_000 + "]", "broken-json"),
        ('{"a": "' + "x" * 250_000, "broken-json"),
    ],
    ids=["deep", "deep-open", "number", "string"],
)
def test_hostile_json_is_refused_with_a_reason(base: Base, text: str, remark: str) -> None:
    assert [found.id for found in explain(base, text).remarks] == [remark]
