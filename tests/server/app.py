"""The server: Telegram's methods as our bot uses them, and /control/ for the tests."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.server import checks
from tests.server.checks import RefusedError

TOKEN = "424242:TEST-token_of-the-tests-own-server0"
ME = {
    "id": 424242,
    "is_bot": True,
    "first_name": "Docker",
    "username": "docker_companion_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
}


@dataclass
class State:
    """What the server remembers."""

    updates: list[dict[str, Any]] = field(default_factory=list)
    next_update: int = 1000
    next_message: int = 1
    calls: list[dict[str, Any]] = field(default_factory=list)
    faults: list[dict[str, Any]] = field(default_factory=list)
    chats: dict[int, dict[str, Any]] = field(default_factory=dict)
    messages: dict[tuple[int, int], dict[str, Any]] = field(default_factory=dict)
    queries: dict[str, bool] = field(default_factory=dict)
    commands: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    descriptions: dict[tuple[str, str], str] = field(default_factory=dict)
    polling: int = 0
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)


STATE = web.AppKey("state", State)


async def _parameters(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        return dict(await request.json())
    data: dict[str, Any] = {}
    for key, value in (await request.post()).items():
        data[key] = value.file.read() if isinstance(value, web.FileField) else value
    return data


def _ok(result: Any) -> web.Response:
    return web.json_response({"ok": True, "result": result})


def _error(code: int, description: str, **extra: Any) -> web.Response:
    body = {"ok": False, "error_code": code, "description": description}
    if extra:
        body["parameters"] = extra
    return web.json_response(body, status=code)


async def method(request: web.Request) -> web.StreamResponse:
    """One call of the Bot API."""
    state = request.app[STATE]
    name = request.match_info["method"]
    if request.match_info["token"] != TOKEN:
        return _error(401, "Unauthorized")
    data = await _parameters(request)
    call: dict[str, Any] = {
        "method": name,
        "data": {k: v if not isinstance(v, bytes) else len(v) for k, v in data.items()},
    }
    fault = next((item for item in state.faults if item["method"] in (name, "*")), None)
    if fault:
        fault["times"] -= 1
        if fault["times"] <= 0:
            state.faults.remove(fault)
        call["fault"] = fault["status"]
        state.calls.append(call)
        if fault["status"] == 0:  # the connection breaks
            if request.transport:
                request.transport.close()
            return web.Response()
        if fault["status"] == 200:  # an answer that is no Bot API answer
            return web.Response(text="<html>proxy</html>", content_type="text/html")
        return _error(fault["status"], fault["description"], **fault.get("parameters", {}))
    handler = _METHODS.get(name)
    if handler is None:
        call["refused"] = "Not Found: method not found"
        state.calls.append(call)
        return _error(404, "Not Found: method not found")
    try:
        result = await handler(state, data)
    except RefusedError as error:
        call["refused"] = str(error)
        state.calls.append(call)
        await _notify(state)
        return _error(409 if "Conflict" in str(error) else 400, str(error))
    if name != "getUpdates":
        call["result"] = result
    call["time"] = time.monotonic()
    state.calls.append(call)
    await _notify(state)
    return _ok(result)


async def _notify(state: State) -> None:
    async with state.changed:
        state.changed.notify_all()


async def _get_updates(state: State, data: dict[str, Any]) -> list[dict[str, Any]]:
    if state.polling and int(data.get("timeout", 0)):
        raise RefusedError(
            "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
        )
    offset = int(data.get("offset") or 0)
    if offset:
        state.updates = [update for update in state.updates if update["update_id"] >= offset]
    deadline = time.monotonic() + float(data.get("timeout") or 0)
    limit = int(data.get("limit") or 100)
    state.polling += 1
    try:
        while not state.updates and time.monotonic() < deadline:
            async with state.changed:
                try:
                    await asyncio.wait_for(state.changed.wait(), deadline - time.monotonic())
                except TimeoutError:
                    break
    finally:
        state.polling -= 1
    allowed = data.get("allowed_updates") or []
    allowed = json.loads(allowed) if isinstance(allowed, str) else allowed
    return [u for u in state.updates[:limit] if not allowed or u.get("_always") or set(u) & set(allowed)]


def _chat(state: State, data: dict[str, Any]) -> dict[str, Any]:
    chat = state.chats.get(int(data.get("chat_id") or 0))
    if chat is None:
        raise RefusedError("Bad Request: chat not found")
    return chat


def _store(state: State, chat: dict[str, Any], fields: dict[str, Any], data: dict[str, Any]) -> dict[str, Any]:
    reply = data.get("reply_parameters")
    reply = json.loads(reply) if isinstance(reply, str) else reply
    if (
        reply
        and (chat["id"], reply["message_id"]) not in state.messages
        and not reply.get("allow_sending_without_reply")
    ):
        raise RefusedError("Bad Request: message to be replied not found")
    markup = checks.check_markup(data.get("reply_markup"))
    message = {
        "message_id": state.next_message,
        "date": int(time.time()),
        "chat": chat,
        "from": {key: ME[key] for key in ("id", "is_bot", "first_name", "username")},
        **fields,
    }
    if markup:
        message["reply_markup"] = markup
    state.next_message += 1
    state.messages[chat["id"], message["message_id"]] = message
    return message


async def _send_message(state: State, data: dict[str, Any]) -> dict[str, Any]:
    chat = _chat(state, data)
    text, entities = checks.text_of(data, "text", "entities", 4096, "Bad Request: message text is empty")
    return _store(state, chat, {"text": text, "entities": entities}, data)


async def _send_photo(state: State, data: dict[str, Any]) -> dict[str, Any]:
    chat = _chat(state, data)
    photo = next((value for value in data.values() if isinstance(value, bytes)), None)
    if photo is None or not photo.startswith(b"\x89PNG") or len(photo) > 10 * 1024 * 1024:
        raise RefusedError("Bad Request: IMAGE_PROCESS_FAILED")
    width, height = int.from_bytes(photo[16:20], "big"), int.from_bytes(photo[20:24], "big")
    if width + height > 10000 or max(width, height) > 20 * min(width, height):
        raise RefusedError("Bad Request: PHOTO_INVALID_DIMENSIONS")
    caption, entities = checks.text_of(data, "caption", "caption_entities", 1024, "")
    size = {"file_id": "photo", "file_unique_id": "p", "width": width, "height": height}
    return _store(state, chat, {"photo": [size], "caption": caption, "caption_entities": entities}, data)


async def _answer_callback_query(state: State, data: dict[str, Any]) -> bool:
    identifier = str(data.get("callback_query_id"))
    if not state.queries.get(identifier):
        raise RefusedError("Bad Request: query is too old and response timeout expired or query ID is invalid")
    if len(str(data.get("text") or "")) > 200:
        raise RefusedError("Bad Request: MESSAGE_TOO_LONG")
    state.queries[identifier] = False
    return True


async def _get_me(state: State, data: dict[str, Any]) -> dict[str, Any]:
    return ME


async def _set_my_commands(state: State, data: dict[str, Any]) -> bool:
    state.commands[str(data.get("language_code") or "")] = checks.check_commands(data.get("commands"))
    return True


async def _get_my_commands(state: State, data: dict[str, Any]) -> list[dict[str, str]]:
    return state.commands.get(str(data.get("language_code") or ""), [])


def _describer(key: str, limit: int) -> tuple[Any, Any]:
    async def setter(state: State, data: dict[str, Any]) -> bool:
        text = str(data.get(key) or "")
        if len(text) > limit:
            raise RefusedError(f"Bad Request: {key} is too long")
        state.descriptions[key, str(data.get("language_code") or "")] = text
        return True

    async def getter(state: State, data: dict[str, Any]) -> dict[str, str]:
        return {key: state.descriptions.get((key, str(data.get("language_code") or "")), "")}

    return setter, getter


_SET_DESCRIPTION, _GET_DESCRIPTION = _describer("description", 512)
_SET_SHORT, _GET_SHORT = _describer("short_description", 120)

_METHODS: dict[str, Any] = {
    "getMe": _get_me,
    "getUpdates": _get_updates,
    "sendMessage": _send_message,
    "sendPhoto": _send_photo,
    "answerCallbackQuery": _answer_callback_query,
    "setMyCommands": _set_my_commands,
    "getMyCommands": _get_my_commands,
    "setMyDescription": _SET_DESCRIPTION,
    "getMyDescription": _GET_DESCRIPTION,
    "setMyShortDescription": _SET_SHORT,
    "getMyShortDescription": _GET_SHORT,
}


async def push(request: web.Request) -> web.Response:
    """/control/update: put an update into the queue; chats and queries in it become known."""
    state = request.app[STATE]
    update = await request.json()
    update.setdefault("update_id", state.next_update)
    state.next_update = max(state.next_update, update["update_id"]) + 1
    for holder in (update.get("message"), (update.get("callback_query") or {}).get("message")):
        if holder and "chat" in holder:
            state.chats[holder["chat"]["id"]] = holder["chat"]
            if "message_id" not in holder:
                holder["message_id"] = state.next_message
                state.next_message += 1
            state.messages.setdefault((holder["chat"]["id"], holder["message_id"]), holder)
    if "callback_query" in update:
        state.queries[update["callback_query"]["id"]] = not update["callback_query"].pop("_expired", False)
    state.updates.append(update)
    await _notify(state)
    return web.json_response({"update_id": update["update_id"]})


async def calls(request: web.Request) -> web.Response:
    """/control/calls?since=N&wait=M&seconds=S: calls from number N on; waits until there are M besides polling.

    With ``methods=a,b`` only those count, with ``answered`` only those that were granted.
    """
    state = request.app[STATE]
    since = int(request.query.get("since", 0))
    wanted = int(request.query.get("wait", 0))
    names = frozenset(filter(None, request.query.get("methods", "").split(",")))
    answered = "answered" in request.query
    deadline = time.monotonic() + float(request.query.get("seconds", 10))

    def found() -> list[dict[str, Any]]:
        return [
            {"number": number, **call}
            for number, call in enumerate(state.calls)
            if number >= since
            and (call["method"] in names if names else call["method"] != "getUpdates")
            and ("result" in call or not answered)
        ]

    while len(found()) < wanted and time.monotonic() < deadline:
        async with state.changed:
            try:
                await asyncio.wait_for(state.changed.wait(), min(0.2, deadline - time.monotonic()))
            except TimeoutError:
                pass
    return web.json_response({"calls": found(), "next": len(state.calls), "waiting": len(state.updates)})


async def fault(request: web.Request) -> web.Response:
    """/control/fault: let the next calls of a method fail."""
    request.app[STATE].faults.append(await request.json())
    return web.json_response({})


def make_app() -> web.Application:
    """The server's application."""
    app = web.Application(client_max_size=20 * 1024 * 1024)
    app[STATE] = State()
    app.router.add_post("/control/update", push)
    app.router.add_get("/control/calls", calls)
    app.router.add_post("/control/fault", fault)
    app.router.add_route("*", "/bot{token}/{method}", method)
    return app
