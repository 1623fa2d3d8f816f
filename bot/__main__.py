"""The command line: run, chat, ask, eval, check, journal, health."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from bot import __version__
from bot.journal import commands as journal_commands
from bot.knowledge.base import KnowledgeError, default_folder
from bot.text.language import LANGUAGES


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="A Docker companion that lives in Telegram.")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("run", help="the Telegram bot (needs BOT_TOKEN)")
    commands.add_parser("chat", help="talk in the terminal, without token and network")
    commands.add_parser("health", help="exit 0 if the running bot is live and ready, else 1")
    ask = commands.add_parser("ask", help="print one reply")
    ask.add_argument("text", nargs="*", help="the question")
    ask.add_argument("--explain", action="store_true", help="show how the answer was found")
    ask.add_argument("--jsonl", action="store_true", help="read questions as JSON lines from standard input")
    ask.add_argument("--language", choices=LANGUAGES, default="ru", help="where the question tells none")
    evaluation = commands.add_parser("eval", help="how well the questions of tests/questions/ are answered")
    evaluation.add_argument("--questions", type=Path, default=None, help="another folder of questions")
    evaluation.add_argument("--half", choices=("tuning", "held-back", "both"), default="both")
    evaluation.add_argument("--misses", action="store_true", help="list every question that went wrong")
    evaluation.add_argument("--write", action="store_true", help="keep the figures as those to compare with")
    new = commands.add_parser("new", help="lay out a fresh entry")
    new.add_argument("kind", help="concept, comparison, howto, command, directive or error")
    new.add_argument("id", help="lower-case letters, digits and dashes; it never changes")
    new.add_argument("--topic", default=None, help="the folder; else that of the kind")
    check = commands.add_parser("check", help="judge the knowledge base")
    check.add_argument("--preview", metavar="ID", help="print an entry as each face will show it")
    check.add_argument("--coverage", action="store_true", help="list what of tiers 1 and 2 has no entry")
    journal_commands.add_commands(
        commands.add_parser("journal", help="what was asked, missed and voted: figures, backup, removal")
    )
    for command in (ask, check, new, evaluation):
        command.add_argument("--knowledge", type=Path, default=None, help="another knowledge folder")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit status: 0 well, 1 a fault was found, 2 wrong use or settings."""
    for stream in (sys.stdin, sys.stdout):
        if hasattr(stream, "reconfigure"):  # a lone surrogate must not end a conversation
            stream.reconfigure(encoding="utf-8", errors="replace")
    options = _parser().parse_args(arguments)
    try:
        match options.command:
            case "run":
                return _run()
            case "chat":
                return _chat()
            case "ask":
                return _ask(options)
            case "health":
                return _health()
            case "new":
                return _new(options)
            case "eval":
                return _eval(options)
            case "journal":
                return _journal(options)
            case _:
                return _check(options)
    except KnowledgeError as error:
        print(f"knowledge: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _run() -> int:
    from bot.operations import logs
    from bot.operations.endpoints import serving
    from bot.operations.reload import reloading
    from bot.settings import SettingsError, load_settings
    from bot.telegram import polling
    from bot.telegram.app import make_bot, make_dispatcher
    from bot.wiring import running

    try:
        settings = load_settings()
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    secrets = [secret.get_secret_value() for secret in (settings.bot_token, settings.webhook_secret) if secret]
    logs.set_up(settings.log_level, settings.log_format, secrets)

    async def run() -> None:
        async with running(settings) as services:
            bot = make_bot(services)
            async with (
                serving(
                    settings.health_host,
                    settings.health_port,
                    services.health,
                    services.metrics,
                    services.current,
                    bot.get_me,
                ),
                reloading(services.reloader, settings.knowledge_dir, settings.knowledge_reload),
            ):
                if settings.webhook_url:
                    from bot.telegram import webhook  # who polls needs no server

                    await webhook.run(bot, make_dispatcher(services), settings, services.health)
                else:
                    await polling.run(bot, make_dispatcher(services), services.health, settings.stop_timeout)

    try:
        asyncio.run(run())
    except polling.TokenRefusedError:
        print("BOT_TOKEN is refused by Telegram: copy it from @BotFather again", file=sys.stderr)
        return 2
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _health() -> int:
    from bot.operations import health
    from bot.settings import SettingsError, load_health_settings

    try:
        settings = load_health_settings()
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    if not settings.health_port:
        print("not checked: HEALTH_PORT names no port to ask")
        return 0
    healthy, line = health.ask(settings.health_host, settings.health_port)
    print(line)
    return 0 if healthy else 1


def _chat() -> int:
    from bot.terminal import chat
    from bot.wiring import make_assistant, warmed

    state = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    return chat(warmed(make_assistant()), state / "docker-companion" / "history")


def _ask(options: argparse.Namespace) -> int:
    from rich.console import Console

    from bot import terminal
    from bot.wiring import make_assistant, warmed

    if not options.jsonl and not options.text:
        print("ask: say what to ask, or use --jsonl", file=sys.stderr)
        return 2
    assistant = make_assistant(options.knowledge)
    if options.jsonl:
        return terminal.ask_lines(warmed(assistant), sys.stdin, sys.stdout)
    reply = assistant.ask(" ".join(options.text), options.language)
    console = Console(highlight=False)
    terminal.show(console, reply)
    if options.explain and reply.decision:
        terminal.explain(console, reply.decision)
        console.print(f"   {reply.micros} µs in the core")
    return 0


def _eval(options: argparse.Namespace) -> int:
    from bot import evaluation
    from bot.wiring import make_assistant, warmed

    folder = options.questions or default_folder().parent / "tests" / "questions"
    questions = evaluation.load_questions(folder)
    if not questions:
        print(f"eval: no questions in {folder}", file=sys.stderr)
        return 2
    if options.half != "both":
        questions = [question for question in questions if question.held_back == (options.half == "held-back")]
    report = evaluation.evaluate(warmed(make_assistant(options.knowledge)), questions)
    print("\n".join(evaluation.table(report)))
    if report.confusions:
        print("confusions that hurt most: right → answered")
        for (right, answered), count in report.confusions.most_common(12):
            print(f"  {count}  {right} → {answered}")
    if options.misses:
        for result in report.misses:
            print("  " + evaluation.describe(result))
    figures = folder / "figures.json"
    fallen = evaluation.compare(report, figures) if options.half == "both" else []
    print("\n".join(fallen) or "no figure fell by over one point")
    if options.write:
        evaluation.write(report, figures)
    return 1 if fallen else 0


def _journal(options: argparse.Namespace) -> int:
    from bot.settings import SettingsError, load_journal_settings
    from bot.wiring import open_journal

    try:
        settings = load_journal_settings()
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    return journal_commands.run(options, settings.journal_store, partial(open_journal, by_hand=True))


def _new(options: argparse.Namespace) -> int:
    from bot.knowledge.authoring import AuthoringError, new_entry

    try:
        path = new_entry(options.knowledge or default_folder(), options.kind, options.id, options.topic)
    except AuthoringError as error:
        print(f"new: {error}", file=sys.stderr)
        return 2
    print(f"{path}: fill it in, then run `python -m bot check` and `python -m bot check --preview {options.id}`")
    return 0


def _check(options: argparse.Namespace) -> int:
    if options.preview:
        from bot.preview import preview

        return preview(options.knowledge or default_folder(), options.preview)
    from bot.knowledge.check.runner import check_folder

    folder = options.knowledge or default_folder()
    try:
        report = check_folder(folder)
    except OSError as error:
        raise KnowledgeError(f"{folder} cannot be judged: {error}") from error
    for finding in report.findings:
        print(finding)
    kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(report.kinds.items()))
    print(f"{report.entries} entries ({kinds}), {report.questions} questions, ", end="")
    print(f"{report.commands} commands, {report.examples} files")
    for tier, (covered, total) in report.covered.items():
        print(f"coverage of tier {tier}: {covered}/{total}")
    if options.coverage:
        print("\n".join(f"no entry covers {fact}" for fact in report.uncovered))
    print(f"{len(report.findings)} faults")
    return 1 if report.findings else 0


if __name__ == "__main__":
    sys.exit(main())
