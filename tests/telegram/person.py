"""A person in Telegram: writes, reads, presses buttons by their label; all over HTTP."""

from __future__ import annotations

import itertools
import json
from typing import Any, Self

import aiohttp

from tests.server import rich
from tests.server.app import ME

#: Methods by which the bot shows something in a chat.
SENDING = "sendMessage,sendPhoto,sendRichMessage,sendDocument,editMessageText,editMessageReplyMarkup"
USERNAME = ME["username"]


class Server:
    """The control side of the tests' Bot API server."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.session.close()

    @property
    def session(self) -> aiohttp.ClientSession:
        """The open session."""
        assert self._session
        return self._session

    async def push(self, update: dict[str, Any]) -> dict[str, Any]:
        """Give the bot an update; returns its update_id and the message_id that it got."""
        async with self.session.post(f"{self.url}/control/update", json=update) as response:
            return dict(await response.json())

    async def calls(
        self,
        since: int = 0,
        wait: int = 0,
        methods: str = "",
        seconds: float = 20,
        answered: bool = False,
        chat: int | None = None,
    ) -> list[dict[str, Any]]:
        """The calls that the bot made, from a number on; waits for as many as ``wait``."""
        parameters = {"since": str(since), "wait": str(wait), "methods": methods, "seconds": str(seconds)}
        if answered:
            parameters["answered"] = "1"
        if chat is not None:
            parameters["chat"] = str(chat)
        async with self.session.get(f"{self.url}/control/calls", params=parameters) as response:
            return list((await response.json())["calls"])

    async def fault(self, method: str, status: int, times: int = 1, description: str = "fault", **more: Any) -> None:
        """Let the next calls of a method fail; 0 breaks the connection, 200 answers no JSON, 1 is slow."""
        body = {"method": method, "status": status, "times": times, "description": description, "parameters": more}
        async with self.session.post(f"{self.url}/control/fault", json=body):
            pass

    async def configure(self, **settings: Any) -> None:
        """Set privacy, flood (seconds between messages to a chat), disabled (methods) or replicas (for updates)."""
        async with self.session.post(f"{self.url}/control/configure", json=settings):
            pass

    async def upload(self, identifier: str, content: bytes) -> None:
        """Put a file on the server, as a client does before it sends a document."""
        async with self.session.post(f"{self.url}/control/file", params={"id": identifier}, data=content):
            pass

    async def call(self, method: str, token: str, **data: Any) -> dict[str, Any]:
        """Call a method of the API itself."""
        async with self.session.post(f"{self.url}/bot{token}/{method}", json=data) as response:
            return dict(await response.json())

    async def number(self) -> int:
        """The number that the next call will have."""
        async with self.session.get(f"{self.url}/control/calls", params={"since": str(10**9)}) as response:
            return int((await response.json())["next"])


class Seen:
    """A message that the bot sent or edited."""

    def __init__(self, call: dict[str, Any]) -> None:
        self.number: int = call["number"]
        self.method: str = call["method"]
        self.data: dict[str, Any] = call["data"]
        self.message: dict[str, Any] = call["result"]
        self.blocks: list[dict[str, Any]] = self.message.get("rich_message", {}).get("blocks", [])
        self.text: str = rich.plain(self.blocks) or self.message.get("text") or self.message.get("caption") or ""
        rows = self.message.get("reply_markup", {}).get("inline_keyboard", [])
        self.rows: list[list[str]] = [[button["text"] for button in row] for row in rows]
        self.buttons: dict[str, dict[str, Any]] = {button["text"]: button for row in rows for button in row}

    @property
    def entities(self) -> list[dict[str, Any]]:
        """The entities of a classic message or caption."""
        return list(self.message.get("entities") or self.message.get("caption_entities") or [])

    @property
    def code(self) -> list[str]:
        """The code blocks of the message."""
        if self.blocks:
            return [rich.plain(block["text"]) for block in rich.every(self.blocks, "pre")]
        return [self.span(entity) for entity in self.entities if entity["type"] == "pre"]

    def span(self, entity: dict[str, Any]) -> str:
        """The text under an entity."""
        raw = self.text.encode("utf-16-le")
        return raw[entity["offset"] * 2 : (entity["offset"] + entity["length"]) * 2].decode("utf-16-le")

    def labelled(self, part: str) -> str:
        """The label of the first button whose label has this part."""
        return next(label for label in self.buttons if part in label)


class Person:
    """A user with a private chat, or in a group."""

    _queries = itertools.count(1)
    _people = itertools.count(1_000)

    def __init__(
        self,
        server: Server,
        identifier: int | None = None,
        language: str | None = "ru",
        group: dict[str, Any] | None = None,
    ) -> None:
        self.server = server
        identifier = identifier if identifier is not None else next(self._people)
        self.user: dict[str, Any] = {"id": identifier, "is_bot": False, "first_name": "Аня"}
        if language:
            self.user["language_code"] = language
        self.chat: dict[str, Any] = group or {"id": identifier, "type": "private", "first_name": "Аня"}
        self.last_message = 0

    async def read(self, since: int, wait: int = 1, seconds: float = 20) -> list[Seen]:
        """What the bot shows in this chat from a call's number on."""
        calls = await self.server.calls(since, wait, SENDING, seconds, answered=True, chat=self.chat["id"])
        return [Seen(call) for call in calls]

    def message(self, text: str | None = None, **content: Any) -> dict[str, Any]:
        """A message of this person's."""
        message: dict[str, Any] = {"date": 1_795_000_000, "chat": self.chat, "from": self.user, **content}
        if text is not None:
            message["text"] = text
            if text.startswith("/"):
                command = text.split()[0]
                message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(command)}]
        return message

    async def send(self, text: str | None = None, wait: int = 1, **content: Any) -> list[Seen]:
        """Write a message (or send other content) and read what comes back."""
        since = await self.server.number()
        pushed = await self.server.push({"message": self.message(text, **content)})
        self.last_message = pushed["message_id"]
        return await self.read(since, wait)

    async def edit(self, text: str, identifier: int | None = None, wait: int = 1) -> list[Seen]:
        """Edit a message, the last one where none is named, and read what comes of it."""
        since = await self.server.number()
        content = {"message_id": identifier or self.last_message, "edit_date": 1_795_000_060}
        await self.server.push({"edited_message": self.message(text, **content)})
        return await self.read(since, wait)

    async def ask(self, text: str, **content: Any) -> Seen:
        """Write and read the one reply."""
        replies = await self.send(text, **content)
        assert len(replies) == 1, [reply.text for reply in replies]
        return replies[0]

    async def send_file(self, name: str, content: bytes, wait: int = 1, **more: Any) -> list[Seen]:
        """Send a document."""
        identifier = f"file-{next(self._queries)}"
        await self.server.upload(identifier, content)
        document = {"file_id": identifier, "file_unique_id": identifier, "file_name": name, "file_size": len(content)}
        return await self.send(wait=wait, document=document, **more)

    async def press(self, seen: Seen, label: str) -> Seen:
        """Press a button by its label and read the one reply."""
        (reply,) = await self.press_data(seen, seen.buttons[label]["callback_data"])
        return reply

    async def press_data(self, seen: Seen, data: str, expired: bool = False, wait: int = 1) -> list[Seen]:
        """Press a button with given data."""
        since = await self.server.number()
        await self._press(seen, data, expired)
        return await self.read(since, wait)

    async def _press(self, seen: Seen, data: str, expired: bool = False) -> None:
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

    async def notice(self, seen: Seen, label: str) -> str:
        """Press a button and read the notice that pops up."""
        since = await self.server.number()
        await self._press(seen, seen.buttons[label]["callback_data"])
        (call,) = await self.server.calls(since, 1, "answerCallbackQuery", answered=True)
        return str(call["data"].get("text", ""))

    async def inline(self, query: str, offset: str = "") -> dict[str, Any]:
        """Type an inline query; the answer with its results."""
        since = await self.server.number()
        identifier = f"inline-{next(self._queries)}"
        body = {"id": identifier, "from": self.user, "query": query, "offset": offset}
        await self.server.push({"inline_query": body})
        (call,) = await self.server.calls(since, 1, "answerInlineQuery", answered=True)
        return {**call["data"], "results": json.loads(call["data"]["results"])}

    async def summon(self, text: str, reply_to: dict[str, Any] | None = None) -> dict[str, Any]:
        """Mention the bot in a chat where it is no member; the article that it posts there."""
        since = await self.server.number()
        chat = {"id": -900 - self.user["id"], "type": "supergroup", "title": "Чужая группа"}
        message = {**self.message(text), "chat": chat, "message_id": 7, "guest_query_id": f"g{next(self._queries)}"}
        if reply_to:
            message["reply_to_message"] = {"message_id": 6, "date": 1_795_000_000, "chat": chat, **reply_to}
        await self.server.push({"guest_message": message})
        (call,) = await self.server.calls(since, 1, "answerGuestQuery", answered=True)
        return dict(json.loads(call["data"]["result"]))


__all__ = ["SENDING", "USERNAME", "Person", "Seen", "Server"]
