"""Updates that Telegram brings: one of several replicas, behind a proxy.

aiogram's own handler answers 200 at once and handles the update in a task that nobody awaits: what is in hand when
the process stops is lost. Here Telegram is answered when the update was handled. Everything else (a failure, a stop,
a limit of time) is answered by a 5xx, upon which Telegram sends the update again: it is handled at least once, and
``bot.telegram.seen`` sees to it that it is not handled twice.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal

from aiogram import Bot, Dispatcher
from aiogram.exceptions import AiogramError, TelegramRetryAfter, TelegramUnauthorizedError
from aiogram.types import Update
from aiohttp import web
from pydantic import ValidationError

from bot.operations.health import Health
from bot.settings import Settings, SettingsError
from bot.telegram import menu
from bot.telegram.polling import TokenRefusedError
from bot.telegram.seen import InHandError
from bot.telegram.senders import TELEGRAM, Senders, derived_secret, same

logger = logging.getLogger(__name__)
#: Bytes of an update: the longest message, with the message that it answers, is a tenth of that.
BODY_BYTES = 1024 * 1024
#: Seconds to send the body in.
_BODY_PATIENCE = 10.0
#: Seconds to handle an update in: Telegram lets go of a request after about a minute.
HANDLING_PATIENCE = 50.0
#: setWebhook, max_connections: 1-100; a connection is held while its update is handled.
_CONNECTIONS = 100
#: Seconds between «not ready» and the closed port: what a proxy has under way by then still gets an answer.
_QUIET = 0.25
_FIRST_DELAY, _LAST_DELAY = 1.0, 30.0


class Webhook:
    """Takes updates by HTTP and handles each before it is answered."""

    def __init__(self, bot: Bot, dispatcher: Dispatcher, health: Health, secret: str, senders: Senders) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._health = health
        self._secret = secret
        self._senders = senders
        self._in_hand: dict[int, asyncio.Future[object]] = {}

    async def receive(self, request: web.Request) -> web.Response:
        """One update. The cheap refusals come first, and nothing of a stranger's body is read."""
        peer = request.transport.get_extra_info("peername") if request.transport else None
        if not self._senders.allows(peer[0] if peer else None, request.headers.getall("X-Forwarded-For", [])):
            return _refused(403, "the sender is not Telegram")
        if not same(request.headers.get("X-Telegram-Bot-Api-Secret-Token", ""), self._secret):
            return _refused(401, "the secret is missing or wrong")
        if self._health.stopping:
            return _again("this replica is stopping")
        if (request.content_length or 0) > BODY_BYTES:
            return _refused(413, "the body is too large")
        try:
            body = await asyncio.wait_for(request.read(), _BODY_PATIENCE)
        except web.HTTPRequestEntityTooLarge:
            return _refused(413, "the body is too large")
        except TimeoutError:
            return _refused(408, "the body did not come")
        except ConnectionError:  # who sent it went away in the midst; nobody reads this answer
            return _refused(400, "the body broke off")
        try:
            update = Update.model_validate(json.loads(body), context={"bot": self._bot})
        except ValidationError as error:
            # Told to send it again, Telegram would do so for a day and hold back what comes after it.
            logger.error("an update is passed over, its shape is unknown: %s", error.errors()[0]["loc"])
            return web.Response()
        except ValueError:
            return _refused(400, "the body is no JSON")
        self._health.heard()
        return await self._handle(update)

    async def _handle(self, update: Update) -> web.Response:
        if update.update_id in self._in_hand:
            return _again("this update is in hand")
        handling = asyncio.ensure_future(self._dispatcher.feed_update(self._bot, update))
        self._in_hand[update.update_id] = handling
        handling.add_done_callback(lambda _: self._in_hand.pop(update.update_id, None))
        try:
            # Who asked may go away; what is in hand is finished all the same, and its repetition is told so.
            await asyncio.wait_for(asyncio.shield(handling), HANDLING_PATIENCE)
        except TimeoutError:
            logger.warning("update %d takes over %.0f s and goes on", update.update_id, HANDLING_PATIENCE)
            return _again("this update is in hand")
        except InHandError:
            return _again("another replica has this update in hand")
        except asyncio.CancelledError:
            if handling.cancelled():
                return _again("this replica has stopped")
            raise
        except Exception as error:
            logger.error("update %d could not be handled: %s", update.update_id, type(error).__name__)
            return _again("this update could not be handled")
        return web.Response()

    async def drain(self, seconds: float) -> None:
        """Finish what is in hand; what is not finished by then is cut off, and Telegram is told to send it again."""
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        if self._in_hand:
            logger.info("stopping: finishing %d answers", len(self._in_hand))
        while self._in_hand and loop.time() < end:
            await asyncio.wait(self._in_hand.values(), timeout=end - loop.time())
        left = list(self._in_hand.values())
        for handling in left:
            handling.cancel()
        await asyncio.gather(*left, return_exceptions=True)


def _refused(status: int, reason: str) -> web.Response:
    logger.warning("a request to the webhook is refused: %s", reason)
    return web.Response(status=status)


def _again(reason: str) -> web.Response:
    """Let the proxy try another replica, and Telegram send the update again."""
    logger.info("an update is sent back: %s", reason)
    return web.Response(status=503, headers={"Retry-After": "1", "Connection": "close"})


async def _register(bot: Bot, url: str, secret: str, allowed: list[str]) -> None:
    """Tell Telegram where to send; each replica says the same, so that it does not matter who was last.

    Raises TokenRefusedError; what else fails is tried again.
    """
    delay = _FIRST_DELAY
    while True:
        wait, reason = delay, ""
        try:
            await bot.set_webhook(
                url=url, secret_token=secret, allowed_updates=allowed, max_connections=_CONNECTIONS, request_timeout=15
            )
        except TelegramUnauthorizedError:
            raise TokenRefusedError from None
        except TelegramRetryAfter as error:
            wait, reason = float(error.retry_after), "Telegram asks to wait"
        except (AiogramError, ValueError) as error:
            reason = getattr(error, "message", type(error).__name__)
        else:
            logger.info("webhook: Telegram sends updates to %s", url)
            return
        logger.warning("webhook: not set (%s); trying again in %.0f s", reason, wait)
        await asyncio.sleep(wait)
        delay = min(delay * 2, _LAST_DELAY)


async def run(bot: Bot, dispatcher: Dispatcher, settings: Settings, health: Health) -> None:
    """Listen, register, and handle updates until SIGINT or SIGTERM; finish what is in hand.

    Raises TokenRefusedError, and SettingsError where the port cannot be used.
    """
    assert settings.webhook_url  # noqa: S101 - who calls this looked
    url, token = settings.webhook_url, settings.bot_token.get_secret_value()
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else derived_secret(token, url)
    senders = Senders(TELEGRAM if settings.webhook_networks == "telegram" else (), settings.webhook_proxies)
    webhook = Webhook(bot, dispatcher, health, secret, senders)
    application = web.Application(client_max_size=BODY_BYTES)
    application.router.add_post(settings.webhook_path, webhook.receive)
    # Answers to what drain() cut off or finished are still written then.
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=1.0, handle_signals=False)
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, stopping.set)
        except NotImplementedError:  # Windows
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stopping.set))
    work: list[asyncio.Future[None]] = []
    try:
        await runner.setup()
        site = web.TCPSite(runner, settings.webhook_host, settings.webhook_port)
        try:
            await site.start()
        except OSError as error:
            reason = os.strerror(error.errno or 0)
            raise SettingsError(f"WEBHOOK_PORT {settings.webhook_port} cannot be used: {reason}") from None
        logger.info("webhook: listening on %s:%d", *runner.addresses[0][:2])
        allowed = dispatcher.resolve_used_update_types()
        registering = asyncio.ensure_future(_register(bot, url, secret, allowed))
        waiting = asyncio.ensure_future(_wait(stopping))
        work = [registering, waiting, asyncio.ensure_future(menu.publish(bot, dispatcher["admins"]))]
        await asyncio.wait({registering, waiting}, return_when=asyncio.FIRST_COMPLETED)
        if not stopping.is_set():
            await registering  # raises what it raised
        await waiting
        health.stopping = True  # readyz says 503, so does a request that comes now
        await asyncio.sleep(_QUIET)
        await site.stop()
        await webhook.drain(settings.stop_timeout)
    finally:
        for each in work:
            each.cancel()
        await asyncio.gather(*work, return_exceptions=True)
        await runner.cleanup()
        await bot.session.close()
    logger.info("stopped")


async def _wait(event: asyncio.Event) -> None:
    await event.wait()
