"""A person in Telegram: writes, reads, presses buttons by their label; all over HTTP."""

from __future__ import annotations

import itertools
import json
from typing import Any, Self

import aiohttp

SENDING = "sendMessage,sendPhoto"


class Server:
    """The control side of the tests' Bot API server."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession()
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._session
        await self._session.close()

    @property
    def session(self) -> aiohttp.ClientSession:
        """The open session."""
        assert self._session
        return self._session

    async def push(self, update: dict[str, Any]) -> int:
        """Give the bot an update; returns its id."""
        async with self.session.post(f"{self.url}/control/update", json=update) as response:
            return int((await response.json())["update_id"])

    async def calls(
        self, since: int = 0, wait: int = 0, methods: str = "", seconds: float = 20, answered: bool = False
    ) -> list[dict[str, Any]]:
        """The calls that the bot made, from a number on; waits for as many as ``wait``."""
        parameters = {"since": str(since), "wait": str(wait), "methods": methods, "seconds": str(seconds)}
        if answered:
            parameters["answered"] = "1"
        async with self.session.get(f"{self.url}/control/calls", params=parameters) as response:
            return list((await response.json())["calls"])

    async def fault(self, method: str, status: int, times: int = 1, description: str = "fault", **more: Any) -> None:
        """Let the next calls of a method fail with a status; 0 breaks the connection, 200 answers no JSON."""
        body = {"method": method, "status": status, "times": times, "description": description, "parameters": more}
        async with self.session.post(f"{self.url}/control/fault", json=body):
            pass

    async def call(self, method: str, token: str, **data: Any) -> dict[str, Any]:
        """Call a method of the API itself."""
        async with self.session.post(f"{self.url}/bot{token}/{method}", json=data) as response:
            return dict(await response.json())


class Seen:
    """A message that the bot sent."""

    def __init__(self, call: dict[str, Any]) -> None:
        self.number: int = call["number"]
        self.method: str = call["method"]
        self.message: dict[str, Any] = call["result"]
        self.text: str = self.message.get("text") or self.message.get("caption") or ""
        rows = self.message.get("reply_markup", {}).get("inline_keyboard", [])
        self.buttons: dict[str, dict[str, Any]] = {button["text"]: button for row in rows for button in row}

    @property
    def code(self) -> list[str]:
        """The code blocks of the message."""
        raw = self.text.encode("utf-16-le")
        entities = self.message.get("entities") or self.message.get("caption_entities") or []
        return [
            raw[entity["offset"] * 2 : (entity["offset"] + entity["length"]) * 2].decode("utf-16-le")
            for entity in entities
            if entity["type"] == "pre"
        ]


class Person:
    """A user with a private chat."""

    _queries = itertools.count(1)

    def __init__(self, server: Server, identifier: int = 100, language: str | None = "ru") -> None:
        self.server = server
        self.user: dict[str, Any] = {"id": identifier, "is_bot": False, "first_name": "Аня"}
        if language:
            self.user["language_code"] = language
        self.chat: dict[str, Any] = {"id": identifier, "type": "private", "first_name": "Аня"}

    async def _next(self) -> int:
        calls = await self.server.calls()
        return calls[-1]["number"] + 1 if calls else 0

    async def _read(self, since: int, wait: int = 1, seconds: float = 20) -> list[Seen]:
        calls = await self.server.calls(since, wait, SENDING, seconds, answered=True)
        return [Seen(call) for call in calls]

    async def send(self, text: str | None = None, wait: int = 1, **content: Any) -> list[Seen]:
        """Write a message (or send other content) and read what comes back."""
        since = await self._next()
        message: dict[str, Any] = {"date": 1_795_000_000, "chat": self.chat, "from": self.user, **content}
        if text is not None:
            message["text"] = text
            if text.startswith("/"):
                command = text.split()[0]
                message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(command)}]
        await self.server.push({"message": message})
        return await self._read(since, wait)

    async def ask(self, text: str) -> Seen:
        """Write and read the one reply."""
        replies = await self.send(text)
        assert len(replies) == 1, [reply.text for reply in replies]
        return replies[0]

    async def press(self, seen: Seen, label: str) -> Seen:
        """Press a button by its label and read the one reply."""
        (reply,) = await self.press_data(seen, seen.buttons[label]["callback_data"])
        return reply

    async def press_data(self, seen: Seen, data: str, expired: bool = False, wait: int = 1) -> list[Seen]:
        """Press a button with given data."""
        since = await self._next()
        query = {
            "id": f"{self.user['id']}-{next(self._queries)}",
            "from": self.user,
            "chat_instance": "1",
            "data": data,
            "message": json.loads(json.dumps(seen.message)),
        }
        if expired:
            query["_expired"] = True
        await self.server.push({"callback_query": query})
        return await self._read(since, wait)


__all__ = ["SENDING", "Person", "Seen", "Server"]
