"""What a message asks the bot, if anything: in private all of it, in a group what is said to the bot."""

from __future__ import annotations

import re
from dataclasses import dataclass

from aiogram import Bot
from aiogram.enums import ChatType
from aiogram.filters import Filter
from aiogram.types import Document, Message, User

from bot.telegram.place import GROUPS


@dataclass(frozen=True, slots=True)
class Question:
    """A text to answer. about: the text of the message that it replies to, where that is somebody else's."""

    text: str
    about: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """What to try, in order: first the message that is pointed at, then the words of the one who points."""
        return tuple(text for text in (self.about, self.text) if text.strip()) or (self.text,)


def text_of(message: Message) -> str:
    """The text or caption of a message; empty where it has none."""
    return message.text or message.caption or ""


def without_mention(text: str, username: str) -> tuple[str, bool]:
    """A text without its mentions of a user, and whether there was one."""
    cleaned, count = re.subn(rf"(?<![\w@])@{re.escape(username)}\b[,:]?", " ", text, flags=re.IGNORECASE)
    return (cleaned.strip(), True) if count else (text, False)


def pointed_at(message: Message, me: User) -> str:
    """The text of the message that this one replies to, if it is another's; a quoted part of it goes before."""
    replied = message.reply_to_message
    if replied and replied.from_user and replied.from_user.id == me.id:
        return ""
    if message.quote:  # also of a message in another chat, which itself is not passed on
        return message.quote.text
    return text_of(replied) if replied else ""


def file_pointed_at(message: Message, me: User) -> Document | None:
    """The document of another's message that this one replies to."""
    replied = message.reply_to_message
    if replied is None or message.quote or (replied.from_user and replied.from_user.id == me.id):
        return None
    return replied.document


def question_in(message: Message, me: User) -> Question | None:
    """What a message asks; None where it is not for the bot. Documents and commands are not looked at here."""
    text, mentioned = without_mention(text_of(message), me.username or "")
    if message.chat.type == ChatType.PRIVATE:
        return Question(text, pointed_at(message, me) if not text.strip() else "")
    if message.chat.type not in GROUPS:
        return None
    replied = message.reply_to_message
    if mentioned:
        return Question(text, pointed_at(message, me))
    if replied and replied.from_user and replied.from_user.id == me.id:
        return Question(text)
    return None


class Asks(Filter):
    """Passes messages with a text that asks the bot; gives the handler its ``question``."""

    async def __call__(self, message: Message, bot: Bot) -> bool | dict[str, Question]:
        """Find the question in a message."""
        question = question_in(message, await bot.me())
        if question is None or not (text_of(message) or question.about):
            return False
        return {"question": question}
