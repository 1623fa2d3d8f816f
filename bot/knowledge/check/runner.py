"""All the checks over a folder, and the counts that `python -m bot check` prints."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from bot.knowledge.base import NOT_TOPICS, KnowledgeError, Menu, load_base
from bot.knowledge.check import commands, content, files, links, lists, patterns, schema
from bot.knowledge.check.findings import Finding
from bot.knowledge.entry import Entry, parse_entry
from bot.knowledge.grammar import load_grammar
from bot.knowledge.source import Source, SourceError, read_source

#: Findings after which a file cannot be made an Entry.
_FATAL = frozenset({"KB001", "KB003", "KB004", "KB005", "KB006"})


@dataclass(slots=True)
class Report:
    """The findings, and what was counted on the way."""

    findings: list[Finding] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    questions: int = 0
    commands: int = 0
    examples: int = 0
    covered: dict[int, tuple[int, int]] = field(default_factory=dict)
    uncovered: list[str] = field(default_factory=list)

    @property
    def entries(self) -> int:
        """How many entries the base has."""
        return self.kinds.total()


def check_folder(folder: Path) -> Report:
    """Judge the whole knowledge folder; every fault is found in one run."""
    report = Report()
    grammar = load_grammar(folder / "reference")
    facts = links.reference_facts(folder / "reference", grammar)
    compose = files.compose_keys(folder / "reference")
    instructions = frozenset(fact.partition(":")[2] for fact in facts if fact.startswith("dockerfile:"))
    entries: dict[str, tuple[Entry, Source]] = {}
    for path in sorted(path for path in folder.glob("*/*.yaml") if path.parent.name not in NOT_TOPICS):
        try:
            source = read_source(path)
        except SourceError as error:
            report.findings.append(Finding(path, error.line, "KB001", error.message, "mend the YAML"))
            continue
        found = list(schema.check(source))
        report.findings.extend(found)
        if any(finding.number in _FATAL for finding in found):
            continue
        entry = parse_entry(path.stem, path.parent.name, source.data)
        if entry.id in entries:
            other = entries[entry.id][1].path
            report.findings.append(Finding(path, 1, "KB008", f"the id is taken by {other}", "rename one"))
            continue
        entries[entry.id] = (entry, source)
    known = frozenset(entries)
    for entry, source in entries.values():
        report.kinds[entry.kind] += 1
        report.questions += sum(map(len, entry.questions.values()))
        report.commands += len(entry.commands)
        report.examples += len(entry.examples)
        report.findings.extend(content.check(entry, source))
        report.findings.extend(files.check(entry, source, compose, instructions))
        report.findings.extend(links.check(entry, source, known, folder))
        report.findings.extend(links.check_covers(entry, source, frozenset(facts)))
        report.findings.extend(commands.check(entry, source, grammar))
        report.findings.extend(patterns.check(entry, source))
    report.findings.extend(content.check_questions(entries))
    report.findings.extend(lists.check(folder / "words"))
    report.findings.extend(_menus(folder, known))
    covered = {fact for entry, _ in entries.values() for fact in entry.covers}
    for tier in sorted(set(facts.values())):
        of_tier = {fact for fact, its in facts.items() if its == tier}
        report.covered[tier] = (len(of_tier & covered), len(of_tier))
        if tier < 3:
            report.uncovered.extend(sorted(of_tier - covered))
    report.findings.sort()
    return report


def _menus(folder: Path, known: frozenset[str]) -> list[Finding]:
    path = folder / "menus.yaml"
    try:
        source = read_source(path)
    except SourceError as error:
        return [Finding(path, error.line, "KB001", error.message, "mend the YAML")]
    except OSError as error:
        return [Finding(path, 1, "KB001", str(error), "the menus are missing")]
    try:
        menus: dict[str, Menu] = dict(load_base(folder).menus)
    except KnowledgeError:
        return []  # said already, file by file
    findings: list[Finding] = []
    for menu in menus.values():
        findings.extend(links.check_menu(menu, source, known, frozenset(menus)))
    return findings
