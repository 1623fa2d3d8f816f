"""The bot as a person meets it: a real process, over HTTP, against a server that refuses what Telegram refuses."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import BotProcess
from tests.telegram.person import Person, Server

pytestmark = pytest.mark.asyncio(loop_scope="module")

STICKER = {
    "file_id": "s",
    "file_unique_id": "s",
    "type": "regular",
    "width": 512,
    "height": 512,
    "is_animated": False,
    "is_video": False,
}
VOICE = {"file_id": "v", "file_unique_id": "v", "duration": 3}


async def test_start_shows_a_menu_whose_buttons_open_entries(shared_bot: BotProcess, shared_server: Server) -> None:
    anya = Person(shared_server)
    start = await anya.ask("/start")
    assert start.buttons
    lifecycle = await anya.press(start, "Жизненный цикл контейнера")
    assert "docker create" in lifecycle.buttons
    assert (await anya.press(lifecycle, lifecycle.labelled("Меню"))).text == start.text
    create = await anya.press(lifecycle, "docker create")
    assert "docker create --name web -p 8080:80 nginx:1.29" in create.code


async def test_lifecycle_is_a_picture_with_a_button_for_each_of_the_nine_commands(
    shared_bot: BotProcess, shared_server: Server
) -> None:
    reply = await Person(shared_server).ask("/lifecycle")
    assert [block["type"] for block in reply.blocks].index("photo") == 2, "between the first paragraph and the table"
    labels = set(reply.buttons)
    for command in ("create", "run", "pause", "unpause", "start", "stop", "restart", "kill", "rm"):
        assert f"docker {command}" in labels


async def test_compose_leads_to_up_run_exec_to_commands_and_to_directives(
    shared_bot: BotProcess, shared_server: Server
) -> None:
    anya = Person(shared_server)
    compose = await anya.ask("/compose")
    commands = await anya.press(compose, "Команды Compose")
    assert "docker compose up" in commands.buttons
    directives = await anya.press(compose, "Что пишут в compose.yaml")
    opened = await anya.press(directives, next(label for label in directives.buttons if "ports" in label))
    assert "ports" in opened.text


async def test_a_question_is_answered_with_its_commands_and_a_copy_button(
    shared_bot: BotProcess, shared_server: Server
) -> None:
    reply = await Person(shared_server).ask("чем старт отличается от рана")
    assert reply.text.startswith("docker run и docker start")
    assert "docker start db" in reply.code
    copies = [button["copy_text"]["text"] for button in reply.buttons.values() if "copy_text" in button]
    assert copies == [reply.code[-2]]


async def test_a_pasted_error_is_answered_once_with_its_own_values_to_copy(
    shared_bot: BotProcess, shared_server: Server
) -> None:
    error = "docker: Error response from daemon: driver failed: Bind for 0.0.0.0:8123 failed: port is already allocated"
    reply = await Person(shared_server).ask(error)
    assert "8123" in reply.text
    assert len(reply.code) == len(set(reply.code)) > 1, "nothing twice"
    copies = [button["copy_text"]["text"] for button in reply.buttons.values() if "copy_text" in button]
    assert copies == ["docker ps --filter publish=8123"]


async def test_an_unsure_question_gives_at_most_five_choices_that_open(
    shared_bot: BotProcess, shared_server: Server
) -> None:
    anya = Person(shared_server)
    reply = await anya.ask("запустить")
    choices = {
        label: button for label, button in reply.buttons.items() if button.get("callback_data", "").startswith("e:")
    }
    assert 2 <= len(choices) <= 5
    opened = await anya.press(reply, next(iter(choices)))
    assert opened.code


async def test_what_is_not_about_docker_is_not_answered_as_if_it_were(
    shared_bot: BotProcess, shared_server: Server
) -> None:
    reply = await Person(shared_server).ask("какая завтра погода в Казани")
    assert reply.text.startswith("Не знаю")


@pytest.mark.parametrize(
    ("text", "user_language", "expected"),
    [
        ("how do I remove a container", "ru", "docker rm: remove"),
        ("как удалить контейнер", "en", "docker rm: удалить"),
        ("docker rm", "en", "docker rm: remove"),
        ("docker rm", "ru", "docker rm: удалить"),
        ("docker rm", None, "docker rm: удалить"),
        ("docker rm", "de", "docker rm: remove"),
    ],
)
async def test_the_language_is_the_questions_then_the_users_then_russian(
    shared_bot: BotProcess, shared_server: Server, text: str, user_language: str | None, expected: str
) -> None:
    reply = await Person(shared_server, language=user_language).ask(text)
    assert reply.text.startswith(expected)


async def test_bad_input_gets_a_polite_reply_and_the_next_message_is_answered(
    shared_bot: BotProcess, shared_server: Server
) -> None:
    anya = Person(shared_server)
    for text in ("🐳" * 2048, "\u200b\u202e\u2066", "\0\0", "???", "я" * 4096, "<b>&</i>", "*_[]()~`>#+-=|{}.!", " "):
        reply = await anya.ask(text)
        assert reply.text.strip()
    contents: list[dict[str, Any]] = [{"sticker": STICKER}, {"voice": VOICE}, {"dice": {"emoji": "🎲", "value": 3}}]
    for content in contents:
        (reply,) = await anya.send(**content)
        assert "текст" in reply.text
    start = await anya.ask("/start")
    for data in ("e:ru:no-such-entry", "m:ru:no-such-menu", "foreign", "e:xx:image", "e", "x" * 64, "e:ru:a:b"):
        (reply,) = await anya.press_data(start, data)
        assert "устарела" in reply.text
    await anya.press_data(start, "m:ru:start", expired=True)
    await shared_server.push({"some_update_of_the_future": {"a": 1}, "_always": True})
    await shared_server.push(
        {"message": {"date": 1, "chat": anya.chat, "from": anya.user, "new_chat_title": "service"}}
    )
    reply = await anya.ask("что такое образ")
    assert reply.text.startswith("Образ")
