"""Command lines: every part in order, values taken apart, slips mended, dangers named, secrets kept."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.assistant import Assistant
from bot.knowledge.base import Base
from bot.pasted.command import CommandExplainer
from bot.pasted.invocation import OptionUse
from bot.pasted.model import Explanation, Piece
from bot.pasted.presentation import MAX_LENGTH, markdown
from bot.pasted.values.image import parse_image
from tests.pasted.pastes import assert_covered, cases

CASES = cases("command")
PASTES = [str(case.values[0]["paste"]) for case in CASES]


@pytest.fixture(scope="module")
def explainer(assistant: Assistant) -> CommandExplainer:
    return assistant.explainer.commands


def explain(explainer: CommandExplainer, text: str) -> Explanation:
    return explainer.explain(Piece("command", 0, len(text), text, 1.0))


def value_of(use: OptionUse) -> object:
    return True if use.value is None else use.value


@pytest.mark.parametrize("case", CASES)
def test_commands_options_image_and_program_are_told_apart(explainer: CommandExplainer, case: dict[str, Any]) -> None:
    script = explainer.parse(case["paste"])
    if "commands" in case:
        assert [invocation.path for invocation in script.invocations] == case["commands"]
    if not script.invocations:
        return
    first = script.invocations[0]
    for name, wanted in case.get("options", {}).items():
        found = [value_of(use) for use in first.uses(name)]
        assert found == (wanted if isinstance(wanted, list) else [wanted]), name
    if "image" in case:
        image = next(invocation.image for invocation in script.invocations if invocation.image)
        reference = parse_image(image.value)
        assert {key: getattr(reference, key) for key in case["image"]} == case["image"]
    if "program" in case:
        assert [token.value for token in first.program] == case["program"]


@pytest.mark.parametrize("case", CASES)
def test_each_part_is_explained_with_its_value(explainer: CommandExplainer, case: dict[str, Any]) -> None:
    explanation = explain(explainer, case["paste"])
    by_text = {span.text: span for span in explanation.spans}
    for text, words in case.get("says", {}).items():
        text = "true" if text is True else str(text)
        assert text in by_text, list(by_text)
        says = by_text[text].says
        assert says is not None
        for word in words:
            assert str(word) in says.ru
    dark = {span.text for span in explanation.spans if span.says is None}
    assert dark == {str(text) for text in case.get("dark", [])}


@pytest.mark.parametrize("case", CASES)
def test_faults_and_dangers_are_named_and_no_others(explainer: CommandExplainer, case: dict[str, Any]) -> None:
    remarks = explain(explainer, case["paste"]).remarks
    wanted = set(case.get("remarks", []))
    found = {remark.id for remark in remarks}
    assert wanted <= found
    assert {remark.id for remark in remarks if remark.severity != "advice"} <= wanted


@pytest.mark.parametrize("case", [case for case in CASES if "unknown" in case.values[0]])
def test_a_wrong_word_is_named_with_the_nearest_real_one(explainer: CommandExplainer, case: dict[str, Any]) -> None:
    remarks = explain(explainer, case["paste"]).remarks
    for word, nearest in case["unknown"].items():
        remark = next(remark for remark in remarks if f"`{word}`" in remark.says.ru)
        told = remark.says.ru + (remark.mend.ru if remark.mend else "")
        assert nearest is None or f"`{nearest}`" in told


@pytest.mark.parametrize("case", [case for case in CASES if "mended" in case.values[0]])
def test_the_mended_line_can_be_copied(explainer: CommandExplainer, case: dict[str, Any]) -> None:
    snippets = explain(explainer, case["paste"]).snippets
    assert [snippet.text for snippet in snippets] == [case["mended"]]
    again = explain(explainer, case["mended"])
    assert not [remark.id for remark in again.remarks if remark.severity == "fault"]
    assert not again.snippets


@pytest.mark.parametrize("case", [case for case in CASES if "secret" in case.values[0]])
def test_a_secret_is_not_repeated(explainer: CommandExplainer, base: Base, case: dict[str, Any]) -> None:
    explanation = explain(explainer, case["paste"])
    shown = markdown(explanation, "ru", base) + markdown(explanation, "en", base)
    shown += str(explanation.spans) + str(explanation.converted)
    assert case["secret"] in case["paste"]
    assert case["secret"] not in shown


def test_the_commands_of_the_base_are_explained_and_faultless(explainer: CommandExplainer, base: Base) -> None:
    runs = [command.run for entry in base for command in entry.commands]
    explanations = [explain(explainer, run) for run in runs]
    faulty = {
        (explanation.piece.text, remark.id)
        for explanation in explanations
        for remark in explanation.remarks
        if remark.severity == "fault"
    }
    assert not faulty
    spans = [span for explanation in explanations for span in explanation.spans]
    assert sum(span.says is not None for span in spans) >= 0.98 * len(spans)


def test_enough_cases_are_held() -> None:
    assert len(CASES) >= 120


def test_a_clean_line_offers_nothing_to_mend(explainer: CommandExplainer) -> None:
    assert not explain(explainer, "$ docker run -d --name web nginx:1.27").snippets


def test_related_entries_exist(explainer: CommandExplainer, base: Base) -> None:
    related = explain(explainer, "docker run -d -p 80:80 nginx:1.27").related
    assert "container-run" in related
    assert all(base.get(identifier) for identifier in related)


# -- properties ----------------------------------------------------------------

SIGNS = [*list("|&;()<>$`'\"\\{}#=:,–—“”‘’ \t\n\u00a0\u200b\0"), "$(", "${", "<<EOF\n", "-", "--", "PS C:\\> ", "\\\n"]
WORDS = [word for paste in PASTES for word in paste.split()] + ["docker", "docker-compose", "run", "exec", "-p", "/"]
lines = st.lists(st.one_of(st.sampled_from(SIGNS), st.sampled_from(WORDS), st.text(max_size=6)), max_size=40).map(
    " ".join
)
mutated = st.builds(
    lambda paste, at, junk: paste[: at % (len(paste) + 1)] + junk + paste[at % (len(paste) + 1) + len(junk) // 2 :],
    st.sampled_from(PASTES),
    st.integers(0, 400),
    st.one_of(st.sampled_from(SIGNS), st.text(max_size=5)),
)


@pytest.mark.parametrize("language", ["ru", "en"])
@settings(max_examples=250, deadline=None)
@given(text=st.one_of(lines, mutated, st.text(max_size=80)))
@example(text="docker rm $(docker ps -q $(docker ps `docker ps`)) | x")
@example(text="docker run -v $(pwd):/a \\ \n -p 80:80 $(")
@example(text="docker docker docker docker-compose docker")
@example(text='docker exec x sh -c "$(docker ps)" > y; sudo')
def test_spans_cover_every_paste_in_order(explainer: CommandExplainer, text: str, language: Any) -> None:
    explanation = explain(explainer, text)
    assert_covered(text, explanation.spans)
    assert explain(explainer, text) == explanation
    shown = markdown(explanation, language, explainer.base)
    assert len(shown.encode("utf-16-le", "surrogatepass")) // 2 <= MAX_LENGTH
    for snippet in (*explanation.snippets, explanation.converted):
        assert snippet is None or snippet.text


@pytest.mark.parametrize(
    "text",
    [
        "docker run " + "-e A=1 " * 30_000,
        "$(" * 100_000,
        "docker run " + "`" * 200_000,
        "docker rm " + "$(docker ps) " * 15_000,
        '"' * 200_001,
        "docker run \\\n" * 20_000,
        "docker ps | " * 20_000,
        "docker run " + "–name " * 30_000,
        "$(docker ps " * 20_000,
        "docker " + "x" * 250_000,
        "docker run --" + "x" * 250_000 + " nginx",
        "docker run -p " + "1:" * 120_000 + " nginx",
        "docker run -v " + "$" * 240_000 + " nginx",
        "<a " * 80_000,
    ],
    ids=range(14),
)
def test_a_flood_of_one_kind_is_answered(explainer: CommandExplainer, base: Base, text: str) -> None:
    explanation = explain(explainer, text)
    assert explanation.spans
    assert len(markdown(explanation, "ru", base)) <= MAX_LENGTH
