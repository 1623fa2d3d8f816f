"""What bot.telegram.lean promises: less memory, and models that are the same as with a plain import."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.conftest import ROOT

PROGRAM = """
import json, re
{first}
import aiogram
from aiogram.methods import SendMessage
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Update

user = {{"id": 1, "is_bot": False, "first_name": "A"}}
message = {{"message_id": 1, "date": 1, "chat": {{"id": 1, "type": "private"}}, "from": user, "text": "/start",
           "reply_to_message": {{"message_id": 2, "date": 1, "chat": {{"id": 1, "type": "private"}}, "new": 1}}}}
update = Update.model_validate({{"update_id": 5, "callback_query": {{"id": "1", "from": user, "chat_instance": "1",
                                "data": "x", "message": message}}}})
button = InlineKeyboardButton(text="a", callback_data="b")
method = SendMessage(chat_id=1, text="x", reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]]))
bad = []
try:
    SendMessage(chat_id=1, text=[])
except Exception as error:
    bad.append(type(error).__name__)
# Not ru_maxrss: that of a child begins with its parent's, and pytest may have grown large by now.
peak = int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
print(json.dumps({{
    "update": update.model_dump(mode="json"), "event": update.event_type, "bad": bad,
    "method": method.model_dump(mode="json", exclude_none=True, warnings=False, exclude_defaults=True),
    "memory": peak,
}}))
"""


def _run(first: str) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(first=first)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


@pytest.fixture(scope="module")
def both() -> tuple[dict[str, object], dict[str, object]]:
    return _run("import bot.telegram"), _run("")


def test_models_are_the_same(both: tuple[dict[str, object], dict[str, object]]) -> None:
    lean, plain = both
    for key in ("update", "event", "bad", "method"):
        assert lean[key] == plain[key]
    assert lean["bad"] == ["ValidationError"]


def test_less_memory_is_taken(both: tuple[dict[str, object], dict[str, object]]) -> None:
    lean, plain = both
    assert isinstance(lean["memory"], int)
    assert isinstance(plain["memory"], int)
    assert lean["memory"] < 0.7 * plain["memory"]


def test_every_type_and_method_can_be_built_when_it_is_needed() -> None:
    program = (
        "import bot.telegram, aiogram.types, aiogram.methods\n"
        "from pydantic import BaseModel\n"
        "count = 0\n"
        "for module in (aiogram.types, aiogram.methods):\n"
        "    for name in module.__all__:\n"
        "        model = getattr(module, name)\n"
        "        if isinstance(model, type) and issubclass(model, BaseModel) and name != 'TelegramMethod':\n"
        "            try:\n"
        "                model.model_validate({})\n"
        "            except ValueError:\n"
        "                pass\n"
        "            count += 1\n"
        "print(count)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert int(done.stdout) > 400
