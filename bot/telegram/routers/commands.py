"""/start, /help and the menus that the knowledge base names (/lifecycle, /compose)."""

from __future__ import annotations

from aiogram import Bot, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from bot.assistant import Assistant
from bot.telegram.sending import send
from bot.text.language import Language

#: Commands that open a menu of the knowledge base of the same name.
MENUS = ("start", "lifecycle", "compose")


def router() -> Router:
    """The router of commands."""
    result = Router(name="commands")

    @result.message(Command("help"))
    async def help_(message: Message, bot: Bot, assistant: Assistant, language: Language) -> None:
        await send(bot, message, assistant.help(language))

    @result.message(Command(*MENUS))
    async def menu(
        message: Message, bot: Bot, assistant: Assistant, language: Language, command: CommandObject
    ) -> None:
        if command.command == "start" and command.args:
            await send(bot, message, assistant.open(command.args.strip(), language))
            return
        await send(bot, message, assistant.menu(command.command.lower(), language))

    return result
