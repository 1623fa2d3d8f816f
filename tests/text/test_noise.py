"""Prompts, colours, timestamps and log prefixes go; the way back to the paste stays."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.text import noise


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("web-1  | Error: x", "Error: x"),
        ("app_web_1   | Error: x", "Error: x"),
        ("#12 3.214 E: Unable to locate", "E: Unable to locate"),
        ("#8 ERROR: boom", "ERROR: boom"),
        ("0.655 E: Unable to locate", "E: Unable to locate"),
        ("2026-11-01T12:00:00.123456789Z boom", "boom"),
        ("2026-11-01 12:00:00,123 boom", "boom"),
        ("[2026-11-01 12:00:00] boom", "boom"),
        ("2026/11/01 12:00:00 [emerg] boom", "[emerg] boom"),
        ("Nov 01 12:00:00 host dockerd[123]: boom", "boom"),
        ("ноя 01 12:00:00 host dockerd[123]: boom", "boom"),
        ("\x1b[31mError\x1b[0m: x", "Error: x"),
        ("[31mError[0m: x", "Error: x"),
        ('{"log":"boom\\n","stream":"stderr","time":"2026-11-01T00:00:00Z"}', "boom"),
        ("ivan@host:~/x$ docker ps", "docker ps"),
        ("root@ab12:/# ls", "ls"),
        ("[ivan@host x]$ docker ps", "docker ps"),
        ("$ docker ps", "docker ps"),
        ("PS C:\\Users\\a> docker ps", "docker ps"),
        ("C:\\x>docker ps", "docker ps"),
        ("➜  app git:(main) ✗ docker ps", "docker ps"),
        ("> quoted", "quoted"),
        ("=> ERROR [2/3] RUN x", "ERROR [2/3] RUN x"),
        ("web-1  | 2026-11-01T12:00:00Z #3 boom", "boom"),
        ("exec: “bash”: not found", 'exec: "bash": not found'),
        ("plain text | with a pipe", "plain text | with a pipe"),
        ("ls | grep x", "ls | grep x"),
        ("# a heading", "# a heading"),
        ("boom\r", "boom"),
        ("", ""),
    ],
)
def test_noise_goes(line: str, kept: str) -> None:
    assert noise.strip(line).text.rstrip() == kept


def test_a_service_with_its_own_name_is_known_by_its_second_line() -> None:
    text = "mydb | one\nmydb | two"
    assert noise.strip(text).text == "one\ntwo"


@pytest.mark.parametrize("line", ["ivan@host:~$ docker ps", "$ x", "PS C:\\> x", "root@a:/# x"])
def test_a_prompt_is_measured(line: str) -> None:
    length = noise.prompt_length(line)
    assert line[length:] in ("docker ps", "x")


FRAGMENTS = st.sampled_from(
    ["web-1 | ", "\x1b[31m", "[0m", "#1 2.3 ", "2026-11-01T12:00:00Z ", "> ", "$ ", "\n", "\r\n", "\x00",
     "a@b:~$ ", "=> ",
     'level=error msg="', "x | ", "\u200b", "\x1b", "“"]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(st.one_of(FRAGMENTS, st.text(max_size=6)), max_size=16).map("".join))
def test_every_kept_character_is_found_again(text: str) -> None:
    stripped = noise.strip(text)
    previous = -1
    for offset, character in enumerate(stripped.text):
        original = stripped.original(offset)
        assert previous < original < len(text)
        # The same character, or the plain one for an editor's.
        assert text[original] == character or text[original] in "“”„«»‘’‚‐‑‒–—−\u00a0\u2007\u202f\t"
        previous = original
