"""The Telegram face: everything that knows Telegram, nothing that knows Docker."""

from bot.telegram import lean as lean
