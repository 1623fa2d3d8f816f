"""Errors: the deepest cause, what was caught, and an honest "I do not know"."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.knowledge.base import Base, default_folder, load_base
from bot.pasted.error import ErrorIndex
from bot.pasted.model import Explanation, Piece
from tests.pasted.pastes import assert_covered, cases

CASES = cases("error")


@pytest.fixture(scope="module")
def index(base: Base) -> ErrorIndex:
    return ErrorIndex(base)


def explain(index: ErrorIndex, text: str) -> Explanation:
    return index.explain(Piece("error", 0, len(text), text, 1.0))


@pytest.mark.parametrize("case", CASES)
def test_the_deepest_cause_is_found(index: ErrorIndex, base: Base, case: dict[str, Any]) -> None:
    explanation = explain(index, case["paste"])
    if case["entry"] is None:
        assert explanation.entry is None
        assert len(explanation.snippets) == 1
        assert explanation.sure == 0.0
        return
    wanted = case["entry"] if isinstance(case["entry"], list) else [case["entry"]]
    assert explanation.entry in wanted
    assert explanation.entry not in case.get("not", ())
    entry = base.entries[explanation.entry or ""]
    for value in case.get("caught", ()):
        assert value in explanation.caught.values()
    # What stands for an example in the entry's text is replaced by what was caught.
    for name, value in explanation.caught.items():
        if name in entry.values and entry.values[name] in entry.answer.ru:
            assert value in explanation.summary.ru


def test_the_public_set_is_large_enough() -> None:
    assert len(CASES) >= 120


def test_every_message_of_the_base_is_found_by_its_own_entry(index: ErrorIndex, base: Base) -> None:
    """Or, where two entries share a message word for word, by the one that others wrap."""
    wrong = []
    total = 0
    for entry in base:
        for message in entry.messages:
            total += 1
            match = index.find(message)
            if match is None or match.entry.id != entry.id:
                wrong.append((entry.id, match and match.entry.id, message))
    assert len(wrong) <= total * 0.02, wrong


def test_offsets_are_those_of_the_paste(index: ErrorIndex) -> None:
    text = "web-1  | \x1b[31m2026-11-01T10:00:00Z\x1b[0m Bind for 0.0.0.0:8099 failed: port is already allocated\nbye"
    match = index.find(text)
    assert match
    assert text[match.start : match.end] == "Bind for 0.0.0.0:8099 failed: port is already allocated"


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("Bind for 0.0.0.0:90 failed: port is already allocated", "err-port-already-allocated"),
        (
            "failed to bind host port for 0.0.0.0:90:172.17.0.2:80/tcp: address already in use",
            "err-address-already-in-use",
        ),
        ("exec /run.sh: no such file or directory", "err-exec-no-such-file"),
        ("exec /run.sh: exec format error", "err-exec-format"),
        ('exec: "/run.sh": permission denied', "err-exec-permission-denied"),
    ],
)
def test_twins_are_told_apart(index: ErrorIndex, text: str, entry: str) -> None:
    match = index.find(text)
    assert match
    assert match.entry.id == entry


@pytest.mark.parametrize("name", ["web; rm -rf /", "web`id`", "$(reboot)", "a\nb", "x" * 119, "web' && halt '", "a|b"])
def test_nothing_dangerous_is_caught_into_a_command(index: ErrorIndex, name: str) -> None:
    explanation = explain(index, f'The container name "/{name}" is already in use by container "abc"')
    assert not any(sign in value for value in explanation.caught.values() for sign in ";`$|&\n'")


def test_a_wrapper_alone_is_no_sure_answer(index: ErrorIndex) -> None:
    explanation = explain(
        index, "docker: Error response from daemon: OCI runtime create failed: something nobody has seen"
    )
    assert explanation.entry == "err-oci-runtime-wrapper"
    assert explanation.sure <= 0.5
    assert explanation.snippets


def test_the_nearest_known_errors_are_offered_for_a_message_with_other_words(index: ErrorIndex) -> None:
    explanation = explain(index, "Error: the port 8080 has already been allocated by something else: bind failure")
    assert explanation.entry is None
    assert any("port" in choice or "address" in choice for choice in explanation.choices)


def test_a_secret_is_not_echoed(index: ErrorIndex) -> None:
    explanation = explain(index, "Error: strange thing with DB_PASSWORD=hunter2secret happened: cannot go on")
    assert "hunter2secret" not in explanation.summary.ru + explanation.summary.en


FRAGMENTS = st.sampled_from(
    [
        "Bind for 0.0.0.0:80 failed: port is already allocated",
        "failed to solve: ",
        'exec: "sh',
        "web-1  | ",
        "#12 3.21 ",
        "\x1b[31m",
        "\n",
        "\r\n",
        "\x00",
        "ошибка: ",
        "no space left on device",
        "E: Unable to locate package x",
        '"' * 50,
        'level=warning msg="',
        "\ud800",
        "İ",
        "  ",
    ]
)
PASTES = st.lists(st.one_of(FRAGMENTS, st.text(max_size=20)), max_size=14).map("".join)
INDEX = ErrorIndex(load_base(default_folder()))


@settings(max_examples=150, deadline=None)
@given(PASTES)
def test_any_paste_is_explained_the_same_way_twice_and_covered(text: str) -> None:
    first = explain(INDEX, text)
    assert first == explain(INDEX, text)
    assert_covered(text, first.spans)
    assert all(text[span.start : span.end] == span.text for span in first.spans)


@pytest.mark.parametrize(
    "text",
    ["x" * 262_144, "failed to copy " * 17_000, "\n" * 262_144, 'exec: "' * 37_000, "a\n" * 131_072, "\x1b[" * 100_000],
)
def test_a_quarter_of_a_megabyte_is_answered(index: ErrorIndex, text: str) -> None:
    explanation = explain(index, text)
    assert explanation.title.ru
    assert explanation.entry is None
