"""A document: downloaded into memory, decoded, answered; in a group only where it is sent or shown to the bot."""

from __future__ import annotations

from functools import partial
from io import BytesIO

from aiogram import Bot, Router
from aiogram.enums import ChatType
from aiogram.exceptions import AiogramError
from aiogram.filters import Command, CommandObject, Filter
from aiogram.types import Document, Message

from bot.assistant import Assistant
from bot.telegram import screens
from bot.telegram.answering import Answers
from bot.telegram.documents import ENDINGS, Refusal, decode, refusal_before
from bot.telegram.limits import DOCUMENT_BYTES
from bot.telegram.outcomes import call
from bot.telegram.place import Place
from bot.telegram.questions import file_pointed_at, question_in
from bot.telegram.sending import Sender
from bot.text.language import Language


class Shows(Filter):
    """Passes messages that show the bot a document; gives the handler its ``file``.

    It is the message's own, or that of another's message to which a mention or a bare /ask replies.
    """

    async def __call__(
        self, message: Message, bot: Bot, command: CommandObject | None = None
    ) -> bool | dict[str, Document]:
        """Find the document."""
        me = await bot.me()
        asked = command is not None or question_in(message, me) is not None
        if message.document:
            file = message.document if asked or message.chat.type == ChatType.PRIVATE else None
        elif command is not None:
            file = None if (command.args or "").strip() else file_pointed_at(message, me)
        else:
            file = file_pointed_at(message, me) if asked and message.chat.type != ChatType.PRIVATE else None
        return {"file": file} if file else False


def router() -> Router:
    """The router of documents."""
    result = Router(name="documents")

    @result.message(Command("ask"), Shows())
    @result.message(Shows())
    async def document(
        message: Message,
        bot: Bot,
        assistant: Assistant,
        answers: Answers,
        sender: Sender,
        place: Place,
        language: Language,
        only: Language | None,
        file: Document,
        command: CommandObject | None = None,
    ) -> None:
        name = file.file_name or ""
        text = refusal_before(name, file.file_size) or await _download(bot, file)
        if not isinstance(text, Refusal):
            # A file speaks English or none: the language of the answer is that of who sent it.
            read = partial(assistant.document, name, text, language, only or language)
            await answers.answer_document(bot, message, place, name, read)
            return
        question = question_in(message, await bot.me()) if command is None else None
        words = question is not None and bool(question.text.strip())
        if message.document or not words:
            notice = screens.notice(text, language, limit=DOCUMENT_BYTES // 1024, kinds=_kinds())
            await sender.send(bot, place, notice)
        if question and words:  # they may do without the file
            await answers.answer(assistant, bot, message, place, question, language, only)

    return result


def _kinds() -> str:
    return ", ".join((*ENDINGS, "Dockerfile"))


async def _download(bot: Bot, document: Document) -> str | Refusal:
    """The text of a document. Its size as Telegram told it may be missing: what arrives is measured too."""

    async def fetch() -> bytes:
        found = await bot.get_file(document.file_id)
        if found.file_path is None or (found.file_size or 0) > DOCUMENT_BYTES:
            return b" " * (DOCUMENT_BYTES + 1) if found.file_path else b""
        sink = BytesIO()
        await bot.download_file(found.file_path, sink)
        return sink.getvalue()

    try:
        content = await call(fetch)
    except (AiogramError, OSError, TimeoutError):
        content = None
    return decode(content) if content is not None else Refusal.LOST
