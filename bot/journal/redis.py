"""The journal in Redis or Valkey, for several bots that share it.

What lies where, under ``companion:journal:``

    key                   the key of the pseudonyms, in hexadecimal digits
    asked:<day>           a stream of the day's questions; an entry's id is the answer's (milliseconds and a number)
    days                  the days that have a stream
    votes:<id>, voted     the votes on an answer by pseudonym, and the answers that have some
    preferences           what people chose, by pseudonym
    user:<pseudonym>      a person's questions (q…) and votes (v…), so that /forgetme need not search

A stream for each day: what is too old is trimmed at the front, whole days go at once, and an import of older rows
leaves the other days alone. Each change is one script (``bot.journal.redis_scripts``), so that replicas cannot get
into each other's way.

Faults: Redis away, full, or refusing stops the keeping and never an answer. Each is logged once by name until a
minute has passed without it; for a second after a failure nothing is tried, so that an answer waits once and not
again and again. What is forgotten or too old leaves the append-only file too, when Redis writes that anew: the
journal asks for it within an hour.
"""

from __future__ import annotations

import json
import secrets
import threading
import time
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from itertools import groupby, islice
from typing import Any, TypeVar

import redis
from redis.backoff import NoBackoff
from redis.exceptions import (
    AuthenticationError,
    AuthorizationError,
    BusyLoadingError,
    NoPermissionError,
    OutOfMemoryError,
    ReadOnlyError,
    RedisError,
    ResponseError,
)
from redis.retry import Retry

from bot.journal import redis_scripts, tally, texts
from bot.journal.figures import DAY, first_moment
from bot.journal.journal import (
    NOT_KEPT,
    Asked,
    AskedRow,
    JournalError,
    Miss,
    Preferences,
    PreferencesRow,
    Row,
    Statistics,
    Vote,
    VoteRow,
)
from bot.journal.pseudonym import KEY_BYTES, Pseudonyms, read_key
from bot.journal.rows import preferences
from bot.journal.troubles import Troubles

T = TypeVar("T")

PREFIX = "companion:journal:"
_PURGE_EVERY = 60.0
_TRY_AGAIN_AFTER = 1.0
_BATCH = 500
_LARGEST = 2**63 - 1
#: Bits of an answer's id below its milliseconds.
_NUMBER_BITS = 20
_REWRITE_EVERY = 3600
#: Seconds to wait for a connection, and for an answer.
_CONNECT, _ANSWER = 1.0, 2.0
_NAMES: tuple[tuple[type[RedisError], str], ...] = (
    (AuthenticationError, "the password is refused"),
    (AuthorizationError, "the password is refused"),
    (NoPermissionError, "the user has no right to this"),
    (OutOfMemoryError, "its memory is full"),
    (ReadOnlyError, "it is a read-only replica"),
    (BusyLoadingError, "it is still loading its data"),
    (redis.TimeoutError, "it does not answer"),
    (redis.ConnectionError, "it cannot be reached"),
)


class RedisJournal:
    """A Journal in a Redis or Valkey server at ``url`` (redis://…, rediss://…, unix://…).

    days: how long questions and votes are kept. texts: whether questions are kept at all, masked, or only what was
    shown. clock: seconds since 1970. where: the server's name for people, without a password. Raises ValueError for a
    URL that is none.
    """

    def __init__(
        self,
        url: str,
        *,
        days: int = 90,
        texts: bool = True,
        clock: Callable[[], float] = time.time,
    ) -> None:
        # Any: redis-py types its answers for all its settings at once, bytes and tuples among them.
        self._client: Any = redis.Redis.from_url(
            url,
            decode_responses=True,
            socket_connect_timeout=_CONNECT,
            socket_timeout=_ANSWER,
            health_check_interval=30,
            # A connection that a restart cut is made anew; what was not answered in time is not sent again.
            retry=Retry(NoBackoff(), 1, supported_errors=(redis.ConnectionError,)),
        )
        where = self._client.connection_pool.connection_kwargs
        self.where = f"redis {where.get('path') or '{}:{}'.format(where.get('host'), where.get('port', 6379))}"
        self._days = days
        self._texts = texts
        self._clock = clock
        self._lock = threading.Lock()
        self._pseudonyms: Pseudonyms | None = None
        self._purged_at = 0.0
        self._away_until = 0.0
        self._reason = ""
        self._troubles = Troubles(clock)
        self._scripts = {
            name: self._client.register_script(getattr(redis_scripts, name))
            for name in ("RECORD", "VOTE", "PREFER", "REMOVE", "PUT")
        }

    # -- what never raises -----------------------------------------------------

    def record(self, asked: Asked) -> int:
        """Keep a question, masked; returns its id, or NOT_KEPT."""
        at = self._now()
        text = texts.kept(asked.text) if self._texts else None

        def insert() -> int:
            self._purge_sometimes()
            user = self._pseudonym(asked.user) if asked.user is not None else None
            row = AskedRow(
                id=0,
                at=at,
                user=user,
                text=text,
                language=asked.language,
                outcome=asked.outcome,
                entry=asked.entry,
                shown=asked.shown,
                confidence=asked.confidence,
                micros=asked.micros,
            )
            day = at // DAY
            keys = [_asked(day), PREFIX + "days", _user(user) if user else ""]
            number = secrets.randbits(_NUMBER_BITS - 1)  # the upper half is left to those that must come after it
            return _number(str(self._run("RECORD", keys, [at, number, day, _dump(row)])))

        try:
            return self._reached(insert)
        except JournalError as error:
            self._troubles.note(error)
            return NOT_KEPT

    def vote(self, answer: int, user: int, value: Vote) -> Vote | None:
        """Set a person's vote; returns the one before, or None where nothing was kept."""
        if not 0 < answer <= _LARGEST:  # button data may be anybody's
            return None
        try:
            before = self._reached(lambda: self._vote(answer, self._pseudonym(user), value, self._now(), "set"))
        except JournalError as error:
            self._troubles.note(error)
            return None
        return None if before is None else 0 if before == "0" else 1 if before == "1" else -1

    def preferences(self, user: int) -> Preferences:
        """What a person chose; nothing chosen where it cannot be read."""
        try:
            found: str | None = self._reached(lambda: self._client.hget(PREFIX + "preferences", self._pseudonym(user)))
        except JournalError as error:
            self._troubles.note(error)
            return Preferences()
        if not found:
            return Preferences()
        kept = json.loads(found)
        return preferences(kept["language"], kept["style"])

    def set_preferences(self, user: int, preferences: Preferences) -> bool:
        """Keep what a person chose; tells whether it was kept."""

        def keep() -> object:
            row = PreferencesRow(self._pseudonym(user), preferences.language, preferences.style, self._now())
            return self._client.hset(PREFIX + "preferences", row.user, _dump(row))

        try:
            self._reached(keep)
        except JournalError as error:
            self._troubles.note(error)
            return False
        return True

    def open(self) -> bool:
        """Connect now instead of at the first call; tells whether it can be used. Logs why not."""
        try:
            self._reached(self._purge_sometimes)
        except JournalError as error:
            self._troubles.note(error)
            return False
        return True

    def close(self) -> None:
        """Let the connections go; a later call connects again."""
        self._client.close()

    # -- what raises JournalError ----------------------------------------------

    def forget(self, user: int) -> int:
        """Remove a person's rows; returns how many. Raises JournalError."""

        def remove() -> int:
            who = self._pseudonym(user)
            removed = int(self._client.hdel(PREFIX + "preferences", who))
            while members := list(islice(self._client.sscan_iter(_user(who)), _BATCH)):
                asked = [_number(member[1:]) for member in members if member[0] == "q"]
                for member in members:
                    if member[0] == "v":
                        before = self._vote(_number(member[1:]), who, 0, 0, "set")
                        removed += before not in (None, "0")
                removed += self._remove(asked)
                self._client.srem(_user(who), *members)  # also what leads to nothing any more
            self._client.set(PREFIX + "rewrite", 1)
            self._rewrite()
            return removed

        return self._reached(remove)

    def purge(self) -> int:
        """Remove questions older than the kept days, and the votes on them; returns how many questions.

        ``record`` does it once a minute. Raises JournalError.
        """
        return self._reached(self._purge)

    def statistics(self, days: int, misses: int = 10) -> Statistics:
        """The figures of the last ``days`` days, today (UTC) among them. Raises JournalError.

        Every question of these days is read: seconds for a hundred thousand of them.
        """
        since = first_moment(days, self._now())
        votes = self._votes_since(since)
        return tally.statistics(self._asked_since(since), votes, days, since, misses)

    def misses(self, days: int, limit: int = 100) -> tuple[Miss, ...]:
        """The misses of the last ``days`` days, the most frequent first. Raises JournalError."""
        since = first_moment(days, self._now())
        return tally.misses(self._asked_since(since), self._votes_since(since), limit)

    def rows(self) -> Iterator[Row]:
        """All rows; questions that come meanwhile are left out, and the votes on them. Raises JournalError."""
        last = self._reached(self._last_ids)
        newest = max((_number(identifier) for identifier in last.values()), default=0)
        for day, end in last.items():
            yield from self._asked(day, "-", end)
        for answer, votes in self._votes("-"):
            if answer <= newest:
                for user, kept in sorted(votes.items()):
                    value, _, at = kept.partition(" ")
                    yield VoteRow(answer, user, int(value), int(at))
        kept_preferences = self._reached(lambda: dict(self._client.hscan_iter(PREFIX + "preferences", count=_BATCH)))
        for user, kept in sorted(kept_preferences.items()):
            yield PreferencesRow(user=user, **json.loads(kept))

    def put(self, rows_: Iterable[Row]) -> int:
        """Keep rows of another journal; returns how many were new or newer. Raises JournalError.

        Done in pieces, so that bots can write in between; done again after a stop, it adds what is missing.
        A vote on an answer that is not there is passed over.
        """
        source = iter(rows_)
        added = 0
        while batch := list(islice(source, _BATCH)):
            for kind, same in groupby(batch, key=type):
                found: list[Any] = list(same)
                added += self._reached(lambda kind=kind, found=found: self._put(kind, found))  # type: ignore[misc]
        return added

    def key(self) -> bytes:
        """The key of the pseudonyms; made where there is none. Raises JournalError."""
        return self._reached(self._key)

    def take_key(self, key: bytes) -> None:
        """Use the key of another journal, whose rows are to come. Raises JournalError where people have one here."""

        def take() -> None:
            if self._key() != key:
                if self._client.exists(PREFIX + "preferences") or self._client.exists(PREFIX + "days"):
                    raise JournalError(f"{self.where}: has rows made with another key; import before the bots start")
                self._client.set(PREFIX + "key", key.hex())
            self._pseudonyms = None

        self._reached(take)

    # -- scripts ---------------------------------------------------------------

    def _run(self, name: str, keys: list[str], arguments: list[Any]) -> Any:
        return self._scripts[name](keys=keys, args=arguments)

    def _vote(self, answer: int, user: str, value: int, at: int, how: str) -> str | None:
        keys = [_asked(_day(answer)), PREFIX + "voted", _votes_of(answer), _user(user)]
        before: str | None = self._run("VOTE", keys, [_id(answer), _sortable(answer), user, value, at, how])
        return before

    def _remove(self, answers: Iterable[int]) -> int:
        removed = 0
        for day, same in groupby(sorted(answers), key=_day):
            found = list(same)
            arguments = [part for answer in found for part in (_id(answer), _sortable(answer))]
            removed += int(self._run("REMOVE", [_asked(day), PREFIX + "voted"], [PREFIX, *arguments]))
        return removed

    def _put(self, kind: type[Row], rows: list[Any]) -> int:
        added = 0
        if kind is AskedRow:
            rows.sort(key=lambda row: row.id)
            for day, same in groupby(rows, key=lambda row: _day(row.id)):
                keys = [_asked(day), PREFIX + "days", f"{PREFIX}draft:{secrets.token_hex(8)}"]
                arguments = [part for row in same for part in (_id(row.id), row.user or "", _dump(row))]
                added += int(self._run("PUT", keys, [PREFIX, day, *arguments]))
        elif kind is VoteRow:
            for row in rows:
                added += self._vote(row.answer, row.user, row.value, row.at, "newer") not in (None, "-")
        else:
            for row in rows:
                added += int(self._run("PREFER", [PREFIX + "preferences"], [row.user, _dump(row), row.at]))
        return added

    # -- reading ---------------------------------------------------------------

    def _last_ids(self) -> dict[int, str]:
        """Each day that has questions, in order, and the id of its last one."""
        days = [int(day) for day in self._client.zrange(PREFIX + "days", 0, -1)]
        found = {day: self._client.xrevrange(_asked(day), count=1) for day in days}
        return {day: str(last[0][0]) for day, last in found.items() if last}

    def _asked(self, day: int, start: str, end: str) -> Iterator[AskedRow]:
        while True:
            found: Any = self._reached(
                lambda start=start: self._client.xrange(_asked(day), start, end, count=_BATCH)  # type: ignore[misc]
            )
            for identifier, fields in found:
                yield _load(_number(identifier), fields["row"])
            if len(found) < _BATCH:
                return
            start = "(" + found[-1][0]

    def _asked_since(self, since: int) -> Iterator[AskedRow]:
        for day in self._reached(self._last_ids):
            if day >= since // DAY:
                yield from (row for row in self._asked(day, "-", "+") if row.at >= since)

    def _votes(self, start: str) -> Iterator[tuple[int, dict[str, str]]]:
        """The votes on each answer from a sortable id on, in the order of the answers."""
        while True:
            answers: list[str] = self._reached(
                lambda start=start: self._client.zrangebylex(PREFIX + "voted", start, "+", 0, _BATCH)  # type: ignore[misc]
            )
            if not answers:
                return
            pipeline = self._client.pipeline(transaction=False)
            for answer in answers:
                pipeline.hgetall(_votes_of(int(answer)))
            for answer, votes in zip(answers, self._reached(pipeline.execute), strict=True):
                yield int(answer), votes
            start = "(" + answers[-1]

    def _votes_since(self, since: int) -> dict[int, array[int]]:
        return {
            answer: array("b", (int(kept.partition(" ")[0]) for kept in votes.values()))
            for answer, votes in self._votes("[" + _sortable(since << _NUMBER_BITS))
        }

    # -- the server ------------------------------------------------------------

    def _now(self) -> int:
        return int(self._clock() * 1000)

    def _pseudonym(self, user: int) -> str:
        if self._pseudonyms is None:
            self._pseudonyms = Pseudonyms(self._key())
        return self._pseudonyms.of(user)

    def _key(self) -> bytes:
        """The one key of all replicas: whoever comes first makes it."""
        self._client.set(PREFIX + "key", secrets.token_hex(KEY_BYTES), nx=True)
        key = read_key(str(self._client.get(PREFIX + "key")))
        if key is None:
            raise JournalError(f"{self.where}: {PREFIX}key is damaged; delete it, and people are strangers")
        return key

    def _reached(self, action: Callable[[], T]) -> T:
        """Do something with the server. Raises JournalError, at once where the server failed a moment ago."""
        if time.monotonic() < self._away_until:
            raise JournalError(self._reason)
        try:
            result = action()
        except (RedisError, OSError) as error:
            failure = self._error(error)
            if isinstance(error, redis.ConnectionError | redis.TimeoutError | OSError):
                self._reason = str(failure)
                self._away_until = time.monotonic() + _TRY_AGAIN_AFTER
                self._pseudonyms = None  # who comes back may be another, with another key
            raise failure from error
        self._troubles.went_well()
        return result

    def _error(self, error: Exception) -> JournalError:
        for kind, name in _NAMES:
            if isinstance(error, kind):
                return JournalError(f"{self.where}: {name}")
        # The first word of an answer is Redis's own name for the fault; what follows may hold data.
        words = str(error).split()
        reason = words[0] if isinstance(error, ResponseError) and words else type(error).__name__
        return JournalError(f"{self.where}: {reason}")

    # -- retention -------------------------------------------------------------

    def _purge_sometimes(self) -> None:
        with self._lock:
            if abs(self._clock() - self._purged_at) < _PURGE_EVERY:
                return
            self._purged_at = self._clock()
        self._purge()
        self._pseudonyms = Pseudonyms(self._key())  # emptied under us, it may hold another key by now
        self._rewrite()

    def _rewrite(self) -> None:
        """Have what was removed leave the append-only file too, if there is such and an hour has passed."""
        if self._client.exists(PREFIX + "rewrite") and self._client.set(
            PREFIX + "rewritten", 1, nx=True, ex=_REWRITE_EVERY
        ):
            self._client.delete(PREFIX + "rewrite")
            try:
                self._client.bgrewriteaof()
            except ResponseError:  # it does so by itself already, or we may not ask
                pass

    def _purge(self) -> int:
        oldest = self._now() - self._days * DAY
        days = [int(day) for day in self._client.zrange(PREFIX + "days", 0, -1)]
        removed = 0
        for day in days:
            if day > oldest // DAY:
                break
            end = f"({oldest}-0"
            while found := self._client.xrange(_asked(day), "-", end, count=_BATCH):
                removed += self._remove([_number(identifier) for identifier, _ in found])
            if day < oldest // DAY:
                self._client.delete(_asked(day))
                self._client.zrem(PREFIX + "days", day)
        if removed:
            self._client.set(PREFIX + "rewrite", 1)
        return removed


def _day(answer: int) -> int:
    return (answer >> _NUMBER_BITS) // DAY


def _id(answer: int) -> str:
    """An answer's id as Redis writes it."""
    return f"{answer >> _NUMBER_BITS}-{answer & (1 << _NUMBER_BITS) - 1}"


def _number(identifier: str) -> int:
    """An answer's id from Redis's writing."""
    milliseconds, _, number = identifier.partition("-")
    return int(milliseconds) << _NUMBER_BITS | int(number)


def _sortable(answer: int) -> str:
    return f"{answer:019d}"


def _asked(day: int) -> str:
    return f"{PREFIX}asked:{day}"


def _votes_of(answer: int) -> str:
    return f"{PREFIX}votes:{_id(answer)}"


def _user(pseudonym: str) -> str:
    return f"{PREFIX}user:{pseudonym}"


def _dump(row: AskedRow | PreferencesRow) -> str:
    """A row as JSON, without what its place says already."""
    left_out = "id" if isinstance(row, AskedRow) else "user"
    return json.dumps({name: value for name, value in asdict(row).items() if name != left_out}, ensure_ascii=False)


def _load(answer: int, text: str) -> AskedRow:
    values = json.loads(text)
    return AskedRow(id=answer, **{**values, "shown": tuple(values["shown"])})
