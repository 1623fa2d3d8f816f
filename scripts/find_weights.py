#!/usr/bin/env python3
"""Find the weights of the matcher and write them into bot/matching/weights.toml.

Two sources of examples, neither of them held back:

- the base itself: the phrasings of every entry are dealt into folds; each is asked of an index built without its fold,
  and its own entry is right;
- the tuning half of tests/questions/, which also says what must not be answered.

The weights of the features are those that make the right entry the likeliest among the candidates (a softmax over their
scores, Cao et al., "Learning to rank: from pairwise approach to listwise approach", 2007); the confidence is a logistic
regression on the evidence; the floors are searched on the tuning half. Needs numpy (``make weights``).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from types import MappingProxyType
from zlib import crc32

import numpy as np
from pymorphy3 import MorphAnalyzer

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bot import evaluation  # noqa: E402
from bot.assistant import Assistant  # noqa: E402
from bot.knowledge.base import Base, default_folder, load_base  # noqa: E402
from bot.matching import decide as deciding  # noqa: E402
from bot.matching.index import Index, build_index  # noqa: E402
from bot.matching.rank import FEATURES, candidates, features, weigh  # noqa: E402
from bot.matching.weights import PATH, Weights, load_weights  # noqa: E402
from bot.text import normalize  # noqa: E402
from bot.text.language import LANGUAGES  # noqa: E402

FOLDS = 4
#: How much one public question counts beside one phrasing of the base.
PUBLIC = 60.0
#: What a wrong answer, and one to what is not about Docker, cost, and what right choices are worth, in right answers.
WRONG, OFF_TOPIC, CHOICE = 0.05, 2.5, 0.1
#: Features that may only speak against an entry; all others only for it. An intent's sign is in its table.
AGAINST = frozenset({"action_unmet", "comparison", "error_unasked", "conflict", "direction", "negation", "scope"})
NAMES = tuple(FEATURES)
#: Weights that are given, not found: few questions of the sets are nothing but a name, and there it settles the matter.
GIVEN = {"called": 0.12}


@dataclass
class Example:
    """The features of the candidates for one question, which of them are right, and how much it counts."""

    rows: np.ndarray
    right: np.ndarray
    weight: float


def _without_fold(base: Base, fold: int) -> tuple[Base, list[tuple[str, str]]]:
    """A base without the phrasings of one fold, and those phrasings with their entries."""
    entries = {}
    held: list[tuple[str, str]] = []
    for entry in base:
        kept = {}
        for language in LANGUAGES:
            mine = [text for text in entry.questions[language] if crc32(text.encode()) % FOLDS == fold]
            kept[language] = tuple(text for text in entry.questions[language] if text not in mine)
            held.extend((text, entry.id) for text in mine)
        entries[entry.id] = replace(entry, questions=kept)
    return replace(base, entries=MappingProxyType(entries)), held


def _example(index: Index, text: str, right: Sequence[str], weight: float) -> Example | None:
    query = index.analyzer.query(normalize.clean(text).lower().strip())
    weighted = weigh(index, query)
    rows, marks = [], []
    for candidate in candidates(index, weighted):
        values, _ = features(index, query, weighted, candidate)
        rows.append([values[name] for name in NAMES])
        marks.append(index.documents[candidate.number].entry.id in right)
    if not any(marks) or all(marks):
        return None
    return Example(np.array(rows), np.array(marks, dtype=float), weight)


def _fit(examples: Sequence[Example], start: np.ndarray) -> np.ndarray:
    """Listwise softmax by Adam, with the signs kept."""
    most = max(len(example.rows) for example in examples)
    data = np.zeros((len(examples), most, len(NAMES)))
    mask = np.zeros((len(examples), most))
    right = np.zeros((len(examples), most))
    weight = np.array([example.weight for example in examples])
    for number, example in enumerate(examples):
        size = len(example.rows)
        data[number, :size] = example.rows
        mask[number, :size] = 1
        right[number, :size] = example.right
    against = np.array([name in AGAINST for name in NAMES])
    values = start * 20.0
    first, second = np.zeros_like(values), np.zeros_like(values)
    for step in range(1, 1501):
        scores = data @ values
        scores = np.where(mask > 0, scores, -1e9)
        shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
        share = shifted / shifted.sum(axis=1, keepdims=True)
        good = share * right
        wanted = good / np.maximum(good.sum(axis=1, keepdims=True), 1e-12)
        gradient = np.einsum("n,nc,ncf->f", weight, share - wanted, data) / weight.sum() + 2e-4 * values
        first = 0.9 * first + 0.1 * gradient
        second = 0.999 * second + 0.001 * gradient**2
        values -= 0.05 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
        values = np.where(against, np.minimum(values, 0), np.maximum(values, 0))
    hit = np.average(
        [right[i, int(np.argmax(np.where(mask[i] > 0, data[i] @ values, -1e9)))] for i in range(len(examples))]
    )
    print(f"{len(examples)} examples, first right in {100 * hit:.1f} %")
    found: np.ndarray = values / values[values > 0].sum()
    return found


def _logistic(rows: np.ndarray, labels: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Logistic regression by Newton's method with a small ridge."""
    values = np.zeros(rows.shape[1])
    for _ in range(60):
        chance = 1 / (1 + np.exp(-np.clip(rows @ values, -30, 30)))
        gradient = rows.T @ (weight * (chance - labels)) + 0.05 * values
        curvature = (rows * (weight * chance * (1 - chance))[:, None]).T @ rows + 0.05 * np.eye(rows.shape[1])
        step = np.linalg.solve(curvature, gradient)
        values -= step
        if np.abs(step).max() < 1e-6:
            break
    return values


def _made_up(count: int = 500) -> list[str]:
    """Questions about anything but Docker: its verbs and others with nouns drawn from a dictionary of Russian."""
    analyzer = MorphAnalyzer()
    draw = Random(7)  # noqa: S311 - the same draw each time
    nouns: list[str] = []
    verbs: list[str] = []
    for syllable in ("ба", "во", "го", "до", "жи", "за", "ка", "ле", "мо", "не", "па", "ра", "си", "те", "фа", "ша"):
        for word, tag, *_ in analyzer.iter_known_word_parses(syllable):
            named = {"Name", "Surn", "Geox", "Abbr"} & tag.grammemes
            if {"NOUN", "sing", "accs"} in tag and 4 < len(word) < 9 and not named:
                nouns.append(word)
            elif "INFN" in tag and len(word) < 10:
                verbs.append(word)
    known = ("удалить", "запустить", "остановить", "собрать", "скачать", "обновить", "посмотреть", "подключить")
    shapes: tuple[str, ...] = ("как {verb} {noun}", "{verb} {noun}", "почему не могу {verb} {noun}")
    shapes += (
        "чем {noun} отличается от {other}",
        "что такое {noun}",
        "где {verb} {noun}",
        "хочу {verb} {noun} и {other}",
        "не работает {noun}",
    )
    return [
        draw.choice(shapes).format(
            verb=draw.choice(known if draw.random() < 0.6 else verbs), noun=draw.choice(nouns), other=draw.choice(nouns)
        )
        for _ in range(count)
    ]


def _judged(index: Index, texts: Sequence[tuple[str, Sequence[str]]]) -> Iterator[tuple[list[float], bool, bool]]:
    """The evidence for each question, whether the first entry is right, and whether any is."""
    for text, right in texts:
        cleaned = normalize.clean(text).lower().strip()
        decision = deciding.decide(index, cleaned)
        if decision.ranked:
            amounts = deciding.evidence(index, decision.query, decision.ranked, decision.weighted)
            ids = [scored.entry.id for scored in decision.ranked]
            yield list(amounts.values()), ids[0] in right, bool(right)


def _floors(assistant: Assistant, questions: Sequence[evaluation.Question]) -> tuple[float, float]:
    """The floors with the best worth on the tuning half: of confidence for an answer, of relevance for choices."""
    rows = []
    for question in questions:
        reply = assistant.ask(question.text, topic=question.after)
        if reply.decision is not None and reply.decision.ranked:
            ids = [scored.entry.id for scored in reply.decision.choices]
            right, shown = ids[0] in question.entries, bool(set(ids) & set(question.entries))
            rows.append((reply.confidence, reply.decision.relevance, right, shown, bool(question.entries)))
    best = (-1e9, 0.5, 0.2)
    for answer in np.arange(0.16, 0.80, 0.02):
        for choices in np.arange(0.04, 0.90, 0.02):
            worth = 0.0
            for sure, relevant, right, shown, answerable in rows:
                if relevant < choices:
                    continue
                if not answerable:
                    worth -= OFF_TOPIC
                elif sure >= answer:
                    worth += 1.0 if right else -WRONG
                elif shown:
                    worth += CHOICE
            if worth > best[0]:
                best = (worth, float(answer), float(choices))
    print(f"floors: confidence {best[1]:.2f} to answer, relevance {best[2]:.2f} to offer choices")
    return best[1], best[2]


def _write(weights: Weights, note: str) -> None:
    """Replace the found tables, keep the rest of the file."""
    text = PATH.read_text(encoding="utf-8")
    head = text[: text.index("\n# Found")].rstrip()
    lines = [head, "", f"# Found {note}.", "[score]"]
    lines += [f"{name} = {weights.score[name]:.4f}  # {FEATURES[name]}" for name in NAMES]
    for table, values in (("confidence", weights.confidence), ("relevance", weights.relevance)):
        lines += ["", f"[{table}]"]
        lines += [f"{name} = {value:.3f}  # {deciding.EVIDENCE[name]}" for name, value in values.items()]
    lines += ["", "[decision]", f"answer_floor = {weights.answer_floor:.2f}"]
    lines += [f"answer_margin = {weights.answer_margin:.3f}", f"choices_floor = {weights.choices_floor:.2f}"]
    PATH.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> int:
    """Find, write, and print how the tuning half fares."""
    base = load_base(default_folder())
    weights = load_weights()
    questions = [
        question for question in evaluation.load_questions(ROOT / "tests" / "questions") if not question.held_back
    ]
    public = [question for question in questions if question.entries and not question.after]
    examples: list[Example] = []
    asked: list[tuple[Index, list[tuple[str, str]]]] = []
    for fold in range(FOLDS):
        smaller, held = _without_fold(base, fold)
        index = build_index(smaller, weights)
        asked.append((index, held))
        examples += [e for text, entry in held if (e := _example(index, text, [entry], 1.0))]
    whole = build_index(base, weights)
    examples += [e for q in public if (e := _example(whole, q.text, q.entries, PUBLIC))]
    start = np.array([weights.score.get(name, 0.0) for name in NAMES])
    score = _fit(examples, start)
    found_score = dict(zip(NAMES, map(float, score), strict=True)) | GIVEN
    weights = replace(weights, score=MappingProxyType(found_score))

    rows: list[list[float]] = []
    firsts: list[bool] = []
    answerable: list[bool] = []
    counts: list[float] = []

    def judged(index: Index, texts: Sequence[tuple[str, Sequence[str]]], weight: float) -> None:
        for row, first, among in _judged(replace(index, weights=weights), texts):
            rows.append(row)
            firsts.append(first)
            answerable.append(among)
            counts.append(weight)

    for index, held in asked:
        judged(index, [(text, [entry]) for text, entry in held if crc32(text.encode()) % 5 == 0], 0.2)
    judged(whole, [(q.text, q.entries) for q in questions if q.entries and not q.after], 4.0)
    judged(whole, [(q.text, ()) for q in questions if not q.entries and not q.smalltalk], 8.0)
    judged(whole, [(text, ()) for text in _made_up()], 1.0)
    found = {}
    for name, labels in (("confidence", firsts), ("relevance", answerable)):
        values = _logistic(np.array(rows), np.array(labels, dtype=float), np.array(counts))
        found[name] = MappingProxyType(dict(zip(deciding.EVIDENCE, map(float, values), strict=True)))
    weights = replace(weights, confidence=found["confidence"], relevance=found["relevance"])
    answer, choices = _floors(Assistant(base, weights), questions)
    weights = replace(weights, answer_floor=answer, answer_margin=0.0, choices_floor=choices)
    report = evaluation.evaluate(Assistant(base, weights), questions)
    figures = ", ".join(f"{name} {value} %" for name, value in report.figures().items())
    day = f"{datetime.now(UTC):%Y-%m-%d}"
    note = f"{day} on {len(base)} entries and {len(questions)} questions of the tuning half: {figures}"
    _write(weights, note)
    print(note)
    return 0


if __name__ == "__main__":
    sys.exit(main())
