"""A Bot API server of the tests' own, which refuses what Telegram refuses; run as a process of its own."""
