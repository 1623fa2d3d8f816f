"""What every journal that keeps does, over each thing that it can be kept in."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator

import pytest

from bot.assistant import Assistant
from bot.journal import NOT_KEPT, Asked, JournalError, KeptJournal, NoJournal, Preferences
from bot.journal.journal import AskedRow, VoteRow
from bot.journal.texts import TEXT_LENGTH
from tests.journal.conftest import DAY, Clock, Store

USER, OTHER = 123_456_789, 987_654_321


@pytest.fixture
def journal(store: Store, clock: Clock) -> Iterator[KeptJournal]:
    result = store.make(clock=clock)
    yield result
    result.close()


def asked(text: str = "как зайти в контейнер", user: int | None = USER, **values: object) -> Asked:
    return Asked(user, text, "ru", **{"outcome": "answer", "entry": "exec", "micros": 400, **values})  # type: ignore[arg-type]


def test_a_reply_is_kept_as_it_was_shown(journal: KeptJournal, assistant: Assistant) -> None:
    reply = assistant.ask("чем run отличается от start")
    number = journal.record(Asked.of(USER, "чем run отличается от start", reply))
    (row,) = journal.rows()
    assert isinstance(row, AskedRow)
    assert (row.id, row.entry, row.outcome, row.shown) == (number, reply.entry, "answer", reply.choices)
    assert row.micros == reply.micros
    assert Asked.of(USER, "x", reply, micros=7).micros == 7


def test_ids_rise_with_time_and_are_told_apart(journal: KeptJournal, clock: Clock) -> None:
    first = journal.record(asked())
    second = journal.record(asked())
    clock.now += 1
    third = journal.record(asked())
    assert len({first, second, third}) == 3
    assert NOT_KEPT < max(first, second) < third < 2**63


def test_secrets_and_ids_are_not_in_what_is_kept(journal: KeptJournal, store: Store) -> None:
    number = journal.record(asked("docker run -e POSTGRES_PASSWORD=hunter2hunter2 postgres"))
    journal.vote(number, USER, 1)
    journal.set_preferences(USER, Preferences("ru", "rich"))
    for _ in range(2):
        data = store.contents()
        assert b"docker run -e POSTGRES_PASSWORD=" in data
        assert b"hunter2" not in data
        assert str(USER).encode() not in data
        for size in (4, 8):
            assert USER.to_bytes(size, "big") not in data
            assert USER.to_bytes(size, "little") not in data
        journal.close()


def test_a_secret_at_the_cut_is_masked_too(journal: KeptJournal) -> None:
    journal.record(asked("x" * (TEXT_LENGTH - 20) + "\nPASSWORD=hunter2hunter2 and so on " * 3))
    (row,) = journal.rows()
    assert isinstance(row, AskedRow)
    assert row.text
    assert len(row.text) == TEXT_LENGTH
    assert "hunter2" not in row.text


@pytest.mark.parametrize("text", ["", "\0", "\ud800 lone", "a" * 300_000, "🐳" * 5000, "'; DROP TABLE asked; --"])
def test_any_text_is_kept(journal: KeptJournal, text: str) -> None:
    assert journal.record(asked(text, outcome="unknown", entry=None)) != NOT_KEPT
    journal.misses(1)


def test_texts_are_left_out_where_the_operator_says_so(store: Store, clock: Clock) -> None:
    journal = store.make(texts=False, clock=clock)
    journal.record(asked("мой вопрос", outcome="unknown", entry=None))
    journal.close()
    assert "мой вопрос".encode() not in store.contents()
    assert journal.misses(1) == ()
    assert journal.statistics(1).missed == 1


def test_one_vote_a_person_and_answer_that_can_be_changed(journal: KeptJournal) -> None:
    number = journal.record(asked())
    assert [journal.vote(number, USER, value) for value in (1, 1, -1, 0, -1)] == [0, 1, 1, -1, 0]
    assert journal.vote(number, OTHER, 1) == 0
    (votes,) = journal.statistics(1).votes
    assert (votes.entry, votes.up, votes.down) == ("exec", 1, 1)


@pytest.mark.parametrize("answer", [0, -1, 1, 2**63 - 1, 2**63, 10**30])
def test_a_vote_on_what_is_not_there_is_not_kept(journal: KeptJournal, answer: int) -> None:
    assert journal.vote(answer, USER, 1) is None
    assert list(journal.rows()) == []


def test_preferences_are_each_persons_own_and_outlast_the_process(
    journal: KeptJournal, store: Store, clock: Clock
) -> None:
    assert journal.preferences(USER) == Preferences()
    assert journal.set_preferences(USER, Preferences("en", "classic"))
    assert journal.set_preferences(OTHER, Preferences("ru"))
    assert journal.set_preferences(OTHER, Preferences(style="rich"))
    journal.close()
    again = store.make(clock=clock)
    assert again.preferences(USER) == Preferences("en", "classic")
    assert again.preferences(OTHER) == Preferences(None, "rich")
    again.close()


def test_forget_takes_a_persons_rows_and_nobody_elses(journal: KeptJournal, store: Store) -> None:
    mine = journal.record(asked("moj sekretnyj vopros"))
    theirs = journal.record(asked("drugoj vopros", user=OTHER))
    journal.record(asked("v kanale", user=None))
    journal.vote(mine, OTHER, 1)
    journal.vote(theirs, USER, -1)
    journal.vote(theirs, OTHER, 1)
    journal.set_preferences(USER, Preferences("en"))
    journal.set_preferences(OTHER, Preferences("ru"))
    assert b"moj sekretnyj vopros" in store.contents()

    assert journal.forget(USER) == 3
    assert journal.forget(USER) == 0
    left = list(journal.rows())
    assert {row.text for row in left if isinstance(row, AskedRow)} == {"drugoj vopros", "v kanale"}
    assert [(row.answer, row.value) for row in left if isinstance(row, VoteRow)] == [(theirs, 1)]
    assert journal.preferences(USER) == Preferences()
    assert journal.preferences(OTHER) == Preferences("ru")
    assert journal.vote(mine, USER, 1) is None
    assert b"moj sekretnyj vopros" not in store.contents()


def test_retention_keeps_to_the_limit_and_not_beyond(store: Store, clock: Clock) -> None:
    journal = store.make(days=10, clock=clock)
    number = journal.record(asked("first"))
    journal.vote(number, USER, 1)
    journal.set_preferences(USER, Preferences("en"))
    clock.now += 10 * DAY
    assert journal.purge() == 0
    clock.now += 0.001
    assert journal.purge() == 1
    assert not [row for row in journal.rows() if isinstance(row, AskedRow | VoteRow)]
    assert journal.preferences(USER) == Preferences("en")
    journal.close()
    assert b"first" not in store.contents()


def test_retention_comes_by_itself_with_use(store: Store, clock: Clock) -> None:
    journal = store.make(days=1, clock=clock)
    journal.record(asked("old"))
    clock.now += 1.1 * DAY
    journal.record(asked("new"))
    assert [row.text for row in journal.rows() if isinstance(row, AskedRow)] == ["new"]
    journal.close()


def test_statistics(journal: KeptJournal, clock: Clock) -> None:
    noon = clock.now // DAY * DAY + DAY / 2
    for days_ago, outcome, count in ((0, "answer", 6), (0, "explained", 1), (1, "choices", 2), (2, "unknown", 1)):
        clock.now = noon - days_ago * DAY
        for number in range(count):
            journal.record(asked(f"{outcome} {number}", outcome=outcome, micros=100 * (number + 1)))
    clock.now = noon
    journal.record(asked("привет", outcome="smalltalk", entry=None, micros=1))
    clock.now = noon - 3 * DAY
    journal.record(asked("before"))
    clock.now = noon

    found = journal.statistics(3)
    assert (found.answered, found.choices, found.missed, found.smalltalk) == (7, 2, 1, 1)
    assert found.questions == 10
    assert found.answered_share == 0.7
    assert [day.questions for day in found.by_day] == [1, 2, 7]
    assert [(day.answered, day.choices, day.missed) for day in found.by_day] == [(0, 0, 1), (0, 2, 0), (7, 0, 0)]
    # 1 100 100 100 100 200 200 300 400 500 600
    latency = found.latency
    assert (latency.p50, latency.p90, latency.p99, latency.worst) == (200, 500, 600, 600)
    assert len(journal.statistics(1).by_day) == 1
    assert journal.statistics(30).questions == 11


def test_statistics_of_nothing(journal: KeptJournal) -> None:
    found = journal.statistics(7)
    assert (found.questions, found.answered_share, found.votes, found.misses) == (0, 1.0, (), ())
    assert len(found.by_day) == 7
    assert found.latency.worst == 0


def test_misses_are_grouped_by_normalised_text_with_the_latest_wording(journal: KeptJournal, clock: Clock) -> None:
    for text in ("Как испечь пирог?", "как  испечь пирог", "КАК ИСПЕЧЬ ПИРОГ!!!"):
        clock.now += 1
        journal.record(asked(text, outcome="unknown", entry=None, shown=("a", "b")))
    clock.now += 1
    disliked = journal.record(asked("как удалить том", entry="volume-prune", shown=("volume-rm",)))
    journal.vote(disliked, USER, -1)
    journal.vote(disliked, OTHER, -1)
    liked = journal.record(asked("что такое образ"))
    journal.vote(liked, USER, 1)
    first, second = journal.misses(1)
    assert (first.text, first.count, first.disliked, first.shown) == ("КАК ИСПЕЧЬ ПИРОГ!!!", 3, 0, ("a", "b"))
    assert (second.text, second.count, second.disliked) == ("как удалить том", 1, 1)
    assert second.shown == ("volume-prune", "volume-rm")
    assert journal.misses(1, limit=1) == (first,)
    assert journal.statistics(1, misses=1).misses == (first,)


def test_threads_write_at_once_and_nothing_is_lost(store: Store) -> None:
    journal = store.make()
    threads, each = 8, 50
    ids: list[int] = []
    start = threading.Barrier(threads)

    def work(user: int) -> None:
        start.wait()
        for number in range(each):
            answer = journal.record(asked(f"вопрос {number}", user=user))
            ids.append(answer)
            assert journal.vote(answer, user, 1 if number % 2 else -1) == 0
            assert journal.set_preferences(user, Preferences("ru"))
            assert journal.preferences(user) == Preferences("ru")
            if number % 10 == 0:
                journal.statistics(1)

    workers = [threading.Thread(target=work, args=(user,)) for user in range(1, threads + 1)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(set(ids) - {NOT_KEPT}) == threads * each
    kinds = Counter(type(row).__name__ for row in journal.rows())
    assert kinds == {"AskedRow": threads * each, "VoteRow": threads * each, "PreferencesRow": threads}
    journal.close()


def test_two_processes_share_what_is_kept(store: Store, clock: Clock) -> None:
    one, two = store.make(clock=clock), store.make(clock=clock)
    number = one.record(asked())
    assert two.vote(number, USER, 1) == 0
    assert one.vote(number, USER, 1) == 1, "both use the one key"
    one.close()
    two.close()


def test_rows_are_those_of_one_moment(journal: KeptJournal) -> None:
    for number in range(5):
        journal.record(asked(str(number)))
    rows = journal.rows()
    next(rows)
    journal.record(asked("later"))
    assert len(list(rows)) == 4


def test_a_closed_journal_opens_again(journal: KeptJournal) -> None:
    number = journal.record(asked())
    journal.close()
    journal.close()
    assert journal.vote(number, USER, 1) == 0


def test_no_journal_keeps_only_preferences_in_memory() -> None:
    journal = NoJournal()
    assert journal.record(asked()) == NOT_KEPT
    assert journal.vote(1, USER, 1) is None
    assert journal.set_preferences(USER, Preferences("en"))
    assert journal.preferences(USER) == Preferences("en")
    assert (journal.forget(USER), journal.forget(USER)) == (1, 0)
    for call in (lambda: journal.statistics(1), lambda: journal.misses(1), journal.rows, lambda: journal.put(())):
        with pytest.raises(JournalError, match="JOURNAL_PATH"):
            call()
    for user in range(10_001):
        journal.set_preferences(user, Preferences("ru"))
    assert journal.preferences(0) == Preferences()
    journal.close()
