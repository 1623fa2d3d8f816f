"""``python -m bot journal``: what its commands are and what they do. Light to import: every start reads it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from bot.journal.journal import JournalError
from bot.text.language import LANGUAGES

if TYPE_CHECKING:
    from pydantic import SecretStr

    from bot.journal.journal import KeptJournal


def add_commands(parser: argparse.ArgumentParser) -> None:
    """Give ``python -m bot journal`` its own commands."""
    parser.add_argument("--path", type=Path, default=None, help="the journal's file, if not JOURNAL_PATH or REDIS_URL")
    commands = parser.add_subparsers(dest="journal_command", required=True)
    stats = commands.add_parser("stats", help="questions, answered share, votes, misses, latency")
    stats.add_argument("--chart", type=Path, default=None, metavar="FILE", help="draw the days as a PNG file too")
    misses = commands.add_parser("misses", help="questions without a good answer, as YAML rows to fill in")
    misses.add_argument("--limit", type=_positive, default=100, help="at most so many (100)")
    for command in (stats, misses):
        command.add_argument("--days", type=_positive, default=30, help="of the last so many days (30)")
        command.add_argument("--language", choices=LANGUAGES, default="ru", help="language of the words (ru)")
    export = commands.add_parser("export", help="all that is kept, as JSON lines")
    import_ = commands.add_parser("import", help="add the rows of an export; what is there already stays")
    import_.add_argument("file", type=Path, nargs="?", help="the file to read (standard input)")
    for command in (misses, export):
        command.add_argument("file", type=Path, nargs="?", help="the file to write (standard output)")
    for command, what in (
        (export, "write the key of the pseudonyms to"),
        (import_, "use the key of the pseudonyms in"),
    ):
        command.add_argument("--key", type=Path, default=None, metavar="FILE", help=f"{what} this file too")
    forget = commands.add_parser("forget", help="remove a person's questions, votes and preferences")
    forget.add_argument("user", type=int, help="the person's Telegram id")


def run(
    options: argparse.Namespace, store: Path | SecretStr | None, opened: Callable[[Path | SecretStr], KeptJournal]
) -> int:
    """Run a journal command over a file, or a Redis by its URL (``--path`` goes before both); ``opened`` opens it.

    Returns the exit status: 0 well, 1 it failed, 2 there is no journal.
    """
    store = options.path or store
    if store is None:
        print("journal: none is kept; set JOURNAL_PATH or REDIS_URL, or use --path", file=sys.stderr)
        return 2
    if isinstance(store, Path) and not store.exists() and options.journal_command != "import":
        print(f"journal: {store} does not exist", file=sys.stderr)
        return 2
    journal = opened(store)
    try:
        _run(journal, store, options)
    except (JournalError, OSError, UnicodeDecodeError) as error:
        if isinstance(error, BrokenPipeError):
            raise
        print(f"journal: {error}", file=sys.stderr)
        return 1
    finally:
        journal.close()
    return 0


def _run(journal: KeptJournal, store: Path | SecretStr, options: argparse.Namespace) -> None:
    from bot.journal.report import markdown, misses_file
    from bot.journal.transfer import read_lines, write_lines

    match options.journal_command:
        case "stats":
            from rich.console import Console
            from rich.markdown import Markdown

            statistics = journal.statistics(options.days)
            Console().print(Markdown(markdown(statistics, options.language)))
            if options.chart:
                from bot.journal.chart import draw

                options.chart.write_bytes(draw(statistics, options.language))
        case "misses":
            text = misses_file(journal.misses(options.days, options.limit), options.language)
            _put_out([text.removesuffix("\n")], options.file)
        case "export":
            if options.key:
                _put_out([journal.key().hex()], options.key)
            count = _put_out(write_lines(journal.rows()), options.file) - 1
            print(f"journal: {count} rows exported", file=sys.stderr)
        case "import":
            if options.key:
                from bot.journal.pseudonym import read_key

                key = read_key(options.key.read_text(encoding="ascii").strip())
                if key is None:
                    raise JournalError(f"{options.key} holds no key")
                journal.take_key(key)
            if options.file:
                with options.file.open(encoding="utf-8", newline="\n") as lines:
                    added = journal.put(read_lines(lines))
            else:
                added = journal.put(read_lines(sys.stdin))
            print(f"journal: {added} rows added or renewed", file=sys.stderr)
        case _:
            from bot.journal.pseudonym import key_path

            if isinstance(store, Path) and not key_path(store).exists():  # a new key would find nobody, in good faith
                raise JournalError(f"{key_path(store)} is gone: without it no person can be found in the journal")
            print(f"journal: {journal.forget(options.user)} rows removed", file=sys.stderr)


def _put_out(lines: Iterable[str], file: Path | None) -> int:
    """Write lines to a file, whole or not at all, or to standard output; returns how many."""
    count = 0
    if file is None:
        for line in lines:
            sys.stdout.write(line + "\n")
            count += 1
        return count
    draft = file.with_name(file.name + ".part")
    try:
        with draft.open("w", encoding="utf-8", newline="\n") as sink:
            draft.chmod(0o600)  # what people asked
            for line in lines:
                sink.write(line + "\n")
                count += 1
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
    return count


def _positive(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 36_500:
        raise argparse.ArgumentTypeError("must be a number from 1 to 36500")
    return number
