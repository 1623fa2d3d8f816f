"""Shell lines: tokens with offsets, whichever shell they were meant for."""

from __future__ import annotations

import shlex

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pasted.shell import dialect_of, mend, split_value, tokenize

TOKENS = [
    ("docker ps", [("word", "docker"), ("word", "ps")]),
    ("$ docker ps", [("prompt", "$"), ("word", "docker"), ("word", "ps")]),
    ("me@host:~$ ls", [("prompt", "me@host:~$"), ("word", "ls")]),
    ("[me@host dir]# ls", [("prompt", "[me@host dir]#"), ("word", "ls")]),
    ("PS C:\\a b> ls", [("prompt", "PS C:\\a b>"), ("word", "ls")]),
    ("C:\\a>dir", [("prompt", "C:\\a>"), ("word", "dir")]),
    ("(venv) $ ls", [("prompt", "(venv) $"), ("word", "ls")]),
    ("# docker ps", [("prompt", "#"), ("word", "docker"), ("word", "ps")]),
    ("# a remark", [("comment", "# a remark")]),
    ("a # b", [("word", "a"), ("comment", "# b")]),
    ("a#b", [("word", "a#b")]),
    ("a|b && c;d&", [("word", "a"), ("operator", "|"), ("word", "b"), ("operator", "&&"), ("word", "c"),
                     ("operator", ";"), ("word", "d"), ("operator", "&")]),
    ("a > f 2>&1 <g", [("word", "a"), ("redirection", "> f"), ("redirection", "2>&1"), ("redirection", "<g")]),
    ("a \\\n b", [("word", "a"), ("continuation", "\\"), ("word", "b")]),
    ("a `\n b", [("word", "a"), ("continuation", "`"), ("word", "b")]),
    ("a ^\n b", [("word", "a"), ("continuation", "^"), ("word", "b")]),
    ("a $(b c) d", [("word", "a"), ("word", "$(b c)"), ("word", "d")]),
    ("a `b c` d", [("word", "a"), ("word", "`b c`"), ("word", "d")]),
    ("x=$(a \"$(b)\" ')') y", [("word", "x=$(a \"$(b)\" ')')"), ("word", "y")]),
    ("exec <name> sh", [("word", "exec"), ("word", "<name>"), ("word", "sh")]),
    ("cat <<EOF\nhi there\nEOF\nls", [("word", "cat"), ("redirection", "<<EOF"), ("newline", "\n"),
                                      ("heredoc", "hi there\nEOF\n"), ("word", "ls")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), TOKENS)
def test_tokens(text: str, wanted: list[tuple[str, str]]) -> None:
    assert [(token.kind, token.text) for token in tokenize(text).tokens] == wanted


VALUES = [
    ("'a b'", "a b"),
    ('"a b"c', "a bc"),
    ('a"$(pwd)"/b', "a$(pwd)/b"),
    ("a\\ b", "a b"),
    ('"a\\"b"', 'a"b'),
    ("'a\\b'", "a\\b"),
    ("“a b”", "a b"),
    ("‘a b’", "a b"),
    ("C:\\Users\\me:/x", "C:\\Users\\me:/x"),
    ('"C:\\Users\\me":/x', "C:\\Users\\me:/x"),
    ("it's", "it's"),
    ("", None),
]


@pytest.mark.parametrize(("text", "value"), VALUES)
def test_the_value_of_a_word_has_no_quotes(text: str, value: str | None) -> None:
    assert [token.value for token in tokenize(text).tokens] == ([] if value is None else [value])


@pytest.mark.parametrize(
    ("text", "dialect"),
    [
        ("docker ps", "posix"),
        ("a `\n b", "powershell"),
        ("PS /home/me> ls", "powershell"),
        ("echo $env:HOME", "powershell"),
        ("a ^\n b", "cmd"),
        ("C:\\>dir", "cmd"),
        ("a -v %cd%:/x", "cmd"),
        ("docker rm `docker ps -q`", "posix"),
    ],
)
def test_the_shell_is_told(text: str, dialect: str) -> None:
    assert dialect_of(text) == dialect


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        ("a:b:c", ["a", "b", "c"]),
        ("${A:-x}:b", ["${A:-x}", "b"]),
        ("$(echo a:b):c", ["$(echo a:b)", "c"]),
        ("[::1]:80:80", ["[::1]", "80", "80"]),
        ("", [""]),
    ],
)
def test_a_value_is_split_outside_of_brackets(value: str, parts: list[str]) -> None:
    assert split_value(value, ":") == parts


def test_prompts_and_typography_are_mended() -> None:
    text = "$ echo “a”\n> x"
    assert mend(text, tokenize(text).edits) == 'echo "a"\n> x'


plain = st.lists(st.text(alphabet="abcXYZ019._/=:@%+-", min_size=1, max_size=8).filter(lambda word: "%" not in word))


@settings(max_examples=200, deadline=None)
@given(plain, st.sampled_from(["'", '"', ""]))
def test_words_are_those_that_shlex_finds(words: list[str], quote: str) -> None:
    text = "x " + " ".join(f"{quote}{word}{quote}" for word in words)
    assert [token.value for token in tokenize(text).tokens] == shlex.split(text)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from(list("ab $`'\"\\|&;()<>#\n-{}“’–:C")), max_size=60))
def test_tokens_stand_in_order_and_are_slices(text: str) -> None:
    position = 0
    for token in tokenize(text).tokens:
        assert token.start >= position
        assert token.text == text[token.start : token.end]
        position = token.end
    assert not text[position:].strip()
