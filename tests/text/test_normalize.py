from __future__ import annotations

import pytest

from bot.text import normalize


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ёлка", "елка"),
        ("docker  run\t–name web", "docker run -name web"),
        ("«образ»", '"образ"'),
        ("ﬁle", "file"),
        ("до\u200bкер\u202e", "докер"),
        ("\0\0", ""),
        ("\ud800докер", "докер"),
        ("ДОКЕР\n\nКОМПОУЗ", "докер компоуз"),
        ("\u00a0образ…", "образ..."),
    ],
)
def test_fold(text: str, expected: str) -> None:
    assert normalize.fold(text) == expected


@pytest.mark.parametrize(
    ("chunk", "expected"),
    [
        ("docker-compose.yml", ["docker-compose.yml"]),
        ("run?", ["run"]),
        ("--rm", ["--rm"]),
        ("-it", ["-it"]),
        ("nginx:1.29", ["nginx:1.29"]),
        ("/var/lib/docker", ["/var/lib/docker"]),
        (".env", [".env"]),
        ("<none>", ["<none>"]),
        ("$path", ["$path"]),
        ("host.docker.internal", ["host.docker.internal"]),
        ("a,b", ["a", "b"]),
        ("🐳", []),
    ],
)
def test_words_keep_what_is_one_word_for_docker(chunk: str, expected: list[str]) -> None:
    assert normalize.words(chunk) == expected


def test_sentences_and_parts() -> None:
    assert list(normalize.sentences("Раз. Два?\nтри")) == ["Раз.", "Два?", "три"]
    assert normalize.parts("docker-compose.yml") == ["docker", "compose", "yml"]
