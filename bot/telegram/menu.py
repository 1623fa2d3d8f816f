"""What Telegram shows of the bot: the command menu and the descriptions, in both languages."""

from __future__ import annotations

from collections.abc import Iterable

from aiogram import Bot
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
    BotCommandScopeUnion,
)

from bot.locales import phrase
from bot.telegram.outcomes import call
from bot.text.language import Language

#: Commands in the order of the menu; each has a phrase ``command-<name>``.
COMMANDS = (
    "start",
    "topics",
    "lifecycle",
    "compose",
    "random",
    "help",
    "settings",
    "privacy",
    "forgetme",
    "about",
)
#: In a group only what makes sense among others; /ask is for groups where privacy mode hides plain text from the bot.
GROUP_COMMANDS = ("ask", "topics", "lifecycle", "compose", "random", "help")

#: In the private chats of the operators, behind all others.
ADMIN_COMMANDS = ("stats", "misses")


def _commands(names: tuple[str, ...], language: Language) -> list[BotCommand]:
    return [BotCommand(command=name, description=phrase(f"command-{name}", language)) for name in names]


def _fields(command: BotCommand) -> tuple[str, str]:
    return command.command, command.description


async def publish(bot: Bot, admins: Iterable[int] = ()) -> None:
    """Set commands and descriptions: Russian for everybody (the default) and English for those who use it.

    ``admins`` get their own commands too, once they have a chat with the bot; before, Telegram knows none.

    Texts that are set already are left alone: Telegram limits how often they may change.
    """
    for language, code in (("ru", None), ("ru", "ru"), ("en", "en")):
        await _publish(bot, language, code)  # type: ignore[arg-type]
        for admin in sorted(admins):
            commands = _commands((*COMMANDS, *ADMIN_COMMANDS), language)  # type: ignore[arg-type]
            await _publish_commands(bot, BotCommandScopeChat(chat_id=admin), commands, code)


async def _publish(bot: Bot, language: Language, code: str | None) -> None:
    for scope, names in ((BotCommandScopeDefault(), COMMANDS), (BotCommandScopeAllGroupChats(), GROUP_COMMANDS)):
        await _publish_commands(bot, scope, _commands(names, language), code)
    description = phrase("bot-description", language)
    current = await call(lambda: bot.get_my_description(language_code=code))
    if current is None or current.description != description:
        await call(lambda: bot.set_my_description(description, language_code=code))
    short = phrase("bot-short-description", language)
    current_short = await call(lambda: bot.get_my_short_description(language_code=code))
    if current_short is None or current_short.short_description != short:
        await call(lambda: bot.set_my_short_description(short, language_code=code))


async def _publish_commands(
    bot: Bot, scope: BotCommandScopeUnion, commands: list[BotCommand], code: str | None
) -> None:
    found = await call(lambda: bot.get_my_commands(scope=scope, language_code=code))
    # Not by ==: what came from Telegram holds the Bot that it came by, and is never equal to what was made here.
    if found is None or [_fields(command) for command in found] != [_fields(command) for command in commands]:
        await call(lambda: bot.set_my_commands(commands, scope=scope, language_code=code))
