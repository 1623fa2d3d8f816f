"""Several replicas as one bot: real processes, a real Redis, and the tests' Telegram, which brings updates to each."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.journal.redis import RedisJournal
from tests.conftest import check_log
from tests.scale.redis_server import RedisServer
from tests.scale.replica import Replica, replica_of
from tests.telegram.person import SENDING, USERNAME, Person, Server

pytestmark = pytest.mark.asyncio(loop_scope="module")
USER_LIMIT, GROUP_LIMIT = 6, 4
_updates = iter(range(500_000, 1_000_000))


@pytest.fixture(scope="module")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    result = RedisServer(tmp_path_factory.mktemp("redis")).start()
    yield result
    result.stop()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def replicas(
    shared_server: Server, redis_server: RedisServer, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[list[Replica]]:
    folder = tmp_path_factory.mktemp("replicas")
    async with AsyncExitStack() as stack:
        found = []
        for number in range(2):
            replica = Replica(shared_server, folder / f"{number}.log", folder)
            await replica.start(**settings(redis_server))
            stack.push_async_callback(replica.stop)
            found.append(replica)
        yield found
        for replica in found:
            assert await replica.stop() == 0, replica.text
            await check_log(replica, shared_server)


def settings(redis_server: RedisServer, **more: str) -> dict[str, str]:
    limits = {"USER_LIMIT": str(USER_LIMIT), "GROUP_LIMIT": str(GROUP_LIMIT)}
    return {"REDIS_URL": redis_server.url, **limits, **more}


async def lead(server: Server, *replicas: Replica) -> None:
    """Bring the next updates to these, in turn."""
    await server.configure(replicas=[replica.url for replica in replicas])


async def test_all_replicas_register_the_same(replicas: list[Replica], shared_server: Server) -> None:
    first, second = (call["data"] for call in await shared_server.calls(0, 2, "setWebhook", answered=True))
    assert first == second


async def test_a_conversation_goes_on_at_another_replica(replicas: list[Replica], shared_server: Server) -> None:
    one, two = replicas
    anya = Person(shared_server)
    await lead(shared_server, one)
    first = await anya.ask("что такое том")
    await lead(shared_server, two)
    assert any("docker volume rm" in code for code in (await anya.ask("а как удалить")).code), "the topic"
    await anya.ask("что такое образ")
    asked = anya.last_message
    await lead(shared_server, one)
    (edited,) = await anya.edit("что такое контейнер", asked)
    assert edited.method == "editMessageText", "which message answers which"
    assert edited.text.startswith("Контейнер")
    assert first.message["message_id"] != edited.message["message_id"]


async def test_a_vote_and_a_choice_hold_at_every_replica(
    replicas: list[Replica], shared_server: Server, redis_server: RedisServer
) -> None:
    one, two = replicas
    anya = Person(shared_server)
    await lead(shared_server, one)
    answer = await anya.ask("чем старт отличается от рана")
    await lead(shared_server, two)
    disliked = await anya.press(answer, "👎")
    assert {"👎 ✓", "👍"} <= set(disliked.buttons)
    assert len(set(disliked.buttons) - set(answer.buttons)) > 1, "what else it could have been"
    journal = RedisJournal(redis_server.url)
    (votes,) = journal.statistics(1).votes
    journal.close()
    assert (votes.entry, votes.up, votes.down) == ("run-vs-start", 0, 1)
    await anya.press(await anya.ask("/settings"), "Простые")
    await lead(shared_server, one)
    assert (await anya.ask("что такое образ")).method == "sendMessage", "classic, as was chosen at the other"


async def test_a_kept_conversion_is_had_from_another_replica(replicas: list[Replica], shared_server: Server) -> None:
    one, two = replicas
    anya = Person(shared_server)
    await lead(shared_server, one)
    answer = await anya.ask("docker run -d --name web -p 8080:80 -v data:/data nginx:1.29")
    await lead(shared_server, two)
    converted = await anya.press(answer, answer.labelled("⇄"))
    assert any("8080:80" in code for code in converted.code)


async def test_limits_hold_over_all_replicas(replicas: list[Replica], shared_server: Server) -> None:
    await lead(shared_server, *replicas)
    anya = Person(shared_server)
    since = await shared_server.number()
    for _ in range(USER_LIMIT + 3):
        await anya.send("привет", wait=0)
    assert (await Person(shared_server).ask("привет")).text.startswith("Привет"), "another's is another's"
    replies = await anya.read(since, USER_LIMIT + 1)
    assert [reply.text.split()[0] for reply in replies] == ["Привет!"] * USER_LIMIT + ["Передохнём"]
    group = {"id": -4242, "type": "supergroup", "title": "Докер"}
    people = [Person(shared_server, group=group) for _ in range(GROUP_LIMIT + 3)]
    since = await shared_server.number()
    for person in people:
        await person.send(f"@{USERNAME} привет", wait=0)
    replies = await people[0].read(since, GROUP_LIMIT + 1)
    assert sum("Привет" in reply.text for reply in replies) == GROUP_LIMIT
    assert sum("Передохнём" in reply.text for reply in replies) == 1


async def test_the_same_update_at_two_replicas_at_once_is_answered_once(
    replicas: list[Replica], shared_server: Server
) -> None:
    people = [Person(shared_server) for _ in range(8)]
    await shared_server.configure(replicas=["http://127.0.0.1:9/"])  # nobody: the test itself brings them
    updates: list[dict[str, Any]] = []
    for person in people:
        message = {**person.message("как удалить образ"), "message_id": next(_updates)}
        updates.append({"update_id": next(_updates), "message": message})
        await shared_server.push(json.loads(json.dumps(updates[-1])))
    await shared_server.configure(replicas=[])
    since = await shared_server.number()
    for person, update in zip(people, updates, strict=True):
        statuses = await asyncio.gather(*(replica.post(update) for replica in replicas for _ in range(2)))
        assert 200 in statuses
        assert set(statuses) <= {200, 503}
        assert [await replica.post(update) for replica in replicas] == [200, 200], "it is done"
        assert len(await person.read(since, wait=0)) == 1


async def answers(server: Server, since: int, people: list[Person], seconds: float = 40) -> dict[int, int]:
    """How many answers each got, once all have one or the time is over."""
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds
    while True:
        calls = await server.calls(since, 0, SENDING, answered=True)
        found = {person.user["id"]: 0 for person in people}
        for call in calls:
            if int(call["data"]["chat_id"]) in found:
                found[int(call["data"]["chat_id"])] += 1
        if all(found.values()) or loop.time() > end:
            return found
        await asyncio.sleep(0.2)


async def test_a_replica_killed_under_load_loses_nothing(
    replicas: list[Replica], shared_server: Server, redis_server: RedisServer, tmp_path: Path
) -> None:
    async with replica_of(shared_server, tmp_path, **settings(redis_server)) as third:
        await lead(shared_server, *replicas, third)
        people = [Person(shared_server) for _ in range(40)]
        since = await shared_server.number()
        await shared_server.fault("sendRichMessage", 1, times=20, seconds=1)
        for person in people[:20]:
            await person.send("как удалить образ", wait=0)
        await third.in_hand()  # killed in the midst of answers
        await third.kill()
        for person in people[20:]:
            await person.send("как удалить образ", wait=0)
        found = await answers(shared_server, since, people)
        assert [user for user, count in found.items() if not count] == [], "lost"
        # Twice only where the killed one had sent and could not say so any more.
        assert max(found.values()) <= 2


async def test_one_that_stops_under_load_loses_and_repeats_nothing(
    replicas: list[Replica], shared_server: Server, redis_server: RedisServer, tmp_path: Path
) -> None:
    async with replica_of(shared_server, tmp_path, **settings(redis_server)) as third:
        await lead(shared_server, *replicas, third)
        people = [Person(shared_server) for _ in range(30)]
        since = await shared_server.number()
        for person in people[:15]:
            await person.send("как удалить образ", wait=0)
        stopping = asyncio.ensure_future(third.stop())
        for person in people[15:]:
            await person.send("как удалить образ", wait=0)
        assert await stopping == 0
        found = await answers(shared_server, since, people)
        assert set(found.values()) == {1}
        await check_log(third, shared_server)


async def test_redis_away_is_no_silence_and_what_is_shared_comes_back(
    replicas: list[Replica], shared_server: Server, redis_server: RedisServer
) -> None:
    one, two = replicas
    await lead(shared_server, one, two)
    redis_server.stop(kill=True)
    people = [Person(shared_server) for _ in range(6)]
    for person in people:
        assert (await person.ask("что такое том")).text.startswith("Том")
    assert all("redis: away" in replica.text for replica in replicas)
    redis_server.start()
    for replica in replicas:
        await lead(shared_server, replica)
        for _ in range(20):  # for a second after a failure it is not tried
            await Person(shared_server).ask("что такое том")
            if "redis: shared memory is used again" in replica.text:
                break
            await asyncio.sleep(0.3)
    await lead(shared_server, two)
    vera = Person(shared_server)
    await vera.ask("что такое образ")
    await lead(shared_server, one)
    await vera.ask("что такое том")
    await lead(shared_server, two)
    assert any("docker volume rm" in code for code in (await vera.ask("а как удалить")).code)
    for replica in replicas:
        assert replica.text.count("redis: away") == 1, "said once"
        assert replica.text.count("redis: shared memory is used again") == 1
