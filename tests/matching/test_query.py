"""Step one: what a question says, however it is typed."""

from __future__ import annotations

import pytest

from bot.matching.index import Index
from bot.matching.query import Query


def read(index: Index, text: str) -> Query:
    return index.analyzer.query(text)


def concepts(query: Query) -> set[str]:
    return {term.term for term in query.terms if term.term}


@pytest.mark.parametrize(
    "text",
    [
        "удалить образ",
        "удали образы",
        "удолить обрас",
        "снести имейдж",
        "udalit obraz",
        "elfkbnm j,hfp",
        "удаление image'а",
        "remove an image",
        "removing images",
    ],
)
def test_one_meaning_in_many_spellings(index: Index, text: str) -> None:
    assert {"delete", "image"} <= concepts(read(index, text))


@pytest.mark.parametrize(
    ("text", "meant", "how"),
    [
        ("docker контейнер", "container", "concept"),
        ("вщслук кгт", "docker", "layout"),
        ("kak udalit kontejner", "container", "translit"),
        ("контенйер упал", "container", "fuzzy"),
        ("сетт докеров", "docker", "concept"),
        ("запустить докре", "docker", "fuzzy"),
        ("что такое пампамряк", None, "unknown"),
    ],
)
def test_the_trace_says_how_a_word_was_read(index: Index, text: str, meant: str | None, how: str) -> None:
    assert (meant, how) in [(term.term, term.how) for term in read(index, text).terms]


def test_a_guess_weighs_less_than_a_word_as_typed(index: Index) -> None:
    def sure(text: str) -> float:
        return next(weight for term in read(index, text).terms for name, weight in term.alternatives if name == "image")

    assert sure("образ") == 1
    for text in ("обрас", "obraz", "j,hfp"):
        assert 0 < sure(text) < 1, text


@pytest.mark.parametrize(
    ("text", "meant"),
    [("kak skopirovat fail", "file"), ("chto takoe tom v dokere", "volume"), ("gde lezhat logi kontejnera", "log")],
)
def test_in_a_romanised_sentence_english_words_are_russian_ones(index: Index, text: str, meant: str) -> None:
    query = read(index, text)
    assert meant in concepts(query)
    assert "error" not in concepts(query), "fail is файл here"


@pytest.mark.parametrize("text", ["the build will fail at this step", "fail to pull image", "docker fail"])
def test_an_english_sentence_stays_english(index: Index, text: str) -> None:
    assert "error" in concepts(read(index, text))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("inspectнуть контейнер", "inspect"),
        ("pushнуть образ", "push"),
        ("dосker что это", "docker"),
        ("забэкапить том", "backup"),
        ("подебажить контейнер", "debug"),
        ("примаунтить папку", "mount"),
    ],
)
def test_mixed_scripts_and_borrowed_verbs_with_prefixes(index: Index, text: str, meant: str) -> None:
    assert meant in concepts(read(index, text))


@pytest.mark.parametrize(
    ("text", "meant", "other"),
    [
        ("запускаю контейнер", "start", "executable"),
        ("контейнер работает", "work", "running"),
        ("забыть пароль", "password", "disk"),
        ("разлогиниться", "logout", "login"),
    ],
)
def test_a_form_means_what_its_own_word_means(index: Index, text: str, meant: str, other: str) -> None:
    found = [term.term for term in read(index, text).terms]
    assert meant in found
    assert other not in found


@pytest.mark.parametrize(
    ("text", "intents"),
    [
        ("чем cmd отличается от entrypoint", {"difference"}),
        ("что такое образ", {"what"}),
        ("это чё такое volume", {"what"}),
        ("как удалить том", {"how"}),
        ("почему контейнер падает", {"why"}),
        ("не работает сеть", {"error"}),
        ("run vs start", {"difference"}),
        ("HEALTHCHECK", set()),
    ],
)
def test_intents(index: Index, text: str, intents: set[str]) -> None:
    assert read(index, text.lower().replace("ё", "е")).intents == intents


def test_what_is_wished_is_no_complaint(index: Index) -> None:
    assert "error" in read(index, "контейнер не стартует").intents
    assert "error" not in read(index, "чтобы контейнер не стартовал с виндой").intents


@pytest.mark.parametrize(
    ("text", "directions"),
    [
        ("скопировать файл в контейнер", {"@to:container"}),
        ("скопировать файл из контейнера", {"@from:container"}),
        ("файл внутри контейнера", {"@in:container"}),
        ("файлы в контейнере", {"@in:container"}),
        ("в запущенный контейнер", {"@to:container"}),
        ("в логах контейнера", set()),
        ("с хоста до контейнера", {"@from:host", "@to:container"}),
        ("из докера на комп", {"@from:container", "@to:host"}),
        ("контейнер с томом", set()),
        ("база исчезает из docker ps", set()),
        ("from the container", {"@from:container"}),
        ("from a running container to my laptop", {"@from:container", "@to:host"}),
        ("how to start a container", set()),
        ("файл контейнер", set()),
    ],
)
def test_directions_are_terms(index: Index, text: str, directions: set[str]) -> None:
    found = {name for name in concepts(read(index, text)) if name.startswith("@")}
    assert found == directions


def test_a_denied_action_is_another_term_than_the_action(index: Index) -> None:
    assert "@not:start" in concepts(read(index, "контейнер не запускается"))
    assert "@not:start" not in concepts(read(index, "контейнер запускается"))


def test_words_of_one_concept_meet_in_phrases(index: Index) -> None:
    assert concepts(read(index, "прокинуть порт")) & {"publish", "publish-verb"}
    assert "docker-hub" in concepts(read(index, "докер хаб"))
