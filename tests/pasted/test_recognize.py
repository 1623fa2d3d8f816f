"""What the parts of a message are: pastes, questions, and both in one message."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.assistant import Assistant
from bot.knowledge.base import Base
from bot.pasted import line_kinds
from bot.pasted.model import Kind
from bot.pasted.recognize import recognize
from tests.pasted.pastes import cases

ALL = cases("recognize")
QUESTIONS = [case for case in ALL if isinstance(case.values[0], str)]
PIECES = [case for case in ALL if isinstance(case.values[0], dict)]


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_ordinary_question_stays_text(question: str) -> None:
    assert {piece.kind for piece in recognize(question)} <= {"text"}


@pytest.mark.parametrize("case", PIECES)
def test_the_pieces_of_a_message(case: dict[str, Any]) -> None:
    pieces = recognize(case["paste"], case.get("name"))
    assert [piece.kind for piece in pieces] == case["kinds"]
    if "piece" in case:
        assert next(piece.text for piece in pieces if piece.kind != "text") == case["piece"]


def test_the_public_set_is_large_enough() -> None:
    assert len(QUESTIONS) >= 80
    assert len(ALL) >= 150


def test_the_phrasings_of_the_base_stay_questions(base: Base) -> None:
    """People's own words for every topic: hardly any may be taken for a paste."""
    phrasings = [said for entry in base for each in entry.questions.values() for said in each]
    taken = [said for said in phrasings if {piece.kind for piece in recognize(said)} - {"text", "command", "error"}]
    assert len(taken) <= len(phrasings) * 0.01, taken


def test_the_files_of_the_base_are_recognized(base: Base) -> None:
    wrong = []
    for entry in base:
        for example in entry.examples:
            name = example.file.rsplit("/", 1)[-1].lower()
            if name.endswith(".sh"):
                continue
            wanted = (
                "dockerfile"
                if name.startswith("dockerfile")
                else "compose"
                if name.startswith(("compose", "docker-compose"))
                else None
            )
            if wanted and [piece.kind for piece in recognize(example.text)] != [wanted]:
                wrong.append((entry.id, example.file, [piece.kind for piece in recognize(example.text)]))
    assert not wrong


def test_the_messages_of_the_base_are_errors_for_whoever_pastes_them(base: Base, assistant: Assistant) -> None:
    messages = [(entry.id, message) for entry in base for message in entry.messages]
    explain = assistant.explainer.explain
    missed = [(name, text) for name, text in messages if "error" not in {each.piece.kind for each in explain(text)}]
    assert len(missed) <= len(messages) * 0.01, missed
    # Most are told by their shape alone, so that a message which the base lacks is recognized too.
    unshaped = [name for name, text in messages if "error" not in {piece.kind for piece in recognize(text)}]
    assert len(unshaped) <= len(messages) * 0.09, unshaped


def test_the_commands_of_the_base_are_commands(base: Base) -> None:
    commands = [
        command.run
        for entry in base
        for command in entry.commands
        if command.shell and command.run.startswith("docker ") and command.run.count(" ") >= 2 and " -" in command.run
    ]
    missed = [run for run in commands if {piece.kind for piece in recognize(run)} != {"command"}]
    assert len(missed) <= len(commands) * 0.02, missed


def test_the_public_errors_are_recognized_whole() -> None:
    pastes = [case.values[0]["paste"] for case in cases("error")]
    found = [(paste, {piece.kind for piece in recognize(paste)}) for paste in pastes]
    # A person may say a word before or after.
    spoken = [paste for paste, _ in found if line_kinds.is_prose(paste.strip().split("\n")[0])]
    cut = [
        paste
        for paste, kinds in found
        if "error" not in kinds or (kinds - {"error", "command"} and paste not in spoken)
    ]
    assert len(cut) <= len(pastes) * 0.01, cut


LINES = st.sampled_from(
    [
        "docker run -d nginx",
        "docker ps",
        "```",
        "```yaml",
        "~~~",
        "services:",
        "  web:",
        "    image: nginx",
        "FROM alpine",
        "RUN x \\",
        "COPY <<EOF /x",
        "CONTAINER ID   IMAGE   NAMES",
        "ab   nginx   web",
        "[{",
        '"Id": "x"',
        "}]",
        "Error response from daemon: boom",
        "как быть?",
        "web-1  | hello",
        "`docker run -it x`",
        "\x00",
        "\ud800",
        "> quoted",
        "Client:",
        " Version: 1",
    ]
)
MESSAGES = st.lists(st.one_of(LINES, st.text(max_size=30)), max_size=16).map("\n".join)
NAMES = st.sampled_from([None, "Dockerfile", "a.yml", "x.log", "x.txt", ".env", "x.json", "", "\\", "a/b"])


@settings(max_examples=300, deadline=None)
@given(MESSAGES, NAMES)
def test_any_message_is_cut_into_ordered_pieces(text: str, name: str | None) -> None:
    pieces = recognize(text, name)
    assert pieces == recognize(text, name)
    end = 0
    prose_end = 0
    for piece in pieces:
        assert piece.kind in get_args(Kind)
        assert 0 <= piece.start < piece.end <= len(text)
        assert piece.text == text[piece.start : piece.end]
        assert piece.text.strip()
        # A command that a sentence quotes lies inside the sentence; nothing else overlaps.
        inside = piece.kind == "command" and piece.end <= prose_end
        assert inside or piece.start >= end
        end = max(end, piece.end)
        if piece.kind == "text":
            prose_end = piece.end


@pytest.mark.parametrize(
    "text",
    [
        "x" * 262_144,
        "docker run " * 23_000,
        "services:\n" + " a:\n" * 60_000,
        "[" * 262_144,
        '{"a":' * 50_000,
        "FROM a\n" * 37_000,
        "`" * 262_144,
        "CONTAINER ID   IMAGE\n" * 12_000,
        "- a: b\n" * 37_000,
        "как docker run -d? " * 14_000,
        "\n" * 262_144,
        "error: x\n" * 29_000,
        "# a\n" * 65_000,
        "docker run -d \\\n" * 17_000,
        "docker run -e 'a\n" * 15_000,
    ],
    ids=lambda text: text[:12],
)
def test_a_quarter_of_a_megabyte_is_read(text: str) -> None:
    pieces = recognize(text)
    assert not any(character.isalnum() for character in text) or pieces
