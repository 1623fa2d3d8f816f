"""Numbers of the Bot API, each from its documentation (core.telegram.org/bots/api, 10.3), and the bot's own."""

from __future__ import annotations

#: sendMessage, text: 1-4096 characters after entities parsing, counted in UTF-16 code units.
MESSAGE_LENGTH = 4096
#: sendPhoto, caption: 0-1024 characters after entities parsing.
CAPTION_LENGTH = 1024
#: Rich message limits: 32768 UTF-8 characters of text …
RICH_LENGTH = 32768
#: … 500 blocks, list items and table rows included …
RICH_BLOCKS = 500
#: … and 20 columns in a table.
RICH_COLUMNS = 20
#: InlineKeyboardButton.callback_data: 1-64 bytes.
CALLBACK_DATA_BYTES = 64
#: CopyTextButton.text: 1-256 characters.
COPY_TEXT_LENGTH = 256
#: answerCallbackQuery, text: 0-200 characters.
CALLBACK_NOTICE_LENGTH = 200
#: answerInlineQuery, results: no more than 50 a query.
INLINE_RESULTS = 50
#: InlineQueryResult.id: 1-64 bytes.
INLINE_ID_BYTES = 64
#: Deep linking (core.telegram.org/api/links): the start parameter has 1-64 characters of A-Z, a-z, 0-9, _ and -.
START_PARAMETER_LENGTH = 64
#: Messages to one chat: about one a second; no method may be repeated faster after a 429 than retry_after says.
MAX_RETRY_AFTER = 120
#: What is read of a document, in bytes; Telegram itself gives a bot up to 20 MB by getFile.
DOCUMENT_BYTES = 256 * 1024
