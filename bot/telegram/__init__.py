"""The Telegram face: everything that knows Telegram, nothing that knows Docker."""
