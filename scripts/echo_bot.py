#!/usr/bin/env python3
"""What aiogram itself does in ten lines, for ``scripts/reliability.py`` to measure our bot against."""

import asyncio
import os

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message

dispatcher = Dispatcher()


@dispatcher.message()
async def echo(message: Message) -> None:
    """Say what was said."""
    await message.answer(message.text or "")


session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["BOT_API_URL"]))
asyncio.run(dispatcher.start_polling(Bot(os.environ["BOT_TOKEN"], session=session)))
