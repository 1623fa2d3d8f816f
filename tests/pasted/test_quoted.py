"""A question that quotes a command: taken apart where it asks what the command says, else answered by the base."""

from __future__ import annotations

from typing import Any

import pytest

from bot.assistant import Assistant
from tests.pasted.pastes import cases


@pytest.mark.parametrize("case", cases("quoted"))
def test_what_is_asked_about_a_command_is_answered(assistant: Assistant, case: dict[str, Any]) -> None:
    reply = assistant.ask(case["ask"])
    if "entry" in case:
        assert reply.outcome == "answer"
        assert reply.entry in case["entry"]
        return
    assert reply.outcome == "explained"
    piece = next(each.piece for each in assistant.explainer.explain(case["ask"]))
    script = assistant.explainer.commands.parse(piece.text)
    assert [invocation.path for invocation in script.invocations] == [case["explained"]]


def test_the_answer_comes_first_and_the_command_after_it(assistant: Assistant) -> None:
    reply = assistant.ask("docker run -d -p 80:80 nginx, а сайт не открывается")
    assert reply.outcome == "answer"
    assert reply.body.index("Команда docker run") > len(reply.body) // 4
