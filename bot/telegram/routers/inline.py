"""Inline mode: results while the person types, popular entries before.

The answer depends on the person's language, so Telegram may keep it for that person only.
"""

from __future__ import annotations

from aiogram import Bot, Router
from aiogram.types import InlineQuery, InlineQueryResultsButton

from bot.assistant import Assistant
from bot.journal import Preferences
from bot.locales import phrase
from bot.telegram.articles import article
from bot.telegram.limits import INLINE_RESULTS
from bot.telegram.links import MENU
from bot.telegram.outcomes import Outcome, attempt
from bot.telegram.sending import Sender
from bot.text.language import Language

#: Results in one answer: what a client loads before the person scrolls.
PAGE = 20
#: Seconds for which Telegram may give the same answer again: the base changes with a release.
CACHE = 300


def router() -> Router:
    """The router of inline queries."""
    result = Router(name="inline")

    @result.inline_query()
    async def inline(
        query: InlineQuery,
        bot: Bot,
        assistant: Assistant,
        sender: Sender,
        preferences: Preferences,
        language: Language,
        only: Language | None,
    ) -> None:
        offset = int(query.offset) if query.offset.isdecimal() else 0
        page = min(PAGE, INLINE_RESULTS)
        # One more than is shown tells whether there is a next page.
        found = assistant.search(query.query, language, page + 1, offset, only)
        username = (await bot.me()).username or ""
        nothing = not found and not offset
        button = InlineQueryResultsButton(
            text=phrase("inline-nothing" if nothing else "inline-open", language), start_parameter=MENU
        )

        async def answer(rich: bool) -> Outcome:
            results = [article(reply, username, rich) for reply in found[:page]]
            sent = await attempt(
                lambda: bot.answer_inline_query(
                    query.id,
                    results,  # type: ignore[arg-type]
                    cache_time=CACHE,
                    is_personal=True,
                    next_offset=str(offset + page) if len(found) > page else "",
                    button=button,
                )
            )
            return sent.outcome

        rich = sender.rich and preferences.style != "classic"
        if await answer(rich) is Outcome.REFUSED and rich:
            await answer(rich=False)

    return result
