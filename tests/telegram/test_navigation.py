"""Screens and buttons: topics in place with a way back, settings, sharing, deep links, both languages."""

from __future__ import annotations

from urllib.parse import parse_qs, urlparse

import pytest

from bot.knowledge.base import Base
from bot.telegram.menu import COMMANDS
from tests.conftest import BotProcess
from tests.telegram.person import USERNAME, Person, Seen, Server

pytestmark = pytest.mark.asyncio(loop_scope="module")


def _same_message(*seen: Seen) -> bool:
    return len({each.message["message_id"] for each in seen}) == 1


async def test_topics_are_a_tree_that_changes_in_place_with_a_way_back(
    shared_bot: BotProcess, shared_server: Server
) -> None:
    anya = Person(shared_server)
    tree = await anya.ask("/topics")
    topic = await anya.press(tree, tree.labelled("Контейнеры"))
    second = await anya.press(topic, topic.labelled("Дальше"))
    assert "Страница 2" in second.text
    entry = await anya.press(second, second.rows[0][0])
    assert entry.text.startswith(second.rows[0][0].rstrip("…"))
    back = await anya.press(entry, entry.labelled("К списку"))
    assert back.text == second.text
    again = await anya.press(back, back.labelled("Темы"))
    assert again.rows == tree.rows
    assert _same_message(tree, topic, second, entry, back, again)


async def test_every_entry_is_in_the_tree(shared_bot: BotProcess, shared_server: Server, base: Base) -> None:
    tree = await Person(shared_server).ask("/topics")
    counts = [int(label.rpartition(" · ")[2]) for label in tree.buttons if " · " in label]
    assert sum(counts) == len(base)


async def test_related_entries_come_as_new_messages_so_that_the_answer_stays(
    shared_bot: BotProcess, shared_server: Server
) -> None:
    anya = Person(shared_server)
    answer = await anya.ask("чем старт отличается от рана")
    other = await anya.press(answer, "docker start")
    assert other.text.startswith("docker start")
    assert not _same_message(answer, other)


async def test_a_deep_link_opens_an_entry_and_each_answer_can_be_shared_so(
    shared_bot: BotProcess, shared_server: Server
) -> None:
    anya, boris = Person(shared_server), Person(shared_server)
    answer = await anya.ask("чем старт отличается от рана")
    share = urlparse(answer.buttons[answer.labelled("Поделиться")]["url"])
    link = urlparse(parse_qs(share.query)["url"][0])
    assert (link.netloc, link.path) == ("t.me", f"/{USERNAME}")
    opened = await boris.ask(f"/start {parse_qs(link.query)['start'][0]}")
    assert opened.text == answer.text
    assert "устарела" in (await boris.ask("/start no-such-entry")).text
    assert (await boris.ask("/start menu")).text.startswith("Справочник")


async def test_random_teaches_something_and_something_more(shared_bot: BotProcess, shared_server: Server) -> None:
    anya = Person(shared_server)
    first = await anya.ask("/random")
    seen = {first.text}
    for _ in range(6):
        first = await anya.press(first, first.labelled("Ещё"))
        seen.add(first.text)
    assert len(seen) > 2


async def test_the_start_menu_leads_to_every_screen(shared_bot: BotProcess, shared_server: Server) -> None:
    anya = Person(shared_server)
    start = await anya.ask("/start")
    for label, title in (
        ("Настройки", "Настройки"),
        ("Как спрашивать", "Как спрашивать"),
        ("Что хранится", "Что хранится"),
        ("О боте", "О боте"),
        ("Темы", "Темы"),
    ):
        screen = await anya.press(start, start.labelled(label))
        assert screen.text.startswith(title)
        start = await anya.press(screen, screen.labelled("Меню"))
        assert start.text.startswith("Справочник")


async def test_a_chosen_language_holds_for_questions_menus_and_the_settings_themselves(
    shared_bot: BotProcess, shared_server: Server
) -> None:
    anya = Person(shared_server)
    settings = await anya.ask("/settings")
    english = await anya.press(settings, "English")
    assert english.text.startswith("Settings")
    assert "✓ English" not in settings.buttons
    assert english.labelled("✓ Russian") if "✓ Russian" in english.buttons else english.labelled("✓")
    assert (await anya.ask("чем старт отличается от рана")).text.startswith("docker run vs docker start")
    assert (await anya.ask("/start")).text.startswith("Docker companion")
    auto = await anya.press(english, "As asked")
    assert auto.text.startswith("Настройки")
    assert (await anya.ask("чем старт отличается от рана")).text.startswith("docker run и docker start")


async def test_who_prefers_plain_messages_gets_them_and_can_go_back(
    shared_bot: BotProcess, shared_server: Server
) -> None:
    anya = Person(shared_server)
    settings = await anya.ask("/settings")
    plain = await anya.press(settings, "Простые")
    assert "✓ Простые" in plain.buttons
    answer = await anya.ask("чем старт отличается от рана")
    assert answer.method == "sendMessage"
    await anya.press(plain, "С таблицами")
    assert (await anya.ask("чем старт отличается от рана")).method == "sendRichMessage"


async def test_privacy_says_what_this_server_keeps_and_forgetme_removes_it(
    shared_bot: BotProcess, shared_server: Server
) -> None:
    anya = Person(shared_server)
    privacy = await anya.ask("/privacy")
    assert "90 дней" in privacy.text
    assert "/forgetme" in privacy.text
    await anya.ask("что такое образ")
    await anya.ask("что такое том")
    await anya.press(await anya.ask("/settings"), "Простые")
    assert "Удалены 3 записи" in (await anya.ask("/forgetme")).text
    assert "ничего не хранилось" in (await anya.ask("/forgetme")).text
    assert (await anya.ask("что такое образ")).method == "sendRichMessage"


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_every_command_of_the_menu_answers_in_both_languages(
    shared_bot: BotProcess, shared_server: Server, language: str
) -> None:
    person = Person(shared_server, language=language)
    for command in COMMANDS:
        reply = await person.ask(f"/{command}")
        assert reply.text.strip()
        cyrillic = any("а" <= letter <= "я" for letter in reply.text.lower())
        assert cyrillic == (language == "ru"), reply.text


async def test_an_old_or_foreign_button_under_an_inline_message_gets_a_notice(
    shared_bot: BotProcess, shared_server: Server
) -> None:
    anya = Person(shared_server)
    since = await shared_server.number()
    query = {
        "id": "from-inline",
        "from": anya.user,
        "chat_instance": "1",
        "data": "e:ru:image::",
        "inline_message_id": "1",
    }
    await shared_server.push({"callback_query": query})
    (call,) = await shared_server.calls(since, 1, "answerCallbackQuery")
    assert call["data"]["text"]
