"""KB090: the word lists of knowledge/words/."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.knowledge.check.findings import Finding
from bot.knowledge.source import Source, SourceError, read_source
from bot.text.normalize import fold


def check(folder: Path) -> Iterator[Finding]:
    """Judge the word lists: their shape, forms that stand in two concepts, concepts that nobody defines."""
    sources: dict[str, Source] = {}
    for name in ("synonyms", "verbs", "near", "opposites", "intents", "stopwords", "other-subjects", "smalltalk"):
        path = folder / f"{name}.yaml"
        try:
            sources[name] = read_source(path)
        except SourceError as error:
            yield Finding(path, error.line, "KB090", error.message, "mend the list")
        except OSError as error:
            yield Finding(path, 1, "KB090", str(error), "the list is missing")
    owners: dict[str, str] = {}
    for name in ("synonyms", "verbs"):
        if name not in sources:
            continue
        source = sources[name]
        for concept, forms in source.data.items():
            if not isinstance(forms, list):
                yield Finding(source.path, source.line(concept), "KB090", f"{concept!r}", "write a list of forms")
                continue
            for index, form in enumerate(forms):
                key = fold(form)
                owner = owners.setdefault(key, concept)
                if owner != concept or key in (fold(other) for other in forms[:index]):
                    yield Finding(
                        source.path,
                        source.line(concept, index),
                        "KB090",
                        f"{form!r} stands under {owner!r} already",
                        "keep it in one place",
                    )
    concepts = {concept for name in ("synonyms", "verbs") if name in sources for concept in sources[name].data}
    for name in ("near",):
        if name in sources:
            source = sources[name]
            for concept, others in source.data.items():
                for word in (concept, *others):
                    if word not in concepts:
                        yield Finding(
                            source.path,
                            source.line(concept),
                            "KB090",
                            f"no concept {word!r}",
                            "define it in synonyms or verbs",
                        )
    if "opposites" in sources:
        source = sources["opposites"]
        for index, pair in enumerate(source.data.get("pairs") or ()):
            if not isinstance(pair, list) or len(pair) != 2 or any(word not in concepts for word in pair):
                yield Finding(
                    source.path, source.line("pairs", index), "KB090", f"opposites {pair}", "two concepts that exist"
                )
