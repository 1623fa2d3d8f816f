"""The bot and its dispatcher, put together."""

from __future__ import annotations

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from bot.assistant import Assistant
from bot.settings import Settings
from bot.telegram.middlewares.guard import GuardMiddleware
from bot.telegram.middlewares.language import LanguageMiddleware
from bot.telegram.routers import buttons, commands, questions


def make_bot(settings: Settings) -> Bot:
    """A Bot for the settings' token and server."""
    session = AiohttpSession()
    if settings.bot_api_url:
        session.api = TelegramAPIServer.from_base(settings.bot_api_url, is_local=False)
    return Bot(settings.bot_token.get_secret_value(), session=session)


def make_dispatcher(assistant: Assistant) -> Dispatcher:
    """A Dispatcher with every router; the order of middlewares and routers is behaviour and stands here only."""
    dispatcher = Dispatcher(assistant=assistant)
    dispatcher.update.outer_middleware(GuardMiddleware())
    dispatcher.message.outer_middleware(LanguageMiddleware())
    dispatcher.callback_query.outer_middleware(LanguageMiddleware())
    dispatcher.include_routers(commands.router(), buttons.router(), questions.router())
    return dispatcher
