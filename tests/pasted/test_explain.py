"""The door: a whole message in, an explanation of each thing pasted out, rendered for a phone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.assistant import MAX_TEXT, Assistant
from bot.pasted.explain import Explainer
from bot.pasted.presentation import MAX_LENGTH, markdown

SEVERAL = """Здравствуйте! Запускаю так:
```
docker run -d -p 8080:80 --name web nginx:1.27
```
и вот файл:
```yaml
services:
  web:
    image: nginx:1.27
    ports:
      - "8080:80"
```
а в ответ:
```
Error response from daemon: driver failed programming external connectivity on endpoint web: Bind for 0.0.0.0:8080 failed: port is already allocated.
```
"""  # noqa: E501
DOCKERFILE = 'FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nCMD ["python", "app.py"]\n'


def test_several_kinds_in_one_message_are_each_answered(explainer: Explainer) -> None:
    found = explainer.explain(SEVERAL)
    assert [explanation.piece.kind for explanation in found] == ["command", "compose", "error"]
    assert all(SEVERAL[item.piece.start : item.piece.end] for item in found)


def test_a_compose_file_offers_the_same_as_docker_run_without_its_secrets(explainer: Explainer) -> None:
    (found,) = explainer.explain(
        "x-env: &env {TZ: UTC}\n"
        "services:\n"
        "  db:\n"
        "    image: postgres:16\n"
        "    init: true\n"
        "    environment: {<<: *env, POSTGRES_PASSWORD: hunter2hunter2}\n"
        "    tmpfs: [/run]\n"
        "    profiles: [dev]\n"
    )
    assert found.converted
    assert "hunter2hunter2" not in found.converted.text
    (call,) = explainer.commands.parse(found.converted.text).invocations
    assert not call.faults
    assert call.has("init")
    assert "TZ=UTC" in [use.value for use in call.uses("env")]
    assert "`profiles`" in found.converted.caption.ru


def test_a_document_is_known_by_its_name(explainer: Explainer) -> None:
    (found,) = explainer.explain(DOCKERFILE, "Dockerfile")
    assert found.piece.kind == "dockerfile"


@pytest.mark.parametrize(
    "text", ["как удалить контейнер", "спасибо", "", "docker run", "чем image отличается от container?"]
)
def test_prose_is_left_to_the_search(explainer: Explainer, text: str) -> None:
    assert explainer.explain(text) == ()


def test_a_question_that_quotes_a_command_gets_it_explained(explainer: Explainer) -> None:
    (found,) = explainer.explain("что делает docker run -d nginx:1.27?")
    assert found.piece.kind == "command"
    assert any(span.text == "-d" and span.says for span in found.spans)


@settings(max_examples=150, deadline=None)
@given(
    text=st.one_of(
        st.text(max_size=300),
        st.lists(
            st.sampled_from([*SEVERAL.split("\n"), *DOCKERFILE.split("\n"), "\t- a: [", "\0", "&a *a"]), max_size=25
        ).map("\n".join),
    ),
    name=st.sampled_from([None, "Dockerfile", "compose.yaml", "x.log", ".env", "a.json"]),
)
def test_no_message_is_too_odd(explainer: Explainer, text: str, name: str | None) -> None:
    for explanation in explainer.explain(text, name):
        assert explanation.title.ru
        assert explanation.title.en
        shown = markdown(explanation, "ru", explainer.base)
        assert shown
        assert len(shown.encode("utf-16-le", "surrogatepass")) // 2 <= MAX_LENGTH


def test_the_end_of_a_long_log_is_read(assistant: Assistant) -> None:
    lines = [f"web-1  | INFO request {number} served" for number in range(300)]
    cause = "Error response from daemon: Bind for 0.0.0.0:8080 failed: port is already allocated"
    assert len("\n".join(lines)) > MAX_TEXT
    assert assistant.ask("\n".join([*lines, cause])).entry == "err-port-already-allocated"


@pytest.mark.parametrize("length", [MAX_TEXT - 60, MAX_TEXT + 60])
def test_a_question_behind_a_long_text_is_heard(assistant: Assistant, length: int) -> None:
    story = ("у меня сервер и сайт. " * MAX_TEXT)[:length]
    reply = assistant.ask(f"{story}. Как посмотреть логи контейнера?")
    assert reply.entry in ("view-logs", "container-logs")
