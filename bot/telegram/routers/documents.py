"""A document: downloaded into memory, decoded, answered; in a group only where it is sent to the bot."""

from __future__ import annotations

from functools import partial
from io import BytesIO

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.exceptions import AiogramError
from aiogram.types import Document, Message

from bot.assistant import Assistant
from bot.telegram import screens
from bot.telegram.answering import Answers
from bot.telegram.documents import ENDINGS, Refusal, decode, refusal_before
from bot.telegram.limits import DOCUMENT_BYTES
from bot.telegram.outcomes import call
from bot.telegram.place import Place
from bot.telegram.questions import question_in
from bot.telegram.sending import Sender
from bot.text.language import Language


def router() -> Router:
    """The router of documents."""
    result = Router(name="documents")

    @result.message(F.document)
    async def document(
        message: Message,
        bot: Bot,
        assistant: Assistant,
        answers: Answers,
        sender: Sender,
        place: Place,
        language: Language,
        only: Language | None,
    ) -> None:
        file = message.document
        question = question_in(message, await bot.me())
        if file is None or (message.chat.type != ChatType.PRIVATE and question is None):
            return
        name = file.file_name or ""
        text = refusal_before(name, file.file_size) or await _download(bot, file)
        if isinstance(text, Refusal):
            notice = screens.notice(text, language, limit=DOCUMENT_BYTES // 1024, kinds=_kinds())
            await sender.send(bot, place, notice)
            return
        # A file speaks English or none: the language of the answer is that of who sent it.
        read = partial(assistant.document, name, text, language, only or language)
        await answers.answer_document(bot, message, place, name, read)

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
