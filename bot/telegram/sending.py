"""Sending a Reply: rich where the reader and the server take it, else classic; as new messages, or in place."""

from __future__ import annotations

import logging

from aiogram import Bot
from aiogram.types import (
    BufferedInputFile,
    FSInputFile,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)

from bot.reply import Reply
from bot.telegram.articles import article
from bot.telegram.outcomes import Outcome, Result, attempt, call
from bot.telegram.place import Place
from bot.telegram.rendering import File, Part, fits_caption, is_long, render, render_folded
from bot.telegram.rich import has_structure, rich_message

logger = logging.getLogger(__name__)
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
#: What an edit may come to without a new message being needed.
_EDITED = frozenset({Outcome.DONE, Outcome.NOT_MODIFIED, Outcome.BLOCKED, Outcome.UNREACHABLE})


class Sender:
    """Sends replies. Remembers for the life of the process whether the server takes rich messages."""

    def __init__(self, rich: bool) -> None:
        self._rich = rich

    @property
    def rich(self) -> bool:
        """Whether rich messages may be sent at all: the operator and the server decide."""
        return self._rich

    def takes_rich(self, place: Place) -> bool:
        """Tell whether rich messages may be sent to a place: the operator, the server and the person decide."""
        return self._rich and place.rich

    def rich_refused(self) -> None:
        """Note that the server does not know rich messages; classic ones are sent from now on."""
        if self._rich:
            logger.warning("the Bot API server does not know rich messages: classic ones from now on")
        self._rich = False

    async def send(
        self, bot: Bot, place: Place, reply: Reply, markup: InlineKeyboardMarkup | None = None
    ) -> tuple[Message, ...]:
        """Send a reply as new messages; the buttons go under the last one. Returns what was sent, in order."""
        if self.takes_rich(place) and has_structure(reply):
            message = await self._send_rich(bot, place, reply, markup)
            if message.outcome not in (Outcome.NO_SUCH_METHOD, Outcome.REFUSED):
                return (message.value,) if message.value else ()
        return await self._send_classic(bot, place, reply, markup)

    async def _send_rich(
        self, bot: Bot, place: Place, reply: Reply, markup: InlineKeyboardMarkup | None
    ) -> Result[Message]:
        content = rich_message(reply, folded=place.group)
        if content is None:
            return Result(None, Outcome.REFUSED)
        result = await attempt(
            lambda: bot.send_rich_message(
                place.chat,
                content,
                message_thread_id=place.thread,
                reply_parameters=_reply(place),
                reply_markup=markup,
            )
        )
        if result.outcome is Outcome.NO_SUCH_METHOD:
            self.rich_refused()
        return result

    async def _send_classic(
        self, bot: Bot, place: Place, reply: Reply, markup: InlineKeyboardMarkup | None
    ) -> tuple[Message, ...]:
        parts = _parts(reply, place.group)
        sent: list[Message | None] = []
        first = True
        if reply.picture is not None:
            picture = reply.picture
            only = parts[0] if len(parts) == 1 else None
            caption = only if isinstance(only, Part) and fits_caption(only) else None
            sent.append(
                await call(
                    lambda: bot.send_photo(
                        place.chat,
                        FSInputFile(picture),
                        caption=caption.text if caption else None,
                        caption_entities=caption.entities if caption else None,
                        message_thread_id=place.thread,
                        reply_parameters=_reply(place),
                        reply_markup=markup if caption else None,
                    )
                )
            )
            first = False
            if caption:
                parts = []
        for number, part in enumerate(parts, start=1):
            below = markup if number == len(parts) else None
            sent.append(await self._send_part(bot, place, part, below, first))
            first = False
        return tuple(message for message in sent if message)

    async def _send_part(
        self, bot: Bot, place: Place, part: Part | File, markup: InlineKeyboardMarkup | None, first: bool
    ) -> Message | None:
        parameters = _reply(place) if first else None
        if isinstance(part, File):
            return await call(
                lambda: bot.send_document(
                    place.chat,
                    BufferedInputFile(part.content, part.name),
                    message_thread_id=place.thread,
                    reply_parameters=parameters,
                    reply_markup=markup,
                )
            )
        return await call(
            lambda: bot.send_message(
                place.chat,
                part.text,
                entities=part.entities,
                message_thread_id=place.thread,
                link_preview_options=_NO_PREVIEW,
                reply_parameters=parameters,
                reply_markup=markup,
            )
        )

    async def replace(
        self, bot: Bot, message_id: int, place: Place, reply: Reply, markup: InlineKeyboardMarkup | None = None
    ) -> bool:
        """Put a reply in the place of a message of the bot's; False where it cannot take that place."""
        if self.takes_rich(place) and has_structure(reply):
            content = rich_message(reply, folded=place.group)
            if content is not None:
                result = await attempt(
                    lambda: bot.edit_message_text(
                        chat_id=place.chat, message_id=message_id, rich_message=content, reply_markup=markup
                    )
                )
                if result.outcome in _EDITED:
                    return True
                if result.outcome is Outcome.NO_SUCH_METHOD:
                    self.rich_refused()
        parts = _parts(reply, place.group)
        only = parts[0] if len(parts) == 1 and reply.picture is None else None
        if not isinstance(only, Part):
            return False
        edited = await attempt(
            lambda: bot.edit_message_text(
                text=only.text,
                chat_id=place.chat,
                message_id=message_id,
                entities=only.entities,
                link_preview_options=_NO_PREVIEW,
                reply_markup=markup,
            )
        )
        return edited.outcome in _EDITED

    async def answer_guest(self, bot: Bot, identifier: str, place: Place, reply: Reply) -> None:
        """Answer a guest query, which may be done once: with the long part folded, for a chat where others talk."""
        username = (await bot.me()).username or ""

        async def answer(rich: bool) -> Outcome:
            content = article(reply, username, rich, folded=True)
            return (await attempt(lambda: bot.answer_guest_query(identifier, content))).outcome

        rich = self.takes_rich(place)
        if await answer(rich) is Outcome.REFUSED and rich:
            await answer(rich=False)

    async def show(
        self, bot: Bot, shown: Message | None, place: Place, reply: Reply, markup: InlineKeyboardMarkup | None = None
    ) -> tuple[Message, ...]:
        """Put a reply in the place of a message that is shown, or send it anew where it cannot be put there."""
        has_text = shown is not None and not shown.photo and not shown.document
        if shown and has_text and await self.replace(bot, shown.message_id, place, reply, markup):
            return ()
        return await self.send(bot, place, reply, markup)


def _parts(reply: Reply, group: bool) -> list[Part | File]:
    return render_folded(reply) if group and is_long(reply) else render(reply.markdown)


def _reply(place: Place) -> ReplyParameters | None:
    if place.reply_to is None:
        return None
    return ReplyParameters(message_id=place.reply_to, allow_sending_without_reply=True)
