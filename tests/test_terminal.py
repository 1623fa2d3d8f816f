"""The terminal face in a pseudo-terminal, and as a filter."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pexpect
import pytest

from tests.conftest import ROOT

ANSI = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]|\x1b[=>]|\x1b\][^\x07]*\x07")


#: prompt_toolkit switches bracketed paste on at each new prompt, then draws it.
PROMPT = r"\x1b\[\?2004h[\s\S]*?›"


class Talk:
    """A conversation with ``python -m bot chat``."""

    def __init__(self, state: Path) -> None:
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "bot", "chat"],
            cwd=str(ROOT),
            env={
                "PATH": "/usr/bin:/bin",
                "TERM": "xterm-256color",
                "LANG": "C.UTF-8",
                "XDG_STATE_HOME": str(state),
                "PROMPT_TOOLKIT_NO_CPR": "1",
            },
            encoding="utf-8",
            dimensions=(60, 100),
            timeout=30,
        )
        self.raw = ""
        self.child.expect(PROMPT)

    def say(self, text: str) -> str:
        """Type a line, read up to the next prompt, return what was printed, without colours."""
        self.child.sendline(text)
        self.child.expect(PROMPT)
        self.raw = str(self.child.before)
        return ANSI.sub("", self.raw)

    def leave(self) -> int:
        """Close the conversation; the exit status."""
        self.child.sendline("/quit")
        self.child.expect(pexpect.EOF)
        self.child.close()
        assert isinstance(self.child.exitstatus, int)
        return self.child.exitstatus


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[Talk]:
    result = Talk(tmp_path)
    yield result
    result.child.close(force=True)


def test_a_question_is_answered_with_colours_and_code(talk: Talk) -> None:
    answer = talk.say("чем старт отличается от рана")
    assert "docker run и docker start" in answer
    assert "docker start db" in answer
    assert "\x1b[" in talk.raw
    assert talk.leave() == 0


def test_buttons_are_numbers_to_type(talk: Talk) -> None:
    menu = talk.say("/lifecycle")
    number = re.search(r"(\d+) docker create\b", menu)
    assert number
    assert "docker create --name web" in talk.say(number[1])
    assert "Кнопки с таким номером нет" in talk.say("99")


def test_a_paste_is_converted_by_its_button_and_back(talk: Talk) -> None:
    explained = talk.say("docker run -d -p 8080:80 --name web nginx:1.29")
    number = re.search(r"(\d+) ⇄", explained)
    assert number
    converted = talk.say(number[1])
    assert "services:" in converted
    assert "8080:80" in converted
    # What was shown has no buttons: the number of the button before leads nowhere.
    assert "8080:80" not in talk.say(number[1])


def test_commands_of_the_bot_work_and_an_unknown_one_is_told(talk: Talk) -> None:
    assert "Команды Compose" in talk.say("/compose")
    assert "/lifecycle" in talk.say("/help")
    assert "Такой команды нет" in talk.say("/nothing")


def test_tab_completes_commands(talk: Talk) -> None:
    talk.child.send("/lif\t")
    talk.child.expect("/lifecycle")
    assert "docker pause" in talk.say("")


def test_history_is_kept_over_conversations(tmp_path: Path) -> None:
    first = Talk(tmp_path)
    first.say("что такое образ")
    assert first.leave() == 0
    second = Talk(tmp_path)
    second.child.send("\x1b[A\x1b[A")  # past /quit to the question
    second.child.expect("что такое образ")
    second.child.send("\x15")
    second.child.close(force=True)


def test_strange_input_does_not_end_the_conversation(talk: Talk) -> None:
    for text in ("🐳" * 200, "\u202e\u200b", "???", "9" * 50):
        talk.say(text)
    assert "Образ" in talk.say("что такое образ")


def _ask(*arguments: str, stdin: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "bot", "ask", *arguments], cwd=ROOT, input=stdin, capture_output=True, check=False
    )


def test_ask_prints_one_reply() -> None:
    done = _ask("как", "удалить", "контейнер")
    assert done.returncode == 0
    assert "docker rm" in done.stdout.decode()


def test_explain_prints_each_step_with_its_numbers() -> None:
    output = _ask("--explain", "вщслук кгт").stdout.decode()
    for step in ("1. normalise", "2. terms", "3. scores", "4. decision"):
        assert step in output
    assert "layout" in output
    assert re.search(r"confidence 0\.\d+", output)
    assert re.search(r"\d+ µs", output)


def _lines(*rows: Any) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=True) + "\n" for row in rows).encode()


def test_jsonl_answers_each_line_with_every_key() -> None:
    done = _ask(
        "--jsonl",
        stdin=_lines(
            {"id": 1, "text": "чем старт отличается от рана"},
            {"id": "two", "text": "погода завтра", "language": "ru"},
            {"id": None, "text": "спасибо"},
            {"id": 4, "text": "docker rm", "language": "en"},
            {"id": 5, "text": "\ud800 \0 \u202e"},
            {"id": 6, "text": "контейнер" * 1000},
        ),
    )
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [row["id"] for row in rows] == [1, "two", None, 4, 5, 6]
    keys = {"id", "outcome", "entry", "confidence", "title", "text", "choices", "language", "micros"}
    for row in rows:
        assert set(row) == keys
        assert row["outcome"] in ("answer", "choices", "explained", "smalltalk", "unknown")
        assert 0 <= row["confidence"] <= 1
        assert row["text"]
        assert isinstance(row["micros"], int)
        assert isinstance(row["choices"], list)
    assert (rows[0]["outcome"], rows[0]["entry"]) == ("answer", "run-vs-start")
    assert (rows[1]["outcome"], rows[1]["entry"]) == ("unknown", None)
    assert rows[2]["outcome"] == "smalltalk"
    assert rows[3]["language"] == "en"


def test_a_line_that_is_no_question_is_told_and_the_next_is_answered() -> None:
    done = _ask("--jsonl", stdin=b'not json\n{"id": 1}\n[]\n' + _lines({"id": 2, "text": "docker rm"}))
    rows = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert done.returncode == 1
    assert ["error" in row for row in rows] == [True, True, True, False]
    assert rows[3]["entry"] == "container-rm"


def test_wrong_use_is_told() -> None:
    assert _ask().returncode == 2
    done = _ask("--knowledge", "no-such-folder", "образ")
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert b"no-such-folder" in done.stderr


def test_check_counts_and_exits_well() -> None:
    done = subprocess.run([sys.executable, "-m", "bot", "check"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert re.search(r"\d+ entries", done.stdout)
    assert "0 faults" in done.stdout


def test_check_exits_non_zero_on_a_fault(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "knowledge" / "reference", tmp_path / "reference")
    (tmp_path / "topic").mkdir()
    (tmp_path / "topic" / "bad.yaml").write_text("kind: concept\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "bot", "check", "--knowledge", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "KB003" in done.stdout


def test_a_closed_pipe_is_no_traceback() -> None:
    done = subprocess.run(  # noqa: S602 - the pipe is what is tested
        f"{sys.executable} -m bot check --coverage | head -1",
        shell=True,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
