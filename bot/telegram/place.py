"""Where a reply goes, and how it should look there."""

from __future__ import annotations

from dataclasses import dataclass

from aiogram.enums import ChatType
from aiogram.types import CallbackQuery, Message, User

from bot.telegram.callbacks import short
from bot.telegram.conversation import Key

GROUPS = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})


@dataclass(frozen=True, slots=True)
class Place:
    """A chat, its forum topic, the message to reply to, and the person whom the reply is for.

    user: 0 where nobody is named (an anonymous administrator). rich: whether the person wants rich messages.
    """

    chat: int
    thread: int | None
    reply_to: int | None
    group: bool
    user: int
    rich: bool

    @property
    def owner(self) -> str:
        """The owner of the buttons, as button data names them: in a group the asker, elsewhere nobody."""
        return short(self.user) if self.group and self.user else ""

    @property
    def conversation(self) -> Key:
        """The conversation that goes on here."""
        return Key(self.chat, self.thread, self.user)


def _person(user: User | None) -> int:
    return user.id if user and not user.is_bot else 0


def of_message(message: Message, rich: bool) -> Place:
    """The place for the answer to a message: in its topic, and in a group as a reply."""
    group = message.chat.type in GROUPS
    return Place(
        chat=message.chat.id,
        thread=message.message_thread_id if message.is_topic_message else None,
        reply_to=message.message_id if group else None,
        group=group,
        user=_person(message.from_user),
        rich=rich,
    )


def of_button(query: CallbackQuery, rich: bool) -> Place | None:
    """The place for what a button brings: under its message, in a group as a reply to the same question.

    None for a button under a message that was sent inline: the bot does not know that chat.
    """
    message = query.message
    if message is None:
        return None
    group = message.chat.type in GROUPS
    asked = message.reply_to_message if isinstance(message, Message) else None
    topic = isinstance(message, Message) and message.is_topic_message
    return Place(
        chat=message.chat.id,
        thread=message.message_thread_id if isinstance(message, Message) and topic else None,
        reply_to=(asked or message).message_id if group else None,
        group=group,
        user=_person(query.from_user),
        rich=rich,
    )
