"""An option without its command: told by every command that has it, where no entry does."""

from __future__ import annotations

import pytest

from bot.assistant import Assistant
from bot.pasted.explain import Explainer


@pytest.mark.parametrize(
    ("text", "commands"),
    [
        ("что делает --follow", ["docker logs"]),
        ("what does -a do", ["docker ps", "docker images"]),
        ("флаг -q", ["docker ps"]),
        ("опция -P", ["docker run"]),
    ],
)
def test_it_is_told_for_each_command(assistant: Assistant, text: str, commands: list[str]) -> None:
    reply = assistant.ask(text)
    assert reply.outcome == "explained"
    assert all(f"`{command}`" in reply.body for command in commands)


@pytest.mark.parametrize(("text", "entry"), [("что делает --rm", "run-option-rm"), ("зачем -u", "run-option-user")])
def test_one_that_has_an_entry_is_answered_by_it(assistant: Assistant, text: str, entry: str) -> None:
    assert assistant.ask(text).entry == entry


def test_a_question_about_more_is_left_to_the_search(assistant: Assistant) -> None:
    assert assistant.ask("как смотреть логи с -f одного сервиса").outcome != "explained"


@pytest.mark.parametrize("text", ["что делает --no-such-thing", "чем -a отличается от -q", "что такое том"])
def test_what_is_no_single_known_option_is_not_explained(explainer: Explainer, text: str) -> None:
    assert explainer.option(text) is None
