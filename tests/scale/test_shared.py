"""What replicas remember together, two of them over one real Redis; and what each does while that is away."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from typing import TypeVar

import pytest

from bot.telegram.conversation import Key, MemoryConversations
from bot.telegram.seen import InHandError, MemorySeen
from bot.telegram.shared.allowance import SharedAllowance
from bot.telegram.shared.connection import Connection
from bot.telegram.shared.conversations import SharedConversations
from bot.telegram.shared.seen import SharedSeen
from tests.scale.redis_server import RedisServer

T = TypeVar("T")
KEY = Key(-100, 7, 5)


async def two(server: RedisServer, make: Callable[[Connection], T]) -> AsyncIterator[tuple[T, T]]:
    connections = [Connection(server.url, "424242") for _ in range(2)]
    yield make(connections[0]), make(connections[1])
    for connection in connections:
        await connection.close()


@pytest.fixture
async def conversations(redis_server: RedisServer) -> AsyncIterator[tuple[SharedConversations, SharedConversations]]:
    async for pair in two(redis_server, SharedConversations):
        yield pair


async def remember(talk: SharedConversations | MemoryConversations) -> str:
    assert await talk.topic(KEY) is None
    assert await talk.answers(1, 2) == ()
    assert await talk.candidates(3) == ()
    assert await talk.kept("unknown") is None
    await talk.set_topic(KEY, "docker-run")
    await talk.set_answers(1, 2, (3, 4))
    await talk.set_candidates(5, ("a", "б"))
    return await talk.keep("```yaml\nservices: {}\n```")


async def recall(talk: SharedConversations | MemoryConversations, key: str) -> None:
    assert await talk.topic(KEY) == "docker-run"
    assert await talk.topic(Key(-100, None, 5)) is None
    assert await talk.answers(1, 2) == (3, 4)
    assert await talk.candidates(5) == ("a", "б")
    assert await talk.kept(key) == "```yaml\nservices: {}\n```"


async def test_memory_keeps_to_the_same_protocol() -> None:
    talk = MemoryConversations()
    await recall(talk, await remember(talk))


async def test_a_conversation_goes_on_with_another_replica(
    conversations: tuple[SharedConversations, SharedConversations], redis_server: RedisServer
) -> None:
    one, other = conversations
    await recall(other, await remember(one))
    with redis_server.client() as client:
        assert all(client.pttl(key) > 0 for key in client.scan_iter()), "nothing is kept for ever"


async def test_secrets_of_a_converted_paste_do_not_reach_the_disk(
    conversations: tuple[SharedConversations, SharedConversations], redis_server: RedisServer
) -> None:
    key = await conversations[0].keep("environment:\n  POSTGRES_PASSWORD: hunter2hunter2\n")
    text = await conversations[1].kept(key)
    assert text
    assert "POSTGRES_PASSWORD" in text
    assert b"hunter2" not in redis_server.contents() + redis_server.files()


async def test_two_bots_share_a_server_without_meeting(redis_server: RedisServer) -> None:
    mine, theirs = Connection(redis_server.url, "1"), Connection(redis_server.url, "2")
    assert await SharedSeen(mine).claim(7)
    assert await SharedSeen(theirs).claim(7)
    await SharedConversations(mine).set_topic(KEY, "mine")
    assert await SharedConversations(theirs).topic(KEY) is None
    await mine.close()
    await theirs.close()


async def test_an_update_is_taken_up_once_and_again_only_if_given_back(redis_server: RedisServer) -> None:
    async for one, other in two(redis_server, SharedSeen):
        assert await one.claim(1)
        with pytest.raises(InHandError):
            await other.claim(1)
        await one.release(1)
        assert await other.claim(1)
        await one.release(1)  # not its own any more
        with pytest.raises(InHandError):
            await one.claim(1)
        await other.done(1)
        assert not await one.claim(1)
        assert not await other.claim(1)


async def test_of_many_deliveries_at_once_one_is_taken_up(redis_server: RedisServer) -> None:
    async for one, other in two(redis_server, SharedSeen):
        claims = await asyncio.gather(*(seen.claim(9) for seen in (one, other) * 20), return_exceptions=True)
        assert claims.count(True) == 1


async def test_the_claim_of_a_replica_that_died_lapses_and_a_renewed_one_does_not(redis_server: RedisServer) -> None:
    async for one, other in two(redis_server, lambda connection: SharedSeen(connection, lease=0.6)):
        assert await one.claim(1)
        assert await one.claim(2)
        for _ in range(6):
            await asyncio.sleep(0.2)
            await one.renew(2)
        assert await other.claim(1), "nobody renewed it"
        with pytest.raises(InHandError):
            await other.claim(2)


async def test_a_limit_counts_over_replicas_and_tells_once(redis_server: RedisServer) -> None:
    async for one, other in two(redis_server, lambda connection: SharedAllowance(connection, "user", 3, window=2)):
        verdicts = [await allowance.take(5) for allowance in (one, other, one, other, one)]
        assert [verdict for verdict, _ in verdicts] == ["served", "served", "served", "told", "silent"]
        assert all(1 <= wait <= 2 for verdict, wait in verdicts if verdict != "served")
        assert (await other.take(6))[0] == "served"
        await asyncio.sleep(2.1)
        assert (await other.take(5))[0] == "served"
        with redis_server.client() as client:
            assert all(client.pttl(key) > 0 for key in client.scan_iter())


async def test_users_and_groups_are_counted_apart(redis_server: RedisServer) -> None:
    connection = Connection(redis_server.url, "1")
    users, groups = SharedAllowance(connection, "user", 1), SharedAllowance(connection, "group", 1)
    assert [await each.take(5) for each in (users, groups)] == [("served", 0), ("served", 0)]
    assert (await users.take(5))[0] == "told"
    await connection.close()


async def test_while_redis_is_away_a_replica_remembers_by_itself_and_says_so_once(
    own_redis: RedisServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    connection = Connection(own_redis.url, "1")
    talk, seen = SharedConversations(connection), SharedSeen(connection)
    allowance = SharedAllowance(connection, "user", 2)
    await talk.set_topic(KEY, "before")
    assert await seen.claim(1)
    own_redis.stop()

    key = await remember_away(talk)
    await seen.done(1)
    assert await seen.claim(2)
    assert not await seen.claim(2)
    await seen.release(2)
    assert await seen.claim(2)
    assert [(await allowance.take(5))[0] for _ in range(4)] == ["served", "served", "told", "silent"]
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "redis: away" in caplog.text

    own_redis.start()
    while await talk.topic(KEY) != "before":  # noqa: ASYNC110 - for a second nothing is tried
        await asyncio.sleep(0.1)
    assert await talk.kept(key) == "kept meanwhile", "what was kept by the replica itself is not lost"
    assert not await seen.claim(1), "what was done meanwhile is known"
    assert caplog.messages[-1] == "redis: shared memory is used again"
    assert len(caplog.records) == 2
    await connection.close()


async def remember_away(talk: SharedConversations) -> str:
    assert await talk.topic(KEY) is None
    await talk.set_topic(KEY, "meanwhile")
    assert await talk.topic(KEY) == "meanwhile"
    return await talk.keep("kept meanwhile")


async def test_memory_knows_no_lease() -> None:
    seen = MemorySeen()
    assert seen.lease is None
    assert await seen.claim(1)
    await seen.renew(1)
    assert not await seen.claim(1)
