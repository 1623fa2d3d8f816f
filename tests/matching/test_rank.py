"""Steps two and three: candidates by their champions, and the features that make a score."""

from __future__ import annotations

import pytest

from bot.matching.index import Index
from bot.matching.rank import CANDIDATES, FEATURES, Scored, candidates, rank, weigh


def ranked(index: Index, text: str) -> list[Scored]:
    query = index.analyzer.query(text)
    return rank(index, query, weigh(index, query))


def test_rare_words_weigh_more_than_common_ones(index: Index) -> None:
    assert index.weight("healthcheck") > index.weight("container")
    assert index.weight("no such term anywhere") == index.rarest


def test_a_word_met_by_chance_weighs_less_than_one_that_a_subject_needs(index: Index) -> None:
    # «вызвать» stands in single phrasings of several entries, «postgres» in many of few.
    assert index.weight("вызва") < index.weight("postgres")


def test_candidates_are_few_in_order_and_hold_the_right_one(index: Index) -> None:
    query = index.analyzer.query("удалить неиспользуемые тома")
    found = candidates(index, weigh(index, query))
    assert len(found) <= CANDIDATES
    names = [index.documents[candidate.number].entry.id for candidate in found]
    assert "volume-prune" in names
    assert len(set(names)) == len(names)
    assert all(0 <= candidate.coverage <= 1 and 0 <= candidate.frequency <= 1 for candidate in found)


def test_words_that_nobody_knows_open_nothing(index: Index) -> None:
    query = index.analyzer.query("пампамряк бумбумщина")
    assert candidates(index, weigh(index, query)) == []


def test_every_feature_lies_between_minus_one_and_one_and_has_a_weight(index: Index) -> None:
    assert set(index.weights.score) == set(FEATURES)
    for text in ("как удалить образ", "run vs start", "137", "не могу зайти в контейнер", "копировать из контейнера"):
        for scored in ranked(index, text):
            assert set(scored.features) == set(FEATURES)
            assert all(-1 <= value <= 1.0001 for value in scored.features.values()), scored
            total = sum(index.weights.score[name] * value for name, value in scored.features.items())
            assert scored.score == pytest.approx(total)


def feature(index: Index, text: str, entry: str, name: str) -> float:
    return next(scored.features[name] for scored in ranked(index, text) if scored.entry.id == entry)


def test_a_phrasing_as_it_stands_is_exact(index: Index) -> None:
    entry = index.by_id["volume-prune"].entry
    text = entry.questions["ru"][0].lower().replace("ё", "е")
    assert feature(index, text, "volume-prune", "exact") == 1
    assert ranked(index, text)[0].entry.id == "volume-prune"


def test_both_the_verb_and_the_object_must_be_met(index: Index) -> None:
    names = [scored.entry.id for scored in ranked(index, "удалить образ")]
    assert names[0] in ("remove-image", "image-rm")
    assert feature(index, "удалить образ", names[0], "action_unmet") == 0
    assert "volume-rm" not in names[:3]


def test_both_sides_of_a_comparison_must_be_met(index: Index) -> None:
    best = ranked(index, "чем volume отличается от bind mount")[0]
    assert best.entry.id == "volume-vs-bind-mount"
    assert best.features["intent_difference"] == 1


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("остановить контейнер", "container-stop", "container-start"),
        ("запустить остановленный контейнер", "container-start", "container-stop"),
        ("docker image save в tar", "image-save", "image-load"),
        ("поставить контейнер на паузу", "container-pause", "container-unpause"),
        ("снять контейнер с паузы", "container-unpause", "container-pause"),
    ],
)
def test_opposites_do_not_answer_for_each_other(index: Index, text: str, right: str, wrong: str) -> None:
    names = [scored.entry.id for scored in ranked(index, text)]
    assert names[0] == right
    assert wrong not in names or names.index(right) < names.index(wrong)


def test_an_opposite_action_and_a_reversed_direction_are_seen(index: Index) -> None:
    query = index.analyzer.query("скопировать файл из контейнера и остановить его")
    demands = weigh(index, query).demands
    assert demands.turned({"@to:container"})
    assert demands.turned({"@in:container"})
    assert not demands.turned({"@from:container", "@to:container"})
    assert not demands.turned({"@from:host"})
    assert demands.conflict({"start", "container"})
    assert not demands.conflict({"start", "stop"})


def test_a_name_is_met_whole_or_not_at_all(index: Index) -> None:
    query = index.analyzer.query("docker system prune")
    demands = weigh(index, query).demands
    assert demands.name(index.by_id["system-prune"]) == 1
    assert demands.name(index.by_id["volume-prune"]) < 1


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("как пользоваться docker container update", "container-update"),
        ("docker compose ls что делает", "compose-ls"),
        ("для чего нужна команда docker network connect", "network-connect"),
        ("docker context use пример", "context-use"),
        ("что значит timeout в docker-compose.yml", "compose-file-healthcheck-timings"),
        ("зачем ports в компоузе", "compose-file-ports"),
        ("для чего EXPOSE в Dockerfile", "dockerfile-expose"),
    ],
)
def test_who_asks_by_a_name_alone_gets_what_has_it(index: Index, text: str, right: str) -> None:
    query = index.analyzer.query(text.lower())
    assert weigh(index, query).demands.calls(index.by_id[right])
    assert ranked(index, text.lower())[0].entry.id == right


@pytest.mark.parametrize("text", ["what do i type", "container keeps restarting", "start all stopped containers"])
def test_words_of_a_name_in_other_company_name_nothing(index: Index, text: str) -> None:
    assert weigh(index, index.analyzer.query(text)).demands.called is None
