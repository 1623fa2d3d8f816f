"""What is nearly a command, looks like one by mistake, or says nothing but that something is wrong."""

from __future__ import annotations

import pytest

from bot.assistant import Assistant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("docker pss", "docker ps"),
        ("docker compose upp", "docker compose up"),
        ("docker container lst", "docker container list"),
        ("docker network conect net1 web", "docker network connect"),
    ],
)
def test_a_bare_command_that_docker_lacks_is_told_from_the_one_that_was_meant(
    assistant: Assistant, typed: str, meant: str
) -> None:
    reply = assistant.ask(typed)
    assert reply.outcome == "explained"
    assert meant in reply.body


@pytest.mark.parametrize("text", ["docker run d ajyt", "docker images elfkbnm", "docker logs yt hf,jnf.n"])
def test_a_question_in_the_other_layout_is_no_command(assistant: Assistant, text: str) -> None:
    assert assistant.ask(text).outcome in ("answer", "choices")


@pytest.mark.parametrize("text", ["docker stop foo", "docker logs ns", "docker rm web1 db2", "docker run alpine ls"])
def test_names_that_are_no_words_stay_arguments(assistant: Assistant, text: str) -> None:
    assert assistant.ask(text).outcome == "explained"


@pytest.mark.parametrize("text", ["ошибка", "error", "не работает", "помоги исправить ошибку", "Help!!!", "всё упало"])
def test_trouble_without_a_subject_is_asked_about(assistant: Assistant, text: str) -> None:
    reply = assistant.ask(text)
    assert reply.outcome == "choices"
    assert reply.entry is None
    assert len(reply.choices) >= 3


@pytest.mark.parametrize("text", ["ошибка при сборке образа", "docker не запускается", "контейнер падает"])
def test_trouble_with_a_subject_is_looked_up(assistant: Assistant, text: str) -> None:
    reply = assistant.ask(text)
    assert reply.title != assistant.menu("trouble", reply.language).title


def test_trouble_after_an_answer_goes_on_about_it(assistant: Assistant) -> None:
    assert assistant.ask("не работает", topic="compose-up").title != assistant.menu("trouble", "ru").title
