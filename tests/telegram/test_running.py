"""The bot as a process: faults of the network, stops and starts, settings, the menu that it publishes."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

import pytest

from bot.telegram.menu import ADMIN_COMMANDS, COMMANDS, GROUP_COMMANDS
from tests.conftest import ROOT, BotProcess
from tests.server.app import TOKEN
from tests.telegram.person import SENDING, Person, Seen, Server


async def test_command_menu_and_descriptions_are_set_in_both_languages(bot: BotProcess, server: Server) -> None:
    await server.calls(wait=12, methods="setMyCommands,setMyDescription,setMyShortDescription")
    for code, word in (("", "жизненный цикл контейнера"), ("ru", "жизненный цикл контейнера"), ("en", "the life")):
        commands = (await server.call("getMyCommands", TOKEN, language_code=code))["result"]
        assert [command["command"] for command in commands] == list(COMMANDS)
        scope = {"type": "all_group_chats"}
        in_groups = (await server.call("getMyCommands", TOKEN, language_code=code, scope=scope))["result"]
        assert [command["command"] for command in in_groups] == list(GROUP_COMMANDS)
        assert any(word in command["description"] for command in commands)
        description = (await server.call("getMyDescription", TOKEN, language_code=code))["result"]["description"]
        assert "Docker" in description


async def test_the_menu_is_set_once_and_operators_have_their_own(server: Server, tmp_path: Path) -> None:
    admin = Person(server, 9001)
    await admin.send("привет", wait=0)
    setting = "setMyCommands,setMyDescription,setMyShortDescription"
    bot = BotProcess(server, tmp_path / "bot.log", tmp_path)
    numbers: list[int] = []
    for _ in range(2):
        await bot.start(ADMIN_IDS="9001,9002")
        await admin.ask("привет")
        # The last that is looked at, with or without need of a change.
        await server.calls(numbers[-1] if numbers else 0, 3, "getMyShortDescription", answered=True)
        await server.calls(numbers[-1] if numbers else 0, 12, "getMyCommands")
        assert await bot.stop() == 0
        numbers.append(await server.number())
    scope = {"type": "chat", "chat_id": 9001}
    for code in ("", "ru", "en"):
        commands = (await server.call("getMyCommands", TOKEN, language_code=code, scope=scope))["result"]
        assert [command["command"] for command in commands] == [*COMMANDS, *ADMIN_COMMANDS]
    first = [
        call for call in await server.calls(0, methods=setting) if "result" in call and call["number"] < numbers[0]
    ]
    again = [call for call in await server.calls(numbers[0], methods=setting) if "result" in call]
    assert len(first) == 15
    assert again == []


async def test_faults_of_the_network_are_survived(bot: BotProcess, server: Server) -> None:
    anya = Person(server)
    assert (await anya.ask("что такое образ")).text
    await server.fault("getUpdates", 502)
    await server.fault("getUpdates", 200)
    await server.fault("sendRichMessage", 429, description="Too Many Requests: retry after 1", retry_after=1)
    await server.fault("sendRichMessage", 500)
    await server.fault("sendRichMessage", 0)
    reply = await anya.ask("что такое контейнер")
    assert reply.text.startswith("Контейнер")


async def test_blocked_and_gone_are_noted_not_raised(bot: BotProcess, server: Server) -> None:
    anya = Person(server)
    await server.fault("sendRichMessage", 403, description="Forbidden: bot was blocked by the user")
    await anya.send("что такое образ", wait=0)
    await server.calls(wait=1, methods="sendRichMessage")
    assert (await anya.ask("что такое контейнер")).text.startswith("Контейнер")
    assert "blocked by the user" in bot.text


async def test_a_stop_finishes_the_answer_in_hand_and_confirms_it(server: Server, tmp_path: Path) -> None:
    bot = BotProcess(server, tmp_path / "bot.log", tmp_path)
    await bot.start()
    anya = Person(server)
    await anya.ask("что такое образ")
    # The answer is held up by a 429; SIGTERM comes while it waits.
    await server.fault("sendRichMessage", 429, description="Too Many Requests: retry after 2", retry_after=2)
    question = asyncio.ensure_future(anya.ask("что такое контейнер"))
    await server.calls(wait=2, methods="sendRichMessage")
    assert await bot.stop() == 0
    assert (await question).text.startswith("Контейнер")
    await bot.start()
    assert (await anya.ask("docker rm")).text.startswith("docker rm")
    assert await bot.stop() == 0
    sent = [Seen(call).text for call in await server.calls(methods=SENDING) if "result" in call]
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
