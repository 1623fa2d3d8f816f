"""How well questions are answered: the figures of ``python -m bot eval``.

Questions lie in tests/questions/*.yaml, a file a style; each is a mapping:

    {ask: text, entry: id or [ids that are right]}      it must be answered
    {ask: text, entry: null}                            it must not be answered
    {ask: text, smalltalk: hello}                       it gets a human line
    {ask: text, after: id, entry: id}                   it follows an answer on another entry

Half of them are held back while weights are found: the half is fixed by a
checksum of the text, so that it does not change when questions are added.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from zlib import crc32

import yaml

from bot.assistant import Assistant
from bot.reply import Reply

#: Edges of the bins in which confidence is held against how often it was right.
BINS = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 1.0)


@dataclass(frozen=True, slots=True)
class Question:
    """One question with what is right for it; ``entries`` is empty where no answer is right."""

    text: str
    style: str
    entries: tuple[str, ...]
    smalltalk: str | None = None
    after: str | None = None

    @property
    def held_back(self) -> bool:
        """Tell whether it belongs to the half that is not looked at while tuning."""
        return crc32(self.text.encode()) % 2 == 1


@dataclass(frozen=True, slots=True)
class Result:
    """A question and its reply."""

    question: Question
    reply: Reply

    @property
    def first(self) -> bool:
        """The right entry was answered (hit@1), or a question without an answer got none."""
        if self.question.entries:
            return self.reply.outcome in ("answer", "explained") and self.reply.entry in self.question.entries
        if self.question.smalltalk:
            return self.reply.outcome == "smalltalk"
        return self.reply.outcome in ("unknown", "smalltalk")

    @property
    def shown(self) -> bool:
        """The right entry was answered or stands among the choices."""
        return self.first or bool(set(self.question.entries) & set(self.reply.choices))


@dataclass(slots=True)
class Tally:
    """How many were asked, right at once, and right among what was shown."""

    asked: int = 0
    first: int = 0
    shown: int = 0

    def add(self, result: Result) -> None:
        """Count one result."""
        self.asked += 1
        self.first += result.first
        self.shown += result.shown

    @property
    def hit(self) -> float:
        """Share answered with the right entry (or rightly not answered)."""
        return self.first / self.asked if self.asked else 1.0

    @property
    def among(self) -> float:
        """Share with the right entry answered or among the choices."""
        return self.shown / self.asked if self.asked else 1.0


@dataclass(slots=True)
class Report:
    """Figures over a set of questions."""

    answerable: Tally = field(default_factory=Tally)
    rejection: Tally = field(default_factory=Tally)
    smalltalk: Tally = field(default_factory=Tally)
    styles: dict[str, Tally] = field(default_factory=dict)
    kinds: dict[str, Tally] = field(default_factory=dict)
    bins: dict[float, list[int]] = field(default_factory=dict)
    confusions: Counter[tuple[str, str]] = field(default_factory=Counter)
    misses: list[Result] = field(default_factory=list)
    micros: list[int] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        """The figures that are committed and compared, in per cent."""
        return {
            "hit@1": round(100 * self.answerable.hit, 1),
            "choices@5": round(100 * self.answerable.among, 1),
            "rejection": round(100 * self.rejection.hit, 1),
            "smalltalk": round(100 * self.smalltalk.hit, 1),
        }


def load_questions(folder: Path) -> list[Question]:
    """Read every file of a folder. Raises OSError, or ValueError with the file for a row of another shape."""
    found: list[Question] = []
    for path in sorted(folder.glob("*.yaml")):
        for row in yaml.safe_load(path.read_text(encoding="utf-8")) or ():
            try:
                entry = row.get("entry")
                entries = tuple(entry) if isinstance(entry, list) else (entry,) if entry else ()
                found.append(
                    Question(
                        text=row["ask"],
                        style=row.get("style", path.stem),
                        entries=entries,
                        smalltalk=row.get("smalltalk"),
                        after=row.get("after"),
                    )
                )
            except (KeyError, TypeError, AttributeError) as error:
                raise ValueError(f"{path}: {row!r}: {error}") from error
    return found


def evaluate(assistant: Assistant, questions: Iterable[Question]) -> Report:
    """Ask every question and count."""
    report = Report()
    styles: dict[str, Tally] = defaultdict(Tally)
    kinds: dict[str, Tally] = defaultdict(Tally)
    bins: dict[float, list[int]] = {edge: [0, 0] for edge in BINS[:-1]}
    for question in questions:
        reply = assistant.ask(question.text, topic=question.after)
        result = Result(question, reply)
        report.micros.append(reply.micros)
        styles[question.style].add(result)
        if question.entries:
            report.answerable.add(result)
            entry = assistant.base.get(question.entries[0])
            kinds[entry.kind if entry else "missing"].add(result)
        elif question.smalltalk:
            report.smalltalk.add(result)
        else:
            report.rejection.add(result)
        if reply.decision is not None:
            edge = max(edge for edge in BINS[:-1] if edge <= reply.confidence)
            best = reply.decision.best
            bins[edge][0] += 1
            bins[edge][1] += best is not None and best.entry.id in question.entries
        if not result.first:
            report.misses.append(result)
            if question.entries and reply.entry:
                report.confusions[question.entries[0], reply.entry] += 1
    report.styles = dict(sorted(styles.items()))
    report.kinds = dict(sorted(kinds.items()))
    report.bins = bins
    return report


def percentile(values: Sequence[int], share: float) -> int:
    """The value below which a share of the values lies (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0


def table(report: Report) -> list[str]:
    """The report as lines of text."""
    lines = [f"{'':28}{'asked':>7}{'hit@1':>8}{'shown':>8}"]

    def row(name: str, tally: Tally) -> None:
        if tally.asked:
            lines.append(f"{name:28}{tally.asked:>7}{100 * tally.hit:>7.1f}%{100 * tally.among:>7.1f}%")

    row("answerable", report.answerable)
    row("not about Docker", report.rejection)
    row("small talk", report.smalltalk)
    lines.append("by style")
    for name, tally in report.styles.items():
        row(f"  {name}", tally)
    lines.append("by kind of the right entry")
    for name, tally in report.kinds.items():
        row(f"  {name}", tally)
    lines.append("calibration: confidence, questions, the first was right")
    for low, high in pairwise(BINS):
        asked, right = report.bins[low]
        if asked:
            lines.append(f"  {low:.1f}–{high:.1f}{asked:>8}{100 * right / asked:>7.1f}%")
    lines.append(f"time in the core: p50 {percentile(report.micros, 0.5)} µs, p99 {percentile(report.micros, 0.99)} µs")
    return lines


def describe(result: Result) -> str:
    """One line on a question that went wrong."""
    question, reply = result.question, result.reply
    wanted = ",".join(question.entries) or question.smalltalk or "no answer"
    got = reply.entry if reply.outcome == "answer" else f"{reply.outcome} {','.join(reply.choices[:4])}"
    return f"[{question.style}] {question.text[:90]} | {wanted} | {got} | {reply.confidence:.2f}"


def compare(report: Report, path: Path) -> list[str]:
    """The figures that are over one point below those kept in a file, a line each; none where no file is."""
    if not path.is_file():
        return []
    kept = json.loads(path.read_text(encoding="utf-8"))
    now = report.figures()
    return [
        f"{name} fell from {value} % to {now[name]} %" for name, value in kept.items() if now.get(name, 0.0) < value - 1
    ]


def write(report: Report, path: Path) -> None:
    """Keep the figures."""
    path.write_text(json.dumps(report.figures(), indent=2) + "\n", encoding="utf-8")
