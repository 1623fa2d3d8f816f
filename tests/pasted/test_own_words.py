"""Where only the outcome of a failure is known, the failed program speaks; warnings are not sold as causes."""

from __future__ import annotations

from bot.assistant import Assistant


def test_the_last_complaint_before_an_outcome_is_quoted(assistant: Assistant) -> None:
    reply = assistant.ask(
        "#12 2.812 glorp: fatal: section [assets] could not be parsed near token 14\n"
        '#12 ERROR: process "/bin/sh -c glorp" did not complete successfully: exit code: 2'
    )
    assert reply.entry == "err-run-exit-code"
    assert "`glorp: fatal: section [assets] could not be parsed near token 14`" in reply.body


def test_a_secret_in_the_quoted_words_is_masked(assistant: Assistant) -> None:
    reply = assistant.ask("app-1  | glorp: error: DB_PASSWORD=hunter2secret was refused\napp-1 exited with code 1")
    assert "glorp: error" in reply.body
    assert "hunter2secret" not in reply.body


def test_nothing_is_quoted_where_the_cause_is_known(assistant: Assistant) -> None:
    reply = assistant.ask(
        "error: something odd\nModuleNotFoundError: No module named 'flask'\napp-1 exited with code 1"
    )
    assert reply.entry == "err-python-module-not-found"
    assert "something odd" not in reply.body


def test_a_warning_is_no_cause_of_a_failure_that_nobody_knows(assistant: Assistant) -> None:
    warning = "WARN[0000] /srv/app/compose.yaml: the attribute `version` is obsolete, it will be ignored\n"
    assert assistant.ask(warning).entry == "err-compose-version-obsolete"
    reply = assistant.ask(warning + "Error response from daemon: plugin frobnicator refused hook stage 7")
    assert reply.entry is None
    assert "frobnicator" in reply.body


def test_a_guess_at_a_program_s_message_is_not_sold_as_knowledge(assistant: Assistant) -> None:
    reply = assistant.ask(
        "docker: Error response from daemon: rpc error: code = Unknown desc = tessellation plane rejected the service"
    )
    assert reply.outcome == "explained"
    assert reply.entry is None
