"""The server: Telegram's methods as our bot uses them, and /control/ for the tests."""

from __future__ import annotations

import asyncio
import json
import re
import time
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from aiohttp import ClientError, ClientSession, web

from tests.server import checks
from tests.server.crowd import Crowd
from tests.server.refusal import RefusedError

TOKEN = "424242:TEST-token_of-the-tests-own-server0"
ME = {
    "id": 424242,
    "is_bot": True,
    "first_name": "Docker",
    "username": "docker_companion_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": True,
    "supports_guest_queries": True,
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
    contents: dict[tuple[int, int], Any] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    disabled: set[str] = field(default_factory=set)
    privacy: bool = True
    flood: float = 0
    written: dict[int, float] = field(default_factory=dict)
    polling: int = 0
    webhook: dict[str, Any] = field(default_factory=dict)
    replicas: list[str] = field(default_factory=list)
    turn: int = 0
    bringing: set[asyncio.Task[None]] = field(default_factory=set)
    orders: dict[int, asyncio.Lock] = field(default_factory=dict)
    crowd: Crowd | None = None
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
        if fault["status"] == 1:  # the answer is slow
            await asyncio.sleep(fault["parameters"]["seconds"])
    if fault and fault["status"] != 1:
        call["fault"] = fault["status"]
        state.calls.append(call)
        if fault["status"] == 0:  # the connection breaks
            if request.transport:
                request.transport.close()
            return web.Response()
        if fault["status"] == 200:  # an answer that is no Bot API answer
            return web.Response(text="<html>proxy</html>", content_type="text/html")
        if fault["status"] == 2:  # an answer that breaks off
            return await _truncated(request)
        return _error(fault["status"], fault["description"], **fault.get("parameters", {}))
    handler = _METHODS.get(name)
    if handler is None or name in state.disabled:
        call["refused"] = "Not Found: method not found"
        state.calls.append(call)
        return _error(404, "Not Found: method not found")
    if name.startswith("send") and name != "sendChatAction" and state.flood:
        chat_id, now = int(data.get("chat_id") or 0), time.monotonic()
        wait = state.written.get(chat_id, 0) + state.flood - now
        if wait > 0:
            call["fault"] = 429
            state.calls.append(call)
            seconds = int(wait) + 1
            return _error(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
        state.written[chat_id] = now
    try:
        result = await handler(state, data)
    except RefusedError as error:
        call["refused"] = str(error)
        state.calls.append(call)
        if state.crowd is not None and state.crowd.has(data.get("chat_id")):
            state.crowd.refused += 1
        await _notify(state)
        return _error(409 if "Conflict" in str(error) else 400, str(error))
    counted = name.startswith("send") and name != "sendChatAction"
    if counted and state.crowd is not None and state.crowd.has(data.get("chat_id")):
        state.crowd.answer(int(data["chat_id"]))
        key = int(data["chat_id"]), result["message_id"]
        del state.messages[key], state.contents[key]
        return _ok(result)
    if name != "getUpdates":
        call["result"] = result
    # Messages change by later edits: a call keeps what it returned.
    state.calls.append(json.loads(json.dumps(call)) if name != "getUpdates" else call)
    await _notify(state)
    return _ok(result)


async def _truncated(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": "1000"})
    await response.prepare(request)
    await response.write(b'{"ok": true, "result": {"mess')
    if request.transport:
        request.transport.close()
    return response


async def _notify(state: State) -> None:
    async with state.changed:
        state.changed.notify_all()


async def _set_webhook(state: State, data: dict[str, Any]) -> bool:
    if not str(data.get("url")).startswith("https://"):
        raise RefusedError("Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", str(data.get("secret_token"))):
        raise RefusedError("Bad Request: secret token contains unallowed characters")
    if not 1 <= int(data.get("max_connections") or 40) <= 100:
        raise RefusedError("Bad Request: max_connections must be from 1 to 100")
    state.webhook = data
    return True


async def _delete_webhook(state: State, data: dict[str, Any]) -> bool:
    state.webhook = {}
    return True


async def _bring(state: State, update: dict[str, Any], apart: bool = False) -> None:
    """Bring an update to one replica after another until one takes it, as Telegram does through a proxy.

    The updates of a chat come in their order; each waits for the one before, but not one that comes apart.
    """
    holder = next((value for value in update.values() if isinstance(value, dict)), {})
    chat = holder.get("chat") or holder.get("from") or {}
    order = asyncio.Lock() if apart else state.orders.setdefault(chat.get("id", 0), asyncio.Lock())
    async with order, ClientSession() as session:
        while state.replicas:
            state.turn += 1
            url = state.replicas[state.turn % len(state.replicas)]
            headers = {"X-Telegram-Bot-Api-Secret-Token": state.webhook.get("secret_token", "")}
            try:
                async with session.post(url, json=update, headers=headers) as response:
                    if response.status == 200:
                        return
            except ClientError:
                pass
            await asyncio.sleep(0.1)


async def _get_updates(state: State, data: dict[str, Any]) -> list[dict[str, Any]]:
    if state.webhook:
        raise RefusedError(
            "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook"
        )
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
    thread = data.get("message_thread_id")
    if thread:
        if not chat.get("is_forum"):
            raise RefusedError("Bad Request: message thread not found")
        message |= {"message_thread_id": int(thread), "is_topic_message": True}
    original = state.messages.get((chat["id"], reply["message_id"])) if reply else None
    if original:
        if chat.get("is_forum") and original.get("message_thread_id") != message.get("message_thread_id"):
            raise RefusedError("Bad Request: message to be replied is in another topic")
        message["reply_to_message"] = {key: value for key, value in original.items() if key != "reply_to_message"}
    if markup:
        message["reply_markup"] = markup
    state.next_message += 1
    key = chat["id"], message["message_id"]
    state.messages[key] = message
    state.contents[key] = _content(fields, data)
    return message


def _content(fields: dict[str, Any], data: dict[str, Any]) -> Any:
    """What makes an edit one that changes something."""
    return json.dumps([fields, checks.check_markup(data.get("reply_markup"))], sort_keys=True)


def _files(data: dict[str, Any]) -> dict[str, bytes]:
    return {key: value for key, value in data.items() if isinstance(value, bytes)}


async def _send_message(state: State, data: dict[str, Any]) -> dict[str, Any]:
    chat = _chat(state, data)
    text, entities = checks.text_of(data, "text", "entities", 4096, "Bad Request: message text is empty")
    return _store(state, chat, {"text": text, "entities": entities}, data)


async def _send_rich_message(state: State, data: dict[str, Any]) -> dict[str, Any]:
    chat, content, files = _chat(state, data), data.get("rich_message"), _files(data)
    plain = isinstance(content, str) and not files
    blocks = _blocks(content) if plain else checks.check_rich(content, files)
    return _store(state, chat, {"rich_message": {"blocks": blocks}}, data)


@lru_cache(1_000)
def _blocks(content: str) -> list[dict[str, Any]]:
    """The blocks of a rich message without media: the same answer goes out often where many ask."""
    return checks.check_rich(content, {})


async def _send_photo(state: State, data: dict[str, Any]) -> dict[str, Any]:
    chat = _chat(state, data)
    size = checks.check_photo(next(iter(_files(data).values()), None))
    caption, entities = checks.text_of(data, "caption", "caption_entities", 1024, "")
    return _store(state, chat, {"photo": [size], "caption": caption, "caption_entities": entities}, data)


async def _send_document(state: State, data: dict[str, Any]) -> dict[str, Any]:
    chat = _chat(state, data)
    content = next(iter(_files(data).values()), b"")
    if not content:
        raise RefusedError("Bad Request: file must be non-empty")
    caption, entities = checks.text_of(data, "caption", "caption_entities", 1024, "")
    file_id = f"sent-{state.next_message}"
    state.files[file_id] = content
    document = {"file_id": file_id, "file_unique_id": file_id, "file_size": len(content)}
    return _store(state, chat, {"document": document, "caption": caption, "caption_entities": entities}, data)


async def _send_chat_action(state: State, data: dict[str, Any]) -> bool:
    _chat(state, data)
    if data.get("action") not in ("typing", "upload_photo", "upload_document"):
        raise RefusedError("Bad Request: wrong parameter action in request")
    return True


def _own(state: State, data: dict[str, Any]) -> tuple[tuple[int, int], dict[str, Any]]:
    chat = _chat(state, data)
    key = chat["id"], int(data.get("message_id") or 0)
    message = state.messages.get(key)
    if message is None:
        raise RefusedError("Bad Request: message to edit not found")
    if (message.get("from") or {}).get("id") != ME["id"]:
        raise RefusedError("Bad Request: message can't be edited")
    return key, message


def _edit(
    state: State, key: tuple[int, int], message: dict[str, Any], fields: dict[str, Any], data: dict[str, Any]
) -> dict[str, Any]:
    content = _content(fields, data)
    if content == state.contents.get(key):
        raise RefusedError(
            "Bad Request: message is not modified: specified new message content and reply markup are exactly the same"
        )
    markup = checks.check_markup(data.get("reply_markup"))
    kept = {
        name: value
        for name, value in message.items()
        if name not in ("text", "entities", "rich_message", "reply_markup")
    }
    edited = {**kept, **fields, "edit_date": int(time.time())} | ({"reply_markup": markup} if markup else {})
    state.messages[key] = edited
    state.contents[key] = content
    return edited


async def _edit_message_text(state: State, data: dict[str, Any]) -> dict[str, Any]:
    key, message = _own(state, data)
    if "text" not in message and "rich_message" not in message:
        raise RefusedError("Bad Request: there is no text in the message to edit")
    if data.get("rich_message") is not None and "sendRichMessage" not in state.disabled:
        if data.get("text") is not None:
            raise RefusedError("Bad Request: exactly one of text and rich_message must be used")
        fields: dict[str, Any] = {"rich_message": {"blocks": checks.check_rich(data["rich_message"], _files(data))}}
    else:
        text, entities = checks.text_of(data, "text", "entities", 4096, "Bad Request: message text is empty")
        fields = {"text": text, "entities": entities}
    return _edit(state, key, message, fields, data)


async def _edit_message_reply_markup(state: State, data: dict[str, Any]) -> dict[str, Any]:
    key, message = _own(state, data)
    names = ("text", "entities", "rich_message", "photo", "caption", "caption_entities", "document")
    return _edit(state, key, message, {name: message[name] for name in names if name in message}, data)


async def _get_file(state: State, data: dict[str, Any]) -> dict[str, Any]:
    file_id = str(data.get("file_id"))
    content = state.files.get(file_id)
    if content is None:
        raise RefusedError("Bad Request: wrong file_id or the file is temporarily unavailable")
    if len(content) > 20 * 1024 * 1024:
        raise RefusedError("Bad Request: file is too big")
    path = f"documents/{file_id}"
    return {"file_id": file_id, "file_unique_id": file_id, "file_size": len(content), "file_path": path}


def _take_query(state: State, identifier: str) -> None:
    if not state.queries.get(identifier):
        raise RefusedError("Bad Request: query is too old and response timeout expired or query ID is invalid")
    state.queries[identifier] = False


async def _answer_inline_query(state: State, data: dict[str, Any]) -> bool:
    results = checks.check_results(data)
    if "sendRichMessage" in state.disabled and any("rich_message" in str(result) for result in results):
        raise RefusedError("Bad Request: message content must be specified")
    _take_query(state, str(data.get("inline_query_id")))
    return True


async def _answer_guest_query(state: State, data: dict[str, Any]) -> dict[str, Any]:
    result = checks.check_result(data.get("result"))
    if "sendRichMessage" in state.disabled and "rich_message" in result["input_message_content"]:
        raise RefusedError("Bad Request: message content must be specified")
    _take_query(state, str(data.get("guest_query_id")))
    return {"inline_message_id": f"guest-{data.get('guest_query_id')}"}


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
    state.commands[_scope(state, data)] = checks.check_commands(data.get("commands"))
    return True


async def _get_my_commands(state: State, data: dict[str, Any]) -> list[dict[str, str]]:
    return state.commands.get(_scope(state, data), [])


def _scope(state: State, data: dict[str, Any]) -> str:
    scope = data.get("scope") or "{}"
    scope = json.loads(scope) if isinstance(scope, str) else scope
    if scope.get("type") == "chat" and int(scope["chat_id"]) not in state.chats:
        raise RefusedError("Bad Request: chat not found")
    return f"{scope.get('type', 'default')}:{scope.get('chat_id', '')}:{data.get('language_code') or ''}"


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
    "setWebhook": _set_webhook,
    "deleteWebhook": _delete_webhook,
    "sendMessage": _send_message,
    "sendPhoto": _send_photo,
    "sendRichMessage": _send_rich_message,
    "sendDocument": _send_document,
    "sendChatAction": _send_chat_action,
    "editMessageText": _edit_message_text,
    "editMessageReplyMarkup": _edit_message_reply_markup,
    "getFile": _get_file,
    "answerInlineQuery": _answer_inline_query,
    "answerGuestQuery": _answer_guest_query,
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
    message = update.get("message") or update.get("edited_message")
    for holder in (message, (update.get("callback_query") or {}).get("message")):
        if holder and "chat" in holder:
            state.chats[holder["chat"]["id"]] = holder["chat"]
            if "message_id" not in holder:
                holder["message_id"] = state.next_message
                state.next_message += 1
            state.messages.setdefault((holder["chat"]["id"], holder["message_id"]), holder)
    for kind in ("callback_query", "inline_query"):
        if kind in update:
            state.queries[update[kind]["id"]] = not update[kind].pop("_expired", False)
    guest = update.get("guest_message")
    if guest:
        state.queries[guest["guest_query_id"]] = True
    if message and state.privacy and not _seen_with_privacy(state, message):
        return web.json_response({"update_id": update["update_id"], "message_id": message["message_id"]})
    if state.replicas:
        task = asyncio.create_task(_bring(state, update))
        state.bringing.add(task)
        task.add_done_callback(state.bringing.discard)
    else:
        state.updates.append(update)
    await _notify(state)
    identifier = (message or {}).get("message_id")
    return web.json_response({"update_id": update["update_id"], "message_id": identifier})


def _seen_with_privacy(state: State, message: dict[str, Any]) -> bool:
    """In privacy mode, a bot in a group sees commands, mentions of it and replies to it."""
    if message["chat"]["type"] not in ("group", "supergroup"):
        return True
    text = message.get("text") or message.get("caption") or ""
    replied = (message.get("reply_to_message") or {}).get("from") or {}
    return text.startswith("/") or f"@{ME['username']}" in text.lower() or replied.get("id") == ME["id"]


async def file(request: web.Request) -> web.StreamResponse:
    """The download of a file, as getFile named it."""
    state = request.app[STATE]
    if request.match_info["token"] != TOKEN:
        return _error(401, "Unauthorized")
    content = state.files.get(request.match_info["name"])
    if content is None:
        return _error(404, "Not Found")
    state.calls.append({"method": "download", "data": {"name": request.match_info["name"]}, "result": len(content)})
    return web.Response(body=content)


async def upload(request: web.Request) -> web.Response:
    """/control/file?id=…: a file that a person sends in a later message."""
    request.app[STATE].files[request.query["id"]] = await request.read()
    return web.json_response({})


async def configure(request: web.Request) -> web.Response:
    """/control/configure: privacy (of groups), flood (seconds between messages to a chat), disabled (methods).

    replicas: addresses of bots to which updates are brought; without any, they wait for getUpdates.
    """
    state = request.app[STATE]
    wanted = await request.json()
    state.privacy = wanted.get("privacy", state.privacy)
    state.flood = wanted.get("flood", state.flood)
    state.disabled = set(wanted.get("disabled", state.disabled))
    state.replicas = list(wanted.get("replicas", state.replicas))
    return web.json_response({})


async def calls(request: web.Request) -> web.Response:
    """/control/calls?since=N&wait=M&seconds=S: calls from number N on; waits until there are M besides polling.

    With ``methods=a,b`` only those count, with ``answered`` only those that were granted, with ``chat=1`` only those
    to that chat.
    """
    state = request.app[STATE]
    since = int(request.query.get("since", 0))
    wanted = int(request.query.get("wait", 0))
    names = frozenset(filter(None, request.query.get("methods", "").split(",")))
    answered = "answered" in request.query
    chat = request.query.get("chat")
    deadline = time.monotonic() + float(request.query.get("seconds", 10))

    def found() -> list[dict[str, Any]]:
        return [
            {"number": number, **call}
            for number, call in enumerate(state.calls[since:], start=since)
            if (call["method"] in names if names else call["method"] != "getUpdates")
            and ("result" in call or not answered)
            and (chat is None or str(call["data"].get("chat_id")) == chat)
        ]

    while len(found()) < wanted and time.monotonic() < deadline:
        async with state.changed:
            try:
                await asyncio.wait_for(state.changed.wait(), min(0.2, deadline - time.monotonic()))
            except TimeoutError:
                pass
    waiting = len(state.updates) + len(state.bringing)
    return web.json_response({"calls": found(), "next": len(state.calls), "waiting": waiting})


async def crowd(request: web.Request) -> web.Response:
    """/control/crowd: let a Crowd of these settings ask from now on; a GET gives what came of it so far."""
    state = request.app[STATE]
    if request.method == "GET":
        return web.json_response(state.crowd.report() if state.crowd else {})
    state.crowd = Crowd(**await request.json())
    state.calls.clear()
    task = asyncio.create_task(_lead(state, state.crowd))
    state.bringing.add(task)
    task.add_done_callback(state.bringing.discard)
    return web.json_response({})


async def _lead(state: State, crowd: Crowd) -> None:
    crowd.began = time.monotonic()
    for _ in range(crowd.questions):
        await crowd.turn()
        update: dict[str, Any] = {"update_id": state.next_update}
        update["message"] = {"message_id": state.next_message, **crowd.ask()}
        state.next_update += 1
        state.next_message += 1
        state.chats[update["message"]["chat"]["id"]] = update["message"]["chat"]
        for again in (False, True)[: 1 + crowd.twice]:
            if not state.replicas:
                state.updates.append(update)
                continue
            task = asyncio.create_task(_bring(state, update, apart=again))
            state.bringing.add(task)
            task.add_done_callback(state.bringing.discard)
        await _notify(state)


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
    app.router.add_route("*", "/control/crowd", crowd)
    app.router.add_post("/control/file", upload)
    app.router.add_post("/control/configure", configure)
    app.router.add_get("/file/bot{token}/documents/{name}", file)
    app.router.add_route("*", "/bot{token}/{method}", method)
    return app
