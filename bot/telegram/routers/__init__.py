"""Updates to questions: one module a kind of update, included in order by ``bot.telegram.app``."""
