"""A value of Docker's that stands alone is told as what it is; a question about more is left to the search."""

from __future__ import annotations

import pytest

from bot.assistant import Assistant
from bot.pasted.explain import Explainer


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("что значит 8080:80", ["8080", "80"]),
        ("53/udp", ["53", "UDP"]),
        ("./nginx.conf:/etc/nginx/nginx.conf:ro", ["./nginx.conf", "только чтение"]),
        ("./data:/var/lib/postgresql/data", ["./data", "/var/lib/postgresql/data"]),
        ("что такое ${TAG:-latest}", ["TAG", "latest"]),
        ("${DB_PASSWORD:?set it}", ["DB_PASSWORD"]),
    ],
)
def test_it_is_told_what_it_is(assistant: Assistant, text: str, told: list[str]) -> None:
    reply = assistant.ask(text)
    assert reply.outcome == "explained"
    assert all(part.lower() in f"{reply.title} {reply.body}".lower() for part in told)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("${A-b}", "unset, `b`"),
        ("${A:-b}", "unset or empty, `b`"),
        ("${A:?no a}", "a refusal with the message `no a`"),
        ("${A:+b}", "`b` if the variable `A` is set and not empty"),
        ("${A}", "an empty string"),
    ],
)
def test_each_way_of_substitution(explainer: Explainer, text: str, says: str) -> None:
    explanation = explainer.value(text)
    assert explanation is not None
    assert says in explanation.summary.en


@pytest.mark.parametrize("text", ["99999:80", "a:b", "http://localhost:8080/x", "8080:80 и 53/udp", "том", "1:1:1"])
def test_what_is_no_single_value_is_left_alone(explainer: Explainer, text: str) -> None:
    assert explainer.value(text) is None


def test_a_question_about_more_is_left_to_the_search(assistant: Assistant) -> None:
    assert assistant.ask("чем 8080:80 отличается от expose 80").outcome != "explained"


def test_a_secret_is_not_echoed(assistant: Assistant) -> None:
    reply = assistant.ask("${DB_PASSWORD:-hunter2}")
    assert reply.outcome == "explained"
    assert "hunter2" not in f"{reply.title} {reply.body}"
