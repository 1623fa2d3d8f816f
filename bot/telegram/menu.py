"""What Telegram shows of the bot: the command menu and the descriptions, in both languages."""

from __future__ import annotations

from aiogram import Bot
from aiogram.types import BotCommand

from bot.locales import phrase
from bot.telegram.outcomes import call
from bot.text.language import Language

#: Commands in the order of the menu; each has a phrase ``command-<name>``.
COMMANDS = ("start", "lifecycle", "compose", "help")


def _commands(language: Language) -> list[BotCommand]:
    return [BotCommand(command=name, description=phrase(f"command-{name}", language)) for name in COMMANDS]


async def publish(bot: Bot) -> None:
    """Set commands and descriptions: Russian for everybody (the default) and English for those who use it.

    Texts that are set already are left alone: Telegram limits how often they may change.
    """
    for language, code in (("ru", None), ("ru", "ru"), ("en", "en")):
        await _publish(bot, language, code)  # type: ignore[arg-type]


async def _publish(bot: Bot, language: Language, code: str | None) -> None:
    commands = _commands(language)
    if await call(lambda: bot.get_my_commands(language_code=code)) != commands:
        await call(lambda: bot.set_my_commands(commands, language_code=code))
    description = phrase("bot-description", language)
    current = await call(lambda: bot.get_my_description(language_code=code))
    if current is None or current.description != description:
        await call(lambda: bot.set_my_description(description, language_code=code))
    short = phrase("bot-short-description", language)
    current_short = await call(lambda: bot.get_my_short_description(language_code=code))
    if current_short is None or current_short.short_description != short:
        await call(lambda: bot.set_my_short_description(short, language_code=code))
