"""The figures of `python -m bot eval` do not fall by more than a point; the set is what it claims to be."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from bot import evaluation
from bot.assistant import Assistant
from bot.evaluation import Question, Report
from bot.text import normalize

FOLDER = Path(__file__).resolve().parents[1] / "questions"
FIGURES = FOLDER / "figures.json"
STYLES = {
    "typos",
    "slang",
    "translit",
    "layout",
    "mixed",
    "stories",
    "bare-terms",
    "direction",
    "comparisons",
    "follow-ups",
    "off-topic",
    "smalltalk",
    "plain",
    "english",
    "symptoms",
}


@pytest.fixture(scope="module")
def questions() -> list[Question]:
    return evaluation.load_questions(FOLDER)


@pytest.fixture(scope="module")
def report(assistant: Assistant, questions: list[Question]) -> Report:
    return evaluation.evaluate(assistant, questions)


def test_the_set_is_large_varied_split_in_halves_and_names_real_entries(
    assistant: Assistant, questions: list[Question]
) -> None:
    assert len(questions) >= 600
    assert {question.style for question in questions} >= STYLES
    held = sum(question.held_back for question in questions) / len(questions)
    assert 0.45 < held < 0.55
    assert not [name for question in questions for name in question.entries if name not in assistant.base.entries]
    assert max(Counter((question.text, question.after) for question in questions).values()) == 1


def test_hardly_any_question_was_copied_into_an_entry(assistant: Assistant, questions: list[Question]) -> None:
    phrasings = {
        normalize.fold(text) for entry in assistant.base for texts in entry.questions.values() for text in texts
    }
    long = [normalize.fold(q.text) for q in questions if q.entries and len(q.text.split()) > 3]
    copied = [text for text in long if text in phrasings]
    assert len(copied) <= 0.03 * len(long), copied


def test_no_figure_has_fallen_by_over_a_point(report: Report) -> None:
    assert FIGURES.is_file()
    assert evaluation.compare(report, FIGURES) == []


def test_a_fall_would_be_seen(report: Report, tmp_path: Path) -> None:
    kept = tmp_path / "figures.json"
    evaluation.write(report, kept)
    assert evaluation.compare(report, kept) == []
    report_then = kept.read_text(encoding="utf-8")
    hit = report.figures()["hit@1"]
    kept.write_text(report_then.replace(f'"hit@1": {hit}', f'"hit@1": {hit + 1.1:.1f}'), encoding="utf-8")
    assert len(evaluation.compare(report, kept)) == 1
    kept.write_text(report_then.replace(f'"hit@1": {hit}', f'"hit@1": {hit + 0.9:.1f}'), encoding="utf-8")
    assert evaluation.compare(report, kept) == []


def test_confidence_means_what_it_says(report: Report) -> None:
    """Among answers with a confidence in a bin, about so many are right: 0.8 is right four times in five."""
    for low, high in pairwise(evaluation.BINS):
        asked, right = report.bins[low]
        if asked >= 60:
            assert low - 0.15 <= right / asked <= high + 0.15, (low, high, right / asked)
