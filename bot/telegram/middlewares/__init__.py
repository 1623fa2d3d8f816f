"""What is done around every update; the order is set in ``bot.telegram.app``."""
