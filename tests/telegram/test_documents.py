"""Documents: downloaded, decoded, answered; what cannot be read is refused kindly."""

from __future__ import annotations

import re

import pytest

from tests.conftest import BotProcess
from tests.telegram.person import Person, Server

pytestmark = pytest.mark.asyncio(loop_scope="module")
ERROR = "docker: Error response from daemon: Conflict. The container name is already in use"


@pytest.mark.parametrize("name", ["build.log", "output.txt", "Dockerfile.dev", "compose.yaml", ".env", "state.json"])
async def test_a_text_file_is_read(shared_bot: BotProcess, shared_server: Server, name: str) -> None:
    anya = Person(shared_server)
    since = await shared_server.number()
    (answer,) = await anya.send_file(name, ERROR.encode())
    assert re.search("[а-я]{3}", answer.text), "in the language of who sent it"
    assert len(await shared_server.calls(since, methods="download")) == 1


async def test_russian_windows_encoding_is_understood(shared_bot: BotProcess, shared_server: Server) -> None:
    anya = Person(shared_server)
    (answer,) = await anya.send_file("вопрос.txt", "что такое образ".encode("cp1251"))
    assert answer.text.startswith("Образ")
    (utf8,) = await anya.send_file("вопрос.txt", "что такое образ".encode())
    assert utf8.text == answer.text


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("photo.png", b"\x89PNG", "не читаю"),
        ("big.log", b"a" * (256 * 1024 + 1), "великоват"),
        ("broken.log", b"\0\1\2\3" * 100, "не текст"),
    ],
)
async def test_what_cannot_be_read_is_refused_kindly(
    shared_bot: BotProcess, shared_server: Server, name: str, content: bytes, word: str
) -> None:
    (notice,) = await Person(shared_server).send_file(name, content)
    assert word in notice.text


async def test_a_size_that_was_not_told_is_found_out(shared_bot: BotProcess, shared_server: Server) -> None:
    anya = Person(shared_server)
    await shared_server.upload("untold", b"a" * (256 * 1024 + 1))
    document = {"file_id": "untold", "file_unique_id": "untold", "file_name": "a.log"}
    (notice,) = await anya.send(document=document)
    assert "великоват" in notice.text


async def test_a_file_that_is_gone_is_told(shared_bot: BotProcess, shared_server: Server) -> None:
    document = {"file_id": "nowhere", "file_unique_id": "n", "file_name": "a.log", "file_size": 10}
    await shared_server.fault("getFile", 400, description="Bad Request: wrong file_id or the file is unavailable")
    (notice,) = await Person(shared_server).send(document=document)
    assert "не скачался" in notice.text


async def test_a_paste_is_converted_at_the_press_of_a_button(shared_bot: BotProcess, shared_server: Server) -> None:
    anya = Person(shared_server)
    answer = await anya.ask("docker run -d -p 8080:80 --name web nginx:1.29")
    converted = await anya.press(answer, answer.labelled("⇄"))
    assert any("8080:80" in code for code in converted.code)
    copied = converted.buttons[converted.labelled("📋 Скопировать")]["copy_text"]["text"]
    assert copied in converted.code
    (forgotten,) = await anya.press_data(answer, "c:ru:000000000000:")
    assert "давно" in forgotten.text


async def test_a_file_of_256_kilobytes_is_read_to_its_end(shared_bot: BotProcess, shared_server: Server) -> None:
    filler = b"2026-11-01 10:00:00 INFO all is well\n"
    content = (filler * 9000)[: 256 * 1024 - len(ERROR) - 1] + b"\n" + ERROR.encode()
    assert len(content) == 256 * 1024
    (answer,) = await Person(shared_server).send_file("app.log", content)
    assert answer.text.startswith("Имя контейнера занято") or "already in use" in answer.text


async def test_words_beside_a_file_that_cannot_be_read_are_answered_too(
    shared_bot: BotProcess, shared_server: Server
) -> None:
    notice, answer = await Person(shared_server).send_file("a.png", b"\x89PNG", wait=2, caption="что такое образ")
    assert "не читаю" in notice.text
    assert answer.text.startswith("Образ")
