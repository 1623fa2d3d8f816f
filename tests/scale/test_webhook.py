"""The webhook of one replica: who may bring an update, when Telegram is answered, and how it stops."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from tests.conftest import BotProcess, check_log
from tests.scale.redis_server import free_port
from tests.scale.replica import SECRET, URL, Replica, replica_of
from tests.telegram.person import SENDING, Person, Server

LIMIT = 1024 * 1024
pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def replica(shared_server: Server, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Replica]:
    folder = tmp_path_factory.mktemp("replica")
    result = Replica(shared_server, folder / "bot.log", folder)
    await result.start()
    yield result
    assert await result.stop() == 0, result.text
    await check_log(result, shared_server)


_updates = iter(range(1, 1_000_000))


async def question(server: Server, person: Person, text: str = "как удалить образ") -> dict[str, Any]:
    """An update with a question, known to the server but not queued by it."""
    update = {"update_id": next(_updates), "message": {**person.message(text), "message_id": next(_updates)}}
    await server.configure(replicas=["http://127.0.0.1:9/"])  # nobody: the test itself brings it
    await server.push(json.loads(json.dumps(update)))
    await server.configure(replicas=[])
    return update


async def test_telegram_is_told_where_and_what(replica: Replica) -> None:
    (call,) = await replica.server.calls(0, 1, "setWebhook")
    data = call["data"]
    assert data["url"] == URL
    assert data["max_connections"] == "100"
    assert {"message", "callback_query", "inline_query", "edited_message"} <= set(json.loads(data["allowed_updates"]))
    assert "drop_pending_updates" not in data
    assert len(data["secret_token"]) == 64


async def test_the_answer_is_there_when_telegram_is_answered(replica: Replica) -> None:
    person = Person(replica.server)
    update = await question(replica.server, person)
    since = await replica.server.number()
    assert await replica.post(update) == 200
    assert len(await person.read(since, wait=0)) == 1


async def test_the_same_update_again_is_answered_once(replica: Replica) -> None:
    person = Person(replica.server)
    update = await question(replica.server, person)
    since = await replica.server.number()
    assert [await replica.post(update) for _ in range(2)] == [200, 200]
    assert len(await person.read(since, wait=0)) == 1


@pytest.mark.parametrize("secret", ["", "0" * 64, "ы"])
async def test_without_the_secret_nothing_is_handled(replica: Replica, secret: str) -> None:
    person = Person(replica.server)
    update = await question(replica.server, person)
    since = await replica.server.number()
    sent = secret.encode().decode("latin-1")
    assert await replica.post(update, sent) == 401
    assert await replica.post(b"x" * (LIMIT + 1), sent) == 401, "the body is not looked at"
    async with replica.server.session.post(replica.url, json=update) as response:
        assert response.status == 401
    assert await person.read(since, wait=0) == []
    assert await replica.post(update) == 200, "and it does not count as seen"


async def test_a_body_of_the_limit_is_read_and_a_longer_one_is_not(replica: Replica) -> None:
    person = Person(replica.server)
    body = json.dumps(await question(replica.server, person)).encode()
    since = await replica.server.number()
    assert await replica.post(body.ljust(LIMIT + 1)) == 413
    headers = {SECRET: await replica.secret()}

    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(LIMIT // 1024 + 1):
            yield b" " * 1024

    try:
        async with replica.server.session.post(replica.url, data=pieces(), headers=headers) as response:
            assert response.status == 413
    except aiohttp.ClientConnectionError:  # it hung up before all was sent
        pass
    assert await person.read(since, wait=0) == []
    assert await replica.post(body.ljust(LIMIT)) == 200
    assert len(await person.read(since, wait=0)) == 1


async def test_what_is_no_update_is_refused_or_passed_over(replica: Replica) -> None:
    assert await replica.post(b"no json") == 400
    assert await replica.post(b"\xff\xfe") == 400
    assert await replica.post([1]) == 200, "Telegram would send it again for a day"
    assert await replica.post({"update_id": next(_updates), "message": {"text": 1}}) == 200
    assert await replica.post({"update_id": next(_updates), "not_known_yet": {}}) == 200
    async with replica.server.session.get(replica.url) as response:
        assert response.status == 405
    async with replica.server.session.post(replica.url + "/x") as response:
        assert response.status == 404


async def test_a_body_that_breaks_off_is_a_line_in_the_log_and_no_fault(replica: Replica) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", replica.port)
    lines = [
        "POST /telegram HTTP/1.1",
        "Host: x",
        f"{SECRET}: {await replica.secret()}",
        "Content-Length: 100",
        "",
        "{",
    ]
    writer.write("\r\n".join(lines).encode())
    await writer.drain()
    writer.transport.abort()
    for _ in range(200):
        if "the body broke off" in replica.text:
            break
        await asyncio.sleep(0.05)
    assert "the body broke off" in replica.text
    assert "Traceback" not in replica.text


async def test_only_what_a_known_proxy_added_says_who_sends(shared_server: Server, tmp_path: Path) -> None:
    update = {"update_id": next(_updates), "not_known_yet": {}}
    cases = [
        ("149.154.160.1", 200),
        ("91.108.7.255", 200),
        ("203.0.113.5, 91.108.4.0", 200),
        ("::ffff:149.154.175.255", 200),
        ("149.154.176.0", 403),
        ("91.108.8.0", 403),
        ("149.154.160.1, 203.0.113.5", 403),
        ("nonsense", 403),
        ("", 403),
    ]
    proxies = {"WEBHOOK_NETWORKS": "telegram", "WEBHOOK_PROXIES": "127.0.0.1, 10.0.0.0/8"}
    async with replica_of(shared_server, tmp_path, **proxies) as replica:
        for forwarded, status in cases:
            assert await replica.post(update, **{"X-Forwarded-For": forwarded}) == status, forwarded
        assert await replica.post(update) == 403
        assert await replica.post(update, secret="x" * 64, **{"X-Forwarded-For": "149.154.160.1"}) == 401
    async with replica_of(shared_server, tmp_path, WEBHOOK_NETWORKS="telegram") as replica:
        assert await replica.post(update, **{"X-Forwarded-For": "149.154.160.1"}) == 403, "an unknown proxy"


async def test_a_stop_finishes_what_is_in_hand_and_takes_no_more(shared_server: Server, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("a-secret_of-the-operators\n", encoding="utf-8")
    async with replica_of(shared_server, tmp_path, WEBHOOK_SECRET_FILE=str(secret)) as replica:
        assert await replica.secret() == "a-secret_of-the-operators"
        assert (await replica.look("readyz"))[0] == 200
        person, other = Person(shared_server), Person(shared_server)
        first, second = await question(shared_server, person), await question(shared_server, other)
        since = await shared_server.number()
        await shared_server.fault("sendRichMessage", 1, seconds=2)
        posting = asyncio.ensure_future(replica.post(first))
        await replica.in_hand()
        await replica.stopping()
        try:
            assert await replica.post(second) == 503
        except aiohttp.ClientConnectionError:  # the port is closed already
            pass
        assert await posting == 200
        assert len(await person.read(since, wait=0)) == 1
        assert await other.read(since, wait=0) == []
        assert await replica.stop() == 0
        assert "finishing 1 answers" in replica.text
        await check_log(replica, shared_server)


async def test_what_cannot_be_finished_is_sent_back_to_telegram(shared_server: Server, tmp_path: Path) -> None:
    async with replica_of(shared_server, tmp_path, STOP_TIMEOUT="0.2") as replica:
        update = await question(shared_server, Person(shared_server))
        await shared_server.fault("sendRichMessage", 1, seconds=6)
        posting = asyncio.ensure_future(replica.post(update))
        await replica.in_hand()
        assert await replica.post(update) == 503, "it is in hand: 200 would make Telegram forget it"
        assert await replica.stop() == 0
        assert await posting == 503


async def test_telegram_away_at_the_start_is_waited_out(shared_server: Server, tmp_path: Path) -> None:
    await shared_server.fault("setWebhook", 502, description="Bad Gateway")
    async with replica_of(shared_server, tmp_path) as replica:
        assert await replica.stop() == 0
        assert replica.text.count("trying again in 1 s") == 1
        assert await shared_server.calls(0, 0, SENDING + ",deleteWebhook", chat=0) == []


async def test_a_port_that_is_taken_is_one_line(shared_server: Server, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        bot = BotProcess(shared_server, tmp_path / "bot.log", tmp_path)
        await bot.start(WEBHOOK_URL=URL, WEBHOOK_PORT=port)
        assert bot.process
        assert await bot.process.wait() == 2
    assert bot.text.splitlines()[-1] == f"WEBHOOK_PORT {port} cannot be used: Address already in use"
    assert "Traceback" not in bot.text


async def test_a_token_that_is_refused_is_one_line(shared_server: Server, tmp_path: Path) -> None:
    bot = BotProcess(shared_server, tmp_path / "bot.log", tmp_path)
    await bot.start(WEBHOOK_URL=URL, WEBHOOK_PORT=str(free_port()), BOT_TOKEN="1:not-this-one")
    assert bot.process
    assert await bot.process.wait() == 2
    assert bot.text.splitlines()[-1] == "BOT_TOKEN is refused by Telegram: copy it from @BotFather again"
    assert "Traceback" not in bot.text
