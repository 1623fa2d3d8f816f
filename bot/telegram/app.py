"""The bot and its dispatcher, put together."""

from __future__ import annotations

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from bot.telegram.answering import Answers
from bot.telegram.middlewares.audience import AudienceMiddleware
from bot.telegram.middlewares.current import CurrentMiddleware
from bot.telegram.middlewares.dedupe import DedupeMiddleware
from bot.telegram.middlewares.guard import GuardMiddleware
from bot.telegram.middlewares.language import LanguageMiddleware
from bot.telegram.middlewares.order import OrderMiddleware
from bot.telegram.middlewares.ownership import OwnershipMiddleware
from bot.telegram.middlewares.request import RequestMiddleware
from bot.telegram.middlewares.throttle import ThrottleMiddleware
from bot.telegram.middlewares.typing import TypingMiddleware
from bot.telegram.migrating import Migrating
from bot.telegram.observing import Observer
from bot.telegram.responses import Responses, read
from bot.telegram.routers import (
    admin,
    buttons,
    commands,
    documents,
    guest,
    inline,
    preferences,
    questions,
    votes,
)
from bot.telegram.screens import kept
from bot.telegram.sending import Sender
from bot.wiring import Services


def make_bot(services: Services) -> Bot:
    """A Bot for the settings' token and server; each of its calls is observed."""
    settings = services.settings
    session = AiohttpSession(json_loads=read)
    if settings.bot_api_url:
        session.api = TelegramAPIServer.from_base(settings.bot_api_url, is_local=False)
    session.middleware(Responses())
    session.middleware(Migrating())
    session.middleware(Observer(services.health, services.metrics))
    return Bot(settings.bot_token.get_secret_value(), session=session)


def make_dispatcher(services: Services) -> Dispatcher:
    """A Dispatcher with every router; the order of middlewares and routers is behaviour and stands here only.

    Outer middlewares come before the filters, inner ones behind them: what no handler wants is neither counted
    against a limit nor hinted at by «typing…».
    """
    settings, journal, conversations = services.settings, services.journal, services.conversations
    sender = Sender(rich=settings.rich_messages == "on")
    dispatcher = Dispatcher(
        disable_fsm=True,  # nothing here has states, and its storage keeps each person for ever
        journal=journal,
        conversations=conversations,
        sender=sender,
        answers=Answers(journal, conversations, sender, services.metrics, log_text=settings.log_text == "on"),
        kept=kept(settings),
        admins=settings.admin_ids,
    )
    language, audience = LanguageMiddleware(), AudienceMiddleware()
    throttle, typing = ThrottleMiddleware(services.users, services.groups), TypingMiddleware()
    dispatcher.update.outer_middleware(DedupeMiddleware(services.seen, services.metrics))
    dispatcher.update.outer_middleware(RequestMiddleware(services.metrics))
    dispatcher.update.outer_middleware(CurrentMiddleware(services.current))
    dispatcher.update.outer_middleware(GuardMiddleware())
    dispatcher.update.outer_middleware(OrderMiddleware())
    for messages in (dispatcher.message, dispatcher.edited_message, dispatcher.guest_message):
        messages.outer_middleware(audience)
        messages.outer_middleware(language)
        messages.middleware(throttle)
    dispatcher.message.middleware(typing)
    dispatcher.callback_query.outer_middleware(language)
    dispatcher.callback_query.outer_middleware(OwnershipMiddleware())
    dispatcher.callback_query.middleware(throttle)
    dispatcher.callback_query.middleware(typing)
    dispatcher.inline_query.outer_middleware(language)
    dispatcher.include_routers(
        admin.router(settings.admin_ids),
        documents.router(),
        commands.router(),
        buttons.router(),
        preferences.router(),
        votes.router(),
        questions.router(),
        inline.router(),
        guest.router(),
        buttons.last(),
    )
    return dispatcher
