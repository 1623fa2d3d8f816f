"""/stats and /misses for those whom the operator named in ADMIN_IDS; all others are told so."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command
from aiogram.types import BufferedInputFile, Message

from bot.journal import Journal, JournalError
from bot.journal.chart import draw
from bot.journal.report import markdown, misses_file
from bot.locales import phrase
from bot.reply import Reply
from bot.telegram import screens
from bot.telegram.outcomes import call
from bot.telegram.place import Place
from bot.telegram.sending import Sender
from bot.text.language import Language

#: Days that the figures and the misses look back.
DAYS = 30


def router(admins: frozenset[int]) -> Router:
    """The router of the operators' commands, in their private chats."""
    result = Router(name="admin")
    result.message.filter(F.chat.type == ChatType.PRIVATE)
    admin = F.from_user.id.in_(admins)

    @result.message(Command("stats"), admin)
    async def stats(
        message: Message, bot: Bot, journal: Journal, sender: Sender, place: Place, language: Language
    ) -> None:
        try:
            statistics = await asyncio.to_thread(journal.statistics, DAYS)
        except JournalError:
            await sender.send(bot, place, screens.notice("no-journal", language))
            return
        chart = await asyncio.to_thread(draw, statistics, language)
        picture = BufferedInputFile(chart, "stats.png")
        await call(lambda: bot.send_photo(place.chat, picture, message_thread_id=place.thread))
        await sender.send(bot, place, Reply("answer", language, "", markdown(statistics, language)))

    @result.message(Command("misses"), admin)
    async def misses(
        message: Message, bot: Bot, journal: Journal, sender: Sender, place: Place, language: Language
    ) -> None:
        try:
            found = await asyncio.to_thread(journal.misses, DAYS)
        except JournalError:
            await sender.send(bot, place, screens.notice("no-journal", language))
            return
        if not found:
            await sender.send(bot, place, screens.notice("misses-none", language, days=DAYS))
            return
        name = f"misses-{datetime.now(UTC):%Y-%m-%d}.yaml"
        file = BufferedInputFile(misses_file(found, language).encode(), name)
        caption = phrase("misses-caption", language, count=sum(miss.count for miss in found))
        await call(lambda: bot.send_document(place.chat, file, caption=caption, message_thread_id=place.thread))

    @result.message(Command("stats", "misses"))
    async def refused(message: Message, bot: Bot, sender: Sender, place: Place, language: Language) -> None:
        await sender.send(bot, place, screens.notice("admins-only", language))

    return result
