"""The journal's figures for people: Markdown for every face, and a YAML file of misses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import yaml

from bot.journal.journal import Miss, Statistics
from bot.locales import phrase
from bot.text.language import Language

_MOST_VOTED = 15
_MISS_LENGTH = 100


def markdown(statistics: Statistics, language: Language) -> str:
    """The figures in Markdown: questions, shares, latency, a table of votes, a list of misses."""
    parts = [f"**{phrase('journal-questions', language, days=statistics.days, count=statistics.questions)}**"]
    if statistics.questions:
        parts.append(
            "\n".join(
                f"- {share(name, count, statistics, language)}"
                for name, count in (
                    ("answered", statistics.answered),
                    ("choices", statistics.choices),
                    ("missed", statistics.missed),
                )
            )
        )
    if statistics.smalltalk:
        parts.append(phrase("journal-smalltalk", language, count=statistics.smalltalk))
    if statistics.latency.worst:
        latency = statistics.latency
        parts.append(
            phrase(
                "journal-latency",
                language,
                half=_time(latency.p50, language),
                most=_time(latency.p90, language),
                nearly=_time(latency.p99, language),
                worst=_time(latency.worst, language),
            )
        )
    parts += _votes(statistics, language)
    parts += _misses(statistics.misses, language)
    return "\n\n".join(parts)


def share(name: str, count: int, statistics: Statistics, language: Language) -> str:
    """One line of shares: ``answered: 91 %``; name is answered, choices or missed."""
    title = phrase(f"journal-{name}", language)
    return phrase("journal-share", language, title=title, share=count / max(1, statistics.questions))


def misses_file(misses: Iterable[Miss], language: Language) -> str:
    """Misses as YAML rows to turn into phrasings: ``- {ask: …, entry: null}``, what is known of each above it."""
    lines = [f"# {line}" for line in phrase("journal-misses-file", language).splitlines()]
    for miss in misses:
        known = [phrase("journal-misses-row", language, count=miss.count, last=miss.last.date().isoformat())]
        if miss.disliked:
            known.append(phrase("journal-miss-disliked", language, count=miss.disliked))
        if miss.shown:
            known.append(phrase("journal-misses-shown", language, shown=" ".join(miss.shown)))
        row = yaml.safe_dump(
            {"ask": " ".join(miss.text.split()), "entry": None},
            default_flow_style=True,
            allow_unicode=True,
            sort_keys=False,
            width=float("inf"),
        )
        lines += ["", *(f"# {line}" for line in "; ".join(known).splitlines()), f"- {row.strip()}"]
    return "\n".join(lines) + "\n"


def _time(micros: int, language: Language) -> str:
    return phrase("journal-milliseconds", language, milliseconds=micros / 1000)


def _votes(statistics: Statistics, language: Language) -> Iterator[str]:
    yield f"**{phrase('journal-votes-title', language)}**"
    if not statistics.votes:
        yield phrase("journal-no-votes", language)
        return
    rows = [f"| {phrase('journal-votes-entry', language)} | 👍 | 👎 |", "|---|--:|--:|"]
    rows += [f"| {vote.entry} | {vote.up} | {vote.down} |" for vote in statistics.votes[:_MOST_VOTED]]
    yield "\n".join(rows)
    if len(statistics.votes) > _MOST_VOTED:
        yield phrase("journal-votes-more", language, count=len(statistics.votes) - _MOST_VOTED)


def _misses(misses: tuple[Miss, ...], language: Language) -> Iterator[str]:
    yield f"**{phrase('journal-misses-title', language)}**"
    if not misses:
        yield phrase("journal-no-misses", language)
        return
    yield "\n".join(
        f"- {miss.count} × {_code(miss.text)}"
        + (f" ({phrase('journal-miss-disliked', language, count=miss.disliked)})" if miss.disliked else "")
        for miss in misses
    )


def _code(text: str) -> str:
    """A person's text in one line as a code span: whatever is in it, it stays text."""
    text = " ".join(text.split())
    text = text if len(text) <= _MISS_LENGTH else text[: _MISS_LENGTH - 1] + "…"
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    blank = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{blank}{text}{blank}{fence}"
