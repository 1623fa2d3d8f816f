"""Secrets are hidden, what is no secret stays, and hiding twice hides no more."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.text.masking import MARKER, mask

# Assembled, so that no scanner takes this file for a leak.
TELEGRAM = "123456789:" + "AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1"
GITHUB = "ghp_" + "a1B2" * 9
JWT = "eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiIxMjM0In0." + "c2lnbmF0dXJl"


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("docker run -e POSTGRES_PASSWORD=hunter2 -p 80:80 pg", "hunter2"),
        ('docker run -e "API_KEY=a b c" x', "a b c"),
        ("docker run --env=DB_PASS=qwerty x", "qwerty"),
        ("docker login -u me -p s3cret registry.local", "s3cret"),
        ("docker login --username me --password s3cret", "s3cret"),
        ("docker login --password=s3cret", "s3cret"),
        ("postgres://user:p@ss:w@db:5432/x", "p@ss:w"),
        ("amqp://guest:guestpw@rabbit", "guestpw"),
        ("  MYSQL_ROOT_PASSWORD: abc def", "abc def"),
        ("  - REDIS_TOKEN=abcd", "abcd"),
        ('{"auths":{"x":{"auth":"dXNlcjpwYXNz"}}}', "dXNlcjpwYXNz"),
        ('"identitytoken": "abcdef"', "abcdef"),
        (f"BOT={TELEGRAM}", TELEGRAM),
        (f"see {TELEGRAM} there", TELEGRAM),
        ("AKIA" + "IOSFODNN7ABCDEFG in a log", "AKIA" + "IOSFODNN7ABCDEFG"),
        (f"git clone https://{GITHUB}@github.com/x", GITHUB),
        ("glpat-" + "abcdEFGH1234ijkl5678", "abcdEFGH1234ijkl5678"),
        (f"Authorization: Bearer {JWT}", JWT),
        ("Authorization: Basic dXNlcjpwYXNz", "dXNlcjpwYXNz"),
        ("-----BEGIN RSA PRIVATE KEY-----\nMIIabc\n-----END RSA PRIVATE KEY-----", "MIIabc"),
        ("-----BEGIN OPENSSH PRIVATE KEY-----\nMIIabc", "MIIabc"),
        ("mysqldump -uroot -psesame db", "sesame"),
        ("sqlcmd -S localhost -U sa -P 'sesame' -C", "sesame"),
        ("redis-cli -a sesame ping", "sesame"),
        ("mongodump -u root -p sesame", "sesame"),
        ("sshpass -p sesame ssh me@host", "sesame"),
        ("curl -u admin:sesame https://x", "sesame"),
        ("redis-server --requirepass sesame", "sesame"),
        ("--build-arg NPM_TOKEN=sesame", "sesame"),
        ("пароль: сезам", "сезам"),
        ("ENV SECRET_KEY=sesame", "sesame"),
        ('["DB_PASSWORD=with blanks", "A=b"]', "with blanks"),
        (
            "docker swarm join --token SWMTKN-1-" + "3pu6hszjas19xyp7ghgosyx9k8atbfcr8p2is99znpy26u2lkl",
            "3pu6hszjas19xyp7",
        ),
    ],
)
def test_a_secret_is_hidden(text: str, secret: str) -> None:
    masked = mask(text)
    assert secret not in masked
    assert MARKER in masked


@pytest.mark.parametrize(
    "text",
    [
        "docker run -p 8080:80 --name web nginx",
        "POSTGRES_PASSWORD_FILE=/run/secrets/db",
        "POSTGRES_PASSWORD=${DB_PASSWORD}",
        "docker build --secret id=npm,src=.npmrc .",
        "docker login --password-stdin",
        "ERROR: secret npmrc: not found",
        "unauthorized: incorrect username or password",
        "found character that cannot start any token",
        "secrets:\n  db_password:\n    file: ./db_password.txt",
        "https://docs.docker.com/engine/",
        "image: ghcr.io/acme/app:1.2@sha256:" + "ab" * 32,
        'password authentication failed for user "app"',
        "2026-11-01 12:00:00 tokenizer ready",
        "docker run -e POSTGRES_PASSWORD postgres",
        "    secrets: [db_password, api_key]",
        'RUN adduser --disabled-password \\\n    --gecos "" app',
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert mask(text) == text


FRAGMENTS = st.sampled_from(
    ["password", "=", ":", ": ", " ", "\n", '"', "'", "--", "-p ", "login", "token", "://", "u:p@", MARKER, "secret=",
     "-----BEGIN X PRIVATE KEY-----", "-----END X PRIVATE KEY-----",
     TELEGRAM, JWT, "{", "}", ",", "${A}", "Authorization: ",
     "Bearer ", "mysql -p", "auth", '"auth"', "пароль", "#", "\r"]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(st.one_of(FRAGMENTS, st.text(max_size=8)), max_size=16).map("".join))
def test_masking_twice_changes_nothing_more(text: str) -> None:
    once = mask(text)
    assert mask(once) == once


@pytest.mark.parametrize(
    "text", ["password=" * 29_000, "password " * 29_000, "://a:" * 52_000, "eyJ" * 87_000, "login -p" * 32_000]
)
def test_a_quarter_of_a_megabyte_is_masked(text: str) -> None:
    assert len(mask(text)) > 0
