"""Button data: each class fits 64 bytes with the longest values that it can carry."""

from __future__ import annotations

import pytest
from aiogram.filters.callback_data import CallbackData

from bot.assistant import Assistant
from bot.knowledge.base import Base
from bot.reply import Reply
from bot.telegram.callbacks import (
    BUTTONS,
    ConvertButton,
    EntryButton,
    MenuButton,
    RandomButton,
    ScreenButton,
    SettingButton,
    TopicButton,
    VoteButton,
    owner_in,
    short,
)
from bot.telegram.keyboards import answer_keyboard, link_keyboard
from bot.telegram.limits import CALLBACK_DATA_BYTES, INLINE_ID_BYTES

#: Telegram: a user's id has at most 52 significant bits.
OWNER = short(2**52)


def _longest(base: Base) -> list[CallbackData]:
    entry = max((entry.id for entry in base), key=len)
    menu = max(base.menus, key=len)
    topic = max((entry.topic for entry in base), key=len)
    return [
        EntryButton(language="ru", entry=entry, page=99, owner=OWNER),
        MenuButton(language="ru", menu=menu, owner=OWNER),
        TopicButton(language="ru", topic=topic, page=999, owner=OWNER),
        RandomButton(language="ru", owner=OWNER),
        ConvertButton(language="ru", key="f" * 12, owner=OWNER),
        ScreenButton(language="ru", screen="settings", owner=OWNER),
        SettingButton(name="language", value="classic", owner=OWNER),
        # The longest id and the longest user together leave room for a million answers.
        VoteButton(language="ru", answer=short(36**4 - 1), up=False, entry=entry, owner=OWNER),
    ]


def test_every_class_fits_with_its_longest_values_and_comes_back(base: Base) -> None:
    longest = _longest(base)
    assert {type(data) for data in longest} == set(BUTTONS)
    for data in longest:
        packed = data.pack()
        assert len(packed.encode()) <= CALLBACK_DATA_BYTES
        assert type(data).unpack(packed) == data
        assert owner_in(packed) == OWNER


def test_votes_fit_with_the_long_numbers_of_replicas_and_the_longest_entry(base: Base, assistant: Assistant) -> None:
    entry = max(base, key=lambda entry: len(entry.id))
    for answer in (1, 2**62):
        markup = answer_keyboard(assistant.entry(entry, "ru"), "some_bot", OWNER, answer)
        assert markup
        data = [button.callback_data for row in markup.inline_keyboard for button in row if button.callback_data]
        assert sum(each.startswith("v:") for each in data) == 2
        assert all(len(each.encode()) <= CALLBACK_DATA_BYTES for each in data)


@pytest.mark.parametrize(("length", "buttons"), [(1, 1), (256, 1), (257, 0)])
def test_the_main_snippet_can_be_copied_up_to_256_characters(length: int, buttons: int) -> None:
    reply = Reply("answer", "ru", "Заголовок", "Текст", entry="image", snippets=("x" * length, "docker ps"))
    for markup in (answer_keyboard(reply, "some_bot"), link_keyboard(reply, "some_bot")):
        assert markup
        copies = [button.copy_text.text for row in markup.inline_keyboard for button in row if button.copy_text]
        assert copies == ["x" * length] * buttons


def test_inline_ids_fit(base: Base) -> None:
    assert max(len(f"{entry.id}:ru".encode()) for entry in base) <= INLINE_ID_BYTES


@pytest.mark.parametrize("data", ["", "e", "e:ru", "foreign", "e:xx:image:::", "v:ru:1:7::", "s:ru:nowhere:", "x" * 64])
def test_data_of_others_has_no_owner(data: str) -> None:
    assert owner_in(data) == ""


@pytest.mark.parametrize("number", [0, 1, 35, 36, 424242, 2**52])
def test_short_numbers_come_back(number: int) -> None:
    assert int(short(number), 36) == number
