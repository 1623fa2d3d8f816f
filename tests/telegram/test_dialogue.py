"""The bot as a person meets it: a real process, over HTTP, against a server that refuses what Telegram refuses."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, BotProcess
from tests.server.app import TOKEN
from tests.telegram.person import Person, Server

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


async def test_start_shows_a_menu_whose_buttons_open_entries(bot: BotProcess, server: Server) -> None:
    anya = Person(server)
    start = await anya.ask("/start")
    assert start.buttons
    lifecycle = await anya.press(start, "Жизненный цикл контейнера")
    assert "docker create" in lifecycle.buttons
    create = await anya.press(lifecycle, "docker create")
    assert "docker create --name web -p 8080:80 nginx:1.29" in create.code


async def test_lifecycle_is_a_picture_with_a_button_for_each_of_the_nine_commands(
    bot: BotProcess, server: Server
) -> None:
    replies = await Person(server).send("/lifecycle", wait=2)
    assert any(reply.method == "sendPhoto" for reply in replies)
    labels = {label for reply in replies for label in reply.buttons}
    for command in ("create", "run", "pause", "unpause", "start", "stop", "restart", "kill", "rm"):
        assert f"docker {command}" in labels


async def test_compose_leads_to_up_run_exec_to_commands_and_to_directives(bot: BotProcess, server: Server) -> None:
    anya = Person(server)
    compose = await anya.ask("/compose")
    commands = await anya.press(compose, "Команды Compose")
    assert "docker compose up" in commands.buttons
    directives = await anya.press(compose, "Что пишут в compose.yaml")
    opened = await anya.press(directives, next(label for label in directives.buttons if "ports" in label))
    assert "ports" in opened.text


async def test_a_question_is_answered_with_its_commands_and_a_copy_button(bot: BotProcess, server: Server) -> None:
    reply = await Person(server).ask("чем старт отличается от рана")
    assert reply.text.startswith("docker run и docker start")
    assert "docker start db" in reply.code
    copies = [button["copy_text"]["text"] for button in reply.buttons.values() if "copy_text" in button]
    assert copies == [reply.code[-2]]


async def test_an_unsure_question_gives_at_most_five_choices_that_open(bot: BotProcess, server: Server) -> None:
    anya = Person(server)
    reply = await anya.ask("запустить")
    choices = {label: button for label, button in reply.buttons.items() if button["callback_data"].startswith("e:")}
    assert 2 <= len(choices) <= 5
    opened = await anya.press(reply, next(iter(choices)))
    assert opened.code


async def test_what_is_not_about_docker_is_not_answered_as_if_it_were(bot: BotProcess, server: Server) -> None:
    reply = await Person(server).ask("какая завтра погода в Казани")
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
    bot: BotProcess, server: Server, text: str, user_language: str | None, expected: str
) -> None:
    reply = await Person(server, language=user_language).ask(text)
    assert reply.text.startswith(expected)


async def test_command_menu_and_descriptions_are_set_in_both_languages(bot: BotProcess, server: Server) -> None:
    await server.calls(wait=9, methods="setMyCommands,setMyDescription,setMyShortDescription")
    for code, word in (("", "жизненный цикл контейнера"), ("ru", "жизненный цикл контейнера"), ("en", "the life")):
        commands = (await server.call("getMyCommands", TOKEN, language_code=code))["result"]
        assert [command["command"] for command in commands] == ["start", "lifecycle", "compose", "help"]
        assert any(word in command["description"] for command in commands)
        description = (await server.call("getMyDescription", TOKEN, language_code=code))["result"]["description"]
        assert "Docker" in description


async def test_bad_input_gets_a_polite_reply_and_the_next_message_is_answered(bot: BotProcess, server: Server) -> None:
    anya = Person(server)
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
    await server.push({"some_update_of_the_future": {"a": 1}, "_always": True})
    await server.push({"message": {"date": 1, "chat": anya.chat, "from": anya.user, "new_chat_title": "service"}})
    reply = await anya.ask("что такое образ")
    assert reply.text.startswith("Образ")


async def test_in_a_group_only_what_is_said_to_the_bot_is_answered(bot: BotProcess, server: Server) -> None:
    group = {"id": -500, "type": "supergroup", "title": "Докер"}
    boris = Person(server, 7)
    boris.chat = group
    silent = await boris.send("что такое образ", wait=0)
    assert silent == []
    (reply,) = await boris.send("@docker_companion_bot что такое образ")
    assert reply.text.startswith("Образ")
    calls = await server.calls(methods="sendMessage")
    assert [call["data"]["chat_id"] for call in calls] == ["-500"]
    assert "reply_parameters" in calls[0]["data"]


async def test_faults_of_the_network_are_survived(bot: BotProcess, server: Server) -> None:
    anya = Person(server)
    assert (await anya.ask("что такое образ")).text
    await server.fault("getUpdates", 502)
    await server.fault("getUpdates", 200)
    await server.fault("sendMessage", 429, description="Too Many Requests: retry after 1", retry_after=1)
    await server.fault("sendMessage", 500)
    await server.fault("sendMessage", 0)
    reply = await anya.ask("что такое контейнер")
    assert reply.text.startswith("Контейнер")


async def test_blocked_and_gone_are_noted_not_raised(bot: BotProcess, server: Server) -> None:
    anya = Person(server)
    await server.fault("sendMessage", 403, description="Forbidden: bot was blocked by the user")
    await anya.send("что такое образ", wait=0)
    await server.calls(wait=1, methods="sendMessage")
    assert (await anya.ask("что такое контейнер")).text.startswith("Контейнер")
    assert "blocked by the user" in bot.text


async def test_a_stop_finishes_the_answer_in_hand_and_confirms_it(server: Server, tmp_path: Path) -> None:
    bot = BotProcess(server, tmp_path / "bot.log", tmp_path)
    await bot.start()
    anya = Person(server)
    await anya.ask("что такое образ")
    # The answer is held up by a 429; SIGTERM comes while it waits.
    await server.fault("sendMessage", 429, description="Too Many Requests: retry after 2", retry_after=2)
    question = asyncio.ensure_future(anya.ask("что такое контейнер"))
    await server.calls(wait=2, methods="sendMessage")
    assert await bot.stop() == 0
    assert (await question).text.startswith("Контейнер")
    await bot.start()
    assert (await anya.ask("docker rm")).text.startswith("docker rm")
    assert await bot.stop() == 0
    sent = [call["result"]["text"] for call in await server.calls(methods="sendMessage") if "result" in call]
    assert [text.split()[0] for text in sent] == ["Образ", "Контейнер", "docker"]


async def _run(cwd: Path, **environment: str) -> tuple[int, str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "run",
        cwd=cwd,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )
    output, _ = await process.communicate()
    assert process.returncode is not None
    return process.returncode, output.decode()


@pytest.mark.parametrize(
    ("environment", "word"),
    [
        ({}, "missing"),
        ({"BOT_TOKEN": ""}, "empty"),
        ({"BOT_TOKEN": "secret-but-malformed"}, "123456789:AA"),
        ({"BOT_TOKEN": TOKEN, "BOT_API_URL": "telegram"}, "http://"),
        ({"BOT_TOKEN": TOKEN, "LOG_LEVEL": "LOUD"}, "DEBUG"),
    ],
)
async def test_wrong_settings_are_one_clear_line_and_exit_2(
    tmp_path: Path, environment: dict[str, str], word: str
) -> None:
    status, output = await _run(tmp_path, **environment)
    assert status == 2
    assert len(output.strip().splitlines()) == 1
    assert word in output
    assert "secret-but-malformed" not in output
    assert TOKEN.split(":")[1] not in output


async def test_a_token_that_telegram_refuses_is_one_line_and_exit_2(server: Server, tmp_path: Path) -> None:
    status, output = await _run(tmp_path, BOT_TOKEN="1:wrong-token", BOT_API_URL=server.url)
    assert status == 2
    assert "refused" in output
    assert "wrong-token" not in output


async def test_the_token_is_read_from_dot_env(server: Server, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"BOT_TOKEN={TOKEN}\nBOT_API_URL={server.url}\n", encoding="utf-8")
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "run",
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert (await Person(server).ask("что такое образ")).text.startswith("Образ")
    process.terminate()
    assert await process.wait() == 0
