#!/usr/bin/env python3
"""Write docs/transcript.md: dialogues with the running bot as users see them, and the JSON of rich answers.

Runs the bot against the tests' Bot API server, both as processes; nothing in the transcript is written by hand.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.conftest import BotProcess, start_server  # noqa: E402
from tests.server import rich  # noqa: E402
from tests.telegram.person import USERNAME, Person, Seen, Server  # noqa: E402

TARGET = ROOT / "docs" / "transcript.md"
ERROR = "docker: Error response from daemon: driver failed: Bind for 0.0.0.0:80 failed: port is already allocated"


class Transcript:
    """Lines of Markdown."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def heading(self, text: str) -> None:
        """A section."""
        self.lines += [f"## {text}", ""]

    def said(self, text: str) -> None:
        """What a person writes or does."""
        self.lines += [f"**›** {text}", ""]

    def shown(self, seen: Seen, note: str = "") -> None:
        """What the bot shows: its method, its words, its buttons."""
        self.lines += [f"*{seen.method}{note}*", ""]
        self._quoted(seen.text)
        self._buttons(seen.rows)

    def article(self, article: dict[str, Any], method: str) -> None:
        """What the bot sends into a chat where it is no member."""
        content = article["input_message_content"]
        words = content.get("message_text") or rich.plain(rich.blocks_of(content["rich_message"]["html"], {}))
        self.lines += [f"*{method}*", ""]
        self._quoted(words)
        self._buttons([[button["text"] for button in row] for row in article["reply_markup"]["inline_keyboard"]])

    def code(self, value: Any, summary: str) -> None:
        """JSON, folded."""
        text = re.sub(r"attach://[\w-]+", "attach://file", json.dumps(value, ensure_ascii=False, indent=1))
        self.lines += [f"<details><summary>{summary}</summary>", "", "```json", text, "```", "", "</details>", ""]

    def _quoted(self, text: str) -> None:
        self.lines += ["```text", *text.replace("```", "'''").splitlines(), "```", ""]

    def _buttons(self, rows: Iterable[list[str]]) -> None:
        for row in rows:
            self.lines.append(" ".join(f"`[{label.replace('`', '')}]`" for label in row) + "  ")
        self.lines.append("")


async def _private(server: Server, out: Transcript) -> None:
    anya = Person(server, 500)
    out.heading("В личном чате")
    out.said("/start")
    start = await anya.ask("/start")
    out.shown(start)
    out.said("чем старт отличается от рана")
    answer = await anya.ask("чем старт отличается от рана")
    out.shown(answer)
    out.code(json.loads(answer.data["rich_message"]), "InputRichMessage, как её отправил бот")
    out.code(answer.blocks, "блоки, как их прочёл сервер")
    out.said("кнопка 👎")
    out.shown(await anya.press(answer, "👎"), ": кнопки под тем же ответом")
    out.said("правит вопрос: «что такое том»")
    await anya.ask("что такое образ")
    (edited,) = await anya.edit("что такое том")
    out.shown(edited, ": ответ изменился на своём месте")
    out.said("а как удалить?")
    out.shown(await anya.ask("а как удалить?"))
    out.said("/lifecycle")
    lifecycle = await anya.ask("/lifecycle")
    out.shown(lifecycle)
    out.code(json.loads(lifecycle.data["rich_message"]), "InputRichMessage с картинкой между абзацами")
    out.said("присылает файл build.log")
    out.shown((await anya.send_file("build.log", ERROR.encode()))[0])
    out.said("docker run -d -p 8080:80 --name web nginx:latest")
    explained = await anya.ask("docker run -d -p 8080:80 --name web nginx:latest")
    out.shown(explained)
    out.said("кнопка ⇄")
    out.shown(await anya.press(explained, explained.labelled("⇄")))
    out.said("/topics, затем «Тома»")
    tree = await anya.ask("/topics")
    out.shown(tree)
    out.shown(await anya.press(tree, tree.labelled("Тома")), ": на том же месте")
    out.said("/settings, затем «Простые»")
    settings = await anya.ask("/settings")
    out.shown(await anya.press(settings, settings.labelled("Простые")))
    out.said("чем старт отличается от рана")
    out.shown(await anya.ask("чем старт отличается от рана"))
    out.said("/lifecycle")
    for seen in await anya.send("/lifecycle"):
        out.shown(seen)
    out.said("какая завтра погода в Казани")
    out.shown(await anya.ask("какая завтра погода в Казани"))
    out.said("/privacy")
    out.shown(await anya.ask("/privacy"))


async def _elsewhere(server: Server, out: Transcript) -> None:
    group = {"id": -100, "type": "supergroup", "title": "Докер", "is_forum": True}
    boris, vera = Person(server, 600, group=group), Person(server, 700, group=group)
    topic = {"message_thread_id": 7, "is_topic_message": True}
    out.heading("В группе, в теме форума")
    out.said(f"@{USERNAME} чем старт отличается от рана")
    answer = await boris.ask(f"@{USERNAME} чем старт отличается от рана", **topic)
    out.shown(answer, ": ответом в той же теме, длинное свёрнуто")
    out.code(json.loads(answer.data["rich_message"]), "InputRichMessage со свёрнутой частью")
    out.said("другой участник нажимает кнопку")
    out.lines += [f"*answerCallbackQuery:* {await vera.notice(answer, answer.rows[1][0])}", ""]
    out.said(f"ответ на чужую ошибку: /ask@{USERNAME}")
    error = vera.message(ERROR, **topic) | {"message_id": 900}
    out.shown(await boris.ask(f"/ask@{USERNAME}", reply_to_message=error, **topic))
    out.heading("В любом чате")
    out.said(f"@{USERNAME} run vs sta (ещё печатает)")
    found = await boris.inline("run vs sta")
    for result in found["results"][:3]:
        out.lines.append(f"- **{result['title']}** — {result['description']}")
    out.lines.append("")
    out.said("отправляет первый")
    out.article(found["results"][0], "inline")
    out.said(f"в чате, где бота нет: «@{USERNAME}» в ответ на «{ERROR}»")
    out.article(await boris.summon(f"@{USERNAME}", {"from": vera.user, "text": ERROR}), "answerGuestQuery")


async def _english(server: Server, out: Transcript) -> None:
    john = Person(server, 800, language="en")
    out.heading("In English")
    for text in ("/start", "run vs start", "/about"):
        out.said(text)
        out.shown(await john.ask(text))


async def main() -> int:
    """Run the dialogues and write the transcript; 0 where all went well."""
    process, url = await start_server()
    out = Transcript()
    out.lines += [
        "# Разговор с ботом",
        "",
        "Записано скриптом `scripts/transcript.py`: бот отвечает серверу Bot API из тестов. Не правьте руками.",
        "",
    ]
    with tempfile.TemporaryDirectory() as folder:
        async with Server(url) as server:
            bot = BotProcess(server, Path(folder) / "bot.log", Path(folder))
            await bot.start(JOURNAL_PATH=str(Path(folder) / "journal.sqlite3"))
            await _private(server, out)
            await _elsewhere(server, out)
            await _english(server, out)
            status = await bot.stop()
    process.terminate()
    await process.wait()
    TARGET.parent.mkdir(exist_ok=True)
    lines = "\n".join(line.rstrip() if not line.endswith("`  ") else line for line in out.lines)
    TARGET.write_text(lines.rstrip() + "\n", encoding="utf-8")
    return status


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
