"""From /start, every button that can be reached is pressed once: no dead end, no error."""

from __future__ import annotations

from collections import deque
from typing import Any

import pytest

from bot.knowledge.base import Base
from tests.conftest import BotProcess
from tests.telegram.person import Person, Seen, Server

pytestmark = pytest.mark.asyncio(loop_scope="module")
#: Bounds of the walk: what a base ten times as large would need.
MOST = 20_000


def _key(data: str) -> str:
    """Two buttons are one if they do the same: votes for other answers, an entry from other places or languages."""
    kind, *rest = data.split(":")
    if kind == "v":
        return f"v:{rest[2]}"
    return f"e:{rest[1]}" if kind == "e" else data


async def test_the_crawler_presses_every_button(
    shared_bot: BotProcess,
    shared_server: Server,
    base: Base,
    record_property: Any,
    capsys: pytest.CaptureFixture[str],
) -> None:
    anya = Person(shared_server)
    queue: deque[tuple[Seen, str]] = deque()
    pressed: set[str] = set()
    screens: set[str] = set()
    shown = 0

    def look(seen: Seen) -> None:
        assert seen.text.strip() or seen.message.get("photo")
        assert seen.buttons, f"a dead end: {seen.text[:80]}"
        screens.add(seen.text)
        for button in seen.buttons.values():
            data = button.get("callback_data")
            if data is None:
                assert button.get("url", "https://").startswith("https://")
            elif _key(data) not in pressed:
                pressed.add(_key(data))
                queue.append((seen, data))

    for command in (
        "/start",
        "/topics",
        "/lifecycle",
        "/compose",
        "/random",
        "/help",
        "/settings",
        "/privacy",
        "/about",
    ):
        for seen in await anya.send(command):
            look(seen)
    for question in ("чем старт отличается от рана", "docker run -d -p 8080:80 --name web nginx:1.29"):
        look(await anya.ask(question))
    while queue and shown < MOST:
        seen, data = queue.popleft()
        chosen_already = data.startswith("o:") and next(
            label for label, button in seen.buttons.items() if button.get("callback_data") == data
        ).startswith("✓")
        since = await shared_server.number()
        replies = await anya.press_data(seen, data, wait=0 if chosen_already else 1)
        if replies and replies[-1].method == "sendPhoto" and not replies[-1].buttons:
            replies = (await anya.read(since, 2))[1:]  # a picture by itself: the text with the buttons follows
        assert replies or chosen_already, data
        shown += 1
        for reply in replies:
            assert not reply.text.startswith(("Кнопка устарела", "An old button")), data
            assert not reply.text.startswith(("Что-то пошло не так", "Something went wrong")), data
            look(reply)
    assert not queue
    opened = {key.split(":")[1] for key in pressed if key.startswith("e:")}
    assert opened == set(base.entries), "every entry can be reached by buttons"
    record_property("screens", len(screens))
    record_property("buttons", len(pressed))
    with capsys.disabled():
        print(f"\ncrawler: {len(screens)} screens, {len(pressed)} buttons pressed, none failed")
