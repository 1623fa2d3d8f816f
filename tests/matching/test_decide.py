"""Step four: answer, choices or "I don't know", by probability and floor, and never "the first one"."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.assistant import Assistant
from bot.matching.decide import EVIDENCE, MAX_CHOICES, decide
from bot.matching.index import Index


def test_both_judgements_have_a_coefficient_for_each_evidence(index: Index) -> None:
    assert set(index.weights.confidence) == set(index.weights.relevance) == set(EVIDENCE)


@pytest.mark.parametrize("text", ["какая сегодня погода", "рецепт борща", "контейнер на корабле", "git start branch"])
def test_what_is_not_about_docker_is_not_answered(index: Index, text: str) -> None:
    decision = decide(index, text)
    assert decision.outcome == "unknown"
    assert decision.relevance < index.weights.choices_floor


def test_the_three_outcomes_follow_from_the_floors(index: Index) -> None:
    decision = decide(index, "удалить контейнер")
    assert decision.outcome == "answer"
    weights = index.weights
    above = replace(index, weights=replace(weights, answer_floor=decision.confidence + 0.001))
    assert decide(above, "удалить контейнер").outcome == "choices"
    at = replace(index, weights=replace(weights, answer_floor=decision.confidence))
    assert decide(at, "удалить контейнер").outcome == "answer"
    far = replace(index, weights=replace(weights, choices_floor=decision.relevance + 0.001))
    assert decide(far, "удалить контейнер").outcome == "unknown"
    lead = replace(index, weights=replace(weights, answer_margin=1.0))
    assert decide(lead, "удалить контейнер").outcome == "choices"


def test_an_unsure_decision_offers_at_most_five(index: Index) -> None:
    unsure = replace(index, weights=replace(index.weights, answer_floor=1.0))
    decision = decide(unsure, "порт")
    assert decision.outcome == "choices"
    assert 1 < len(decision.choices) <= MAX_CHOICES == 5


def test_confidence_never_exceeds_relevance(index: Index) -> None:
    for text in ("как удалить образ", "порт", "docker", "том", "рецепт борща"):
        decision = decide(index, text)
        assert 0 <= decision.confidence <= decision.relevance <= 1


def test_the_question_at_the_end_of_a_story_is_found(index: Index) -> None:
    story = (
        "всем привет. вчера весь вечер сидел разбирался, читал статьи, смотрел видео, жена уже ругается. "
        "сервер взял у знакомых, поставил убунту, накатил докер, поднял пару контейнеров, всё вроде живо. "
        "потом кот пробежал по клавиатуре. в общем, вопрос такой: как посмотреть логи контейнера?"
    )
    decision = decide(index, story)
    assert decision.best is not None
    assert decision.best.entry.id in ("view-logs", "container-logs")


def test_what_a_story_tells_in_several_places_is_found_though_no_sentence_asks_for_it_alone(index: Index) -> None:
    story = (
        "коллеги, день добрый. у нас на сборочном сервере кончилось место, хотя проектов всего три. "
        "посмотрел, кто виноват: старые образы и кэш сборки, их там горы. сами базы трогать нельзя. "
        "подскажите, что из этого можно безболезненно вычистить и какой командой?"
    )
    decision = decide(index, story)
    assert decision.outcome == "answer"
    assert decision.best is not None
    assert decision.best.entry.id in (
        "clean-build-cache",
        "free-disk-space",
        "system-prune",
        "builder-prune",
        "clean-everything",
        "image-prune",
    )


def test_a_story_about_something_else_is_refused_by_its_floor(index: Index) -> None:
    story = (
        "добрый вечер, снимаю комнату, хозяйка запускает стиральную машину по ночам. говорил с ней дважды, "
        "обещает и забывает. в договоре про шум ничего нет. стены тонкие, сплю плохо, утром на работу. "
        "как бы вы на моём месте с ней поговорили?"
    )
    refused = decide(index, story)
    assert refused.outcome == "unknown"
    low = replace(index, weights=replace(index.weights, story_floor=refused.relevance))
    assert decide(low, story).outcome != "unknown"


@pytest.mark.parametrize(
    ("topic", "text", "right"),
    [
        ("volume", "а как удалить?", ("volume-rm",)),
        ("image", "а удалить как", ("remove-image", "image-rm")),
        ("docker-network", "а как создать", ("network-create",)),
        ("view-logs", "а в компоузе?", ("compose-logs", "compose-logs-one-service")),
        ("container-run", "how do i remove it", ("container-rm",)),
    ],
)
def test_a_follow_up_is_about_the_topic(index: Index, topic: str, text: str, right: tuple[str, ...]) -> None:
    decision = decide(index, text, topic)
    assert decision.best is not None
    assert decision.best.entry.id in right


@pytest.mark.parametrize(
    "text",
    ["что такое образ", "чем cmd отличается от entrypoint", "чем старт отличается от рана", "как зайти в контейнер"],
)
def test_a_question_that_stands_for_itself_ignores_the_topic(index: Index, text: str) -> None:
    alone, after = decide(index, text), decide(index, text, "restart-policies")
    assert alone.best is not None
    assert after.best is not None
    assert alone.best.entry.id == after.best.entry.id


def test_a_topic_that_is_gone_changes_nothing(index: Index) -> None:
    assert decide(index, "а как удалить?", "no-such-entry") == decide(index, "а как удалить?")


def test_a_topic_does_not_make_chatter_an_answer(assistant: Assistant) -> None:
    assert assistant.ask("какая сегодня погода", topic="container").outcome == "unknown"
    assert assistant.ask("спасибо", topic="container").outcome == "smalltalk"


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("EXPOSE", "dockerfile-expose"),
        ("FROM", "dockerfile-from"),
        ("HEALTHCHECK?", "dockerfile-healthcheck"),
        ("image: nginx:latest", "compose-file-image"),
        ('ports: "80:80"', "compose-file-ports"),
        ("- depends_on:", "compose-file-depends-on"),
    ],
)
def test_a_piece_of_a_file_is_about_that_file(assistant: Assistant, text: str, entry: str) -> None:
    assert assistant.ask(text).entry == entry
    assert assistant.ask("EXPOSE", fallback="en").language == "en"


@pytest.mark.parametrize("text", ["COMMAND", "ошибка: что делать", "expose"])
def test_what_only_looks_like_one_is_not(assistant: Assistant, text: str) -> None:
    assert not (assistant.ask(text).entry or "").startswith("dockerfile-")
