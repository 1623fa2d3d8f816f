"""Numbers of the Bot API, each from its documentation (core.telegram.org/bots/api, 10.3)."""

from __future__ import annotations

#: sendMessage, text: 1-4096 characters after entities parsing, counted in UTF-16 code units.
MESSAGE_LENGTH = 4096
#: sendPhoto, caption: 0-1024 characters after entities parsing.
CAPTION_LENGTH = 1024
#: InlineKeyboardButton.callback_data: 1-64 bytes.
CALLBACK_DATA_BYTES = 64
#: CopyTextButton.text: 1-256 characters.
COPY_TEXT_LENGTH = 256
#: Messages to one chat: about one a second; no method may be repeated faster after a 429 than retry_after says.
MAX_RETRY_AFTER = 120
