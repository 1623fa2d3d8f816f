"""👍 and 👎 under an answer, and what the operators see of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import BotProcess, check_log
from tests.telegram.person import SENDING, Person, Seen, Server

ADMIN = 9001


async def test_one_vote_a_person_and_answer_changeable_and_a_thumb_down_offers_more(
    server: Server, tmp_path: Path
) -> None:
    bot = BotProcess(server, tmp_path / "bot.log", tmp_path)
    await bot.start(JOURNAL_PATH=str(tmp_path / "journal.sqlite3"), ADMIN_IDS=f"{ADMIN},9002")
    anya, admin = Person(server), Person(server, ADMIN)
    answer = await anya.ask("чем старт отличается от рана")
    liked = await anya.press(answer, "👍")
    assert "👍 ✓" in liked.buttons
    disliked = await anya.press(liked, "👎")
    assert {"👎 ✓", "👍"} <= set(disliked.buttons)
    new = [
        label for label in disliked.buttons if label not in liked.buttons and "👎" not in label and "👍" not in label
    ]
    assert 1 <= len(new) <= 3, "the next candidates, at once"
    other = await anya.press(disliked, new[0])
    assert other.text.startswith(new[0].rstrip("…"))
    assert await anya.notice(disliked, "👎 ✓")
    # What was asked, missed and voted is in the operators' figures: one vote, the last.
    await anya.ask("какая завтра погода в Казани")
    since = await server.number()
    await admin.send("/stats", wait=2)
    chart, figures = [Seen(call) for call in await server.calls(since, 2, SENDING, answered=True)]
    assert chart.method == "sendPhoto"
    assert "2 вопроса" in figures.text
    table = next(block for block in figures.blocks if block["type"] == "table")
    assert [[cell["text"] for cell in row] for row in table["cells"]][1] == ["run-vs-start", "0", "1"]
    (file,) = await admin.send("/misses")
    assert file.method == "sendDocument"
    assert "погод" not in bot.text, "no question's text in the log"
    for command in ("/stats", "/misses"):
        refusal = await anya.ask(command)
        assert refusal.method == "sendMessage"
        assert refusal.text.startswith("Это для хозяина бота")
    assert await bot.stop() == 0
    await check_log(bot, server)


async def test_without_a_journal_there_are_no_votes_and_privacy_says_so(server: Server, tmp_path: Path) -> None:
    bot = BotProcess(server, tmp_path / "bot.log", tmp_path)
    await bot.start(JOURNAL_PATH="off", ADMIN_IDS=str(ADMIN))
    anya = Person(server, ADMIN)
    answer = await anya.ask("чем старт отличается от рана")
    assert "👍" not in answer.buttons
    assert "Журнал на этом сервере выключен" in (await anya.ask("/privacy")).text
    assert "Журнала нет" in (await anya.ask("/stats")).text
    assert "Журнала нет" in (await anya.ask("/misses")).text
    await anya.press(await anya.ask("/settings"), "Простые")
    assert (await anya.ask("чем старт отличается от рана")).method == "sendMessage"
    assert await bot.stop() == 0
    await check_log(bot, server)


async def test_what_was_chosen_survives_a_restart_and_privacy_tells_of_texts_and_of_the_log(
    server: Server, tmp_path: Path
) -> None:
    bot = BotProcess(server, tmp_path / "bot.log", tmp_path)
    journal = str(tmp_path / "journal.sqlite3")
    await bot.start(JOURNAL_PATH=journal, JOURNAL_DAYS="21", LOG_TEXT="on")
    anya = Person(server)
    plain = await anya.press(await anya.ask("/settings"), "Простые")
    await anya.press(plain, "English")
    privacy = (await anya.ask("/privacy")).text
    assert "its text" in privacy
    assert "log" in privacy
    assert "21 days" in privacy
    assert await bot.stop() == 0
    await bot.start(JOURNAL_PATH=journal, JOURNAL_TEXT="off")
    answer = await anya.ask("чем старт отличается от рана")
    assert answer.method == "sendMessage"
    assert answer.text.startswith("docker run vs docker start")
    privacy = (await anya.ask("/privacy")).text
    assert "not the text itself" in privacy
    assert "log" not in privacy
    assert await bot.stop() == 0
    await check_log(bot, server)


@pytest.mark.asyncio(loop_scope="module")
async def test_a_vote_for_an_answer_that_was_forgotten_is_told(shared_bot: BotProcess, shared_server: Server) -> None:
    anya = Person(shared_server)
    answer = await anya.ask("что такое образ")
    await anya.ask("/forgetme")
    assert "уже не оценить" in await anya.notice(answer, "👎")
