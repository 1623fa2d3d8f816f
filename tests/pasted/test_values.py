"""Values of options taken apart: ports, mounts, images, variables, sizes, durations."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.knowledge.entry import Text
from bot.pasted.values import (
    build,
    device,
    duration,
    environment,
    identity,
    image,
    mounts,
    network,
    ports,
    restart,
    size,
)
from bot.pasted.values import template as shape
from bot.pasted.values.by_option import ANYWHERE, UNDER, explain_value


@pytest.mark.parametrize(
    ("value", "host_ip", "host", "container", "protocol", "world"),
    [
        ("80", None, "", "80", "tcp", True),
        ("8080:80", None, "8080", "80", "tcp", True),
        ("127.0.0.1:8080:80/udp", "127.0.0.1", "8080", "80", "udp", False),
        ("127.0.0.1::80", "127.0.0.1", "", "80", "tcp", False),
        ("0.0.0.0:53:53/TCP", "0.0.0.0", "53", "53", "tcp", True),  # noqa: S104
        ("[::1]:80:80", "[::1]", "80", "80", "tcp", False),
        ("3000-3010:3000-3010", None, "3000-3010", "3000-3010", "tcp", True),
        ("${PORT:-80}:80", None, "${PORT:-80}", "80", "tcp", True),
        ("published=8080,target=80", None, "8080", "80", "tcp", True),
    ],
)
def test_ports(value: str, host_ip: str | None, host: str, container: str, protocol: str, world: bool) -> None:
    found = ports.parse_publish(value)
    assert found
    assert found.wrong is None
    assert (found.host_ip, found.host, found.container, found.protocol) == (host_ip, host, container, protocol)
    assert found.to_the_world is world


@pytest.mark.parametrize("value", ["99999:80", "a:80", "80:", ":", "80:90000", "80:80/htp", "90-80:80"])
def test_what_cannot_be_a_port(value: str) -> None:
    found = ports.parse_publish(value)
    assert found
    assert found.wrong is not None


@pytest.mark.parametrize(
    ("value", "kind", "source", "target", "read_only"),
    [
        ("data:/x", "volume", "data", "/x", False),
        ("./a:/x:ro", "bind", "./a", "/x", True),
        ("/a:/x:z", "bind", "/a", "/x", False),
        ("/x", "anonymous", "", "/x", False),
        ("~/a:/x", "bind", "~/a", "/x", False),
        ("C:\\a\\b:/x:ro", "bind", "C:\\a\\b", "/x", True),
        ("c:/a:/x", "bind", "c:/a", "/x", False),
        ("$(pwd):/x", "bind", "$(pwd)", "/x", False),
        ("${DATA:-./d}:/x", "bind", "${DATA:-./d}", "/x", False),
    ],
)
def test_volumes(value: str, kind: str, source: str, target: str, read_only: bool) -> None:
    found = mounts.parse_volume(value)
    assert found
    assert (found.type, found.source, found.target, found.read_only) == (kind, source, target, read_only)
    assert not found.unknown


@pytest.mark.parametrize(
    ("value", "kind", "source", "target", "read_only", "unknown"),
    [
        ("type=bind,source=/a,target=/b,readonly", "bind", "/a", "/b", True, ()),
        ("src=data,dst=/b", "volume", "data", "/b", False, ()),
        ("type=tmpfs,destination=/t,tmpfs-size=1m", "tmpfs", "", "/t", False, ()),
        ("target=/b", "anonymous", "", "/b", False, ()),
        ("type=bnd,src=/a,dst=/b", "volume", "/a", "/b", False, ("type=bnd",)),
        ("type=bind,sorce=/a,dst=/b,ro=false", "bind", "", "/b", False, ("sorce=/a",)),
    ],
)
def test_mounts(value: str, kind: str, source: str, target: str, read_only: bool, unknown: tuple[str, ...]) -> None:
    found = mounts.parse_mount(value)
    assert found
    assert (found.type, found.source, found.target, found.read_only) == (kind, source, target, read_only)
    assert found.unknown == unknown


@pytest.mark.parametrize(
    ("value", "registry", "repository", "tag", "pinned", "wrong"),
    [
        ("nginx", "docker.io", "library/nginx", None, False, None),
        ("nginx:latest", "docker.io", "library/nginx", "latest", False, None),
        ("me/app:1.2", "docker.io", "me/app", "1.2", True, None),
        ("localhost:5000/app", "localhost:5000", "app", None, False, None),
        ("ghcr.io/a/b/c:v1", "ghcr.io", "a/b/c", "v1", True, None),
        ("docker.io/library/redis:7", "docker.io", "library/redis", "7", True, None),
        ("app@sha256:" + "0" * 64, "docker.io", "library/app", None, True, None),
        ("MyApp:1", "docker.io", "library/MyApp", "1", True, "uppercase"),
        ("app:", "docker.io", "library/app", "", True, "tag"),
        ("a__b/c-d.e:1", "docker.io", "a__b/c-d.e", "1", True, None),
        ("-app", "docker.io", "library/-app", None, False, "name"),
    ],
)
def test_images(value: str, registry: str, repository: str, tag: str | None, pinned: bool, wrong: str | None) -> None:
    found = image.parse_image(value)
    assert (found.registry, found.repository, found.tag) == (registry, repository, tag)
    assert (found.pinned, found.wrong) == (pinned, wrong)


@pytest.mark.parametrize(
    ("name", "value", "secret"),
    [
        ("POSTGRES_PASSWORD", "hunter2", True),
        ("API_TOKEN", "abc", True),
        ("AWS_SECRET_ACCESS_KEY", "abc", True),
        ("DATABASE_URL", "postgres://u:p@h/d", True),
        ("POSTGRES_PASSWORD", "•••", True),
        ("POSTGRES_PASSWORD_FILE", "/run/secrets/x", False),
        ("POSTGRES_PASSWORD", "${PW}", False),
        ("POSTGRES_PASSWORD", "", False),
        ("MYSQL_ALLOW_EMPTY_PASSWORD", "yes", False),
        ("DATABASE_URL", "postgres://u@h/d", False),
        ("DATABASE_URL", "postgres://u:$PW@h/d", False),
        ("KEYBOARD", "us", False),
        ("PWD", "/home/me", False),
    ],
)
def test_secrets(name: str, value: str, secret: bool) -> None:
    assert environment.is_secret(name, value) is secret
    assert ("hunter2" in environment.masked(name, value)) is False


@pytest.mark.parametrize(
    ("value", "octets"),
    [
        ("512m", 512 << 20),
        ("1g", 1 << 30),
        ("1.5GB", 3 << 29),
        ("100", 100),
        ("64kb", 64 << 10),
        ("x", None),
        ("", None),
    ],
)
def test_sizes(value: str, octets: int | None) -> None:
    assert size.parse_size(value) == octets


@pytest.mark.parametrize(
    ("value", "seconds"), [("1m30s", 90.0), ("500ms", 0.5), ("2h", 7200.0), ("10", None), ("", None)]
)
def test_durations(value: str, seconds: float | None) -> None:
    assert duration.parse_duration(value) == seconds


@pytest.mark.parametrize(
    ("path", "option", "value", "words"),
    [
        ("docker container run", "volume", "data:/x", ["data", "/x"]),
        ("docker compose down", "volume", "x", None),
        ("docker container exec", "user", "0", ["root"]),
        ("docker login", "user", "me", None),
        ("docker container run", "network", "host", ["хоста"]),
        ("docker buildx build", "network", "host", None),
        ("docker container ls", "filter", "status=exited", ["exited"]),
        ("docker container run", "restart", "sometimes", ["нет"]),
    ],
)
def test_a_value_is_explained_where_its_option_means_it(
    path: str, option: str, value: str, words: list[str] | None
) -> None:
    text = explain_value(path, option, value)
    assert (text is None) == (words is None)
    for word in words or ():
        assert text
        assert word in text.ru


EXPLAINERS = [*ANYWHERE.values(), *(explain for _, explain in UNDER.values())]


@pytest.mark.parametrize("explain", EXPLAINERS, ids=lambda explain: explain.__name__)
@settings(max_examples=60, deadline=None)
@given(value=st.one_of(st.text(max_size=30), st.text(alphabet=":=/,.-$(){}<>0129amKs[]\"'\\", max_size=30)))
def test_no_value_is_too_odd(explain: Callable[[str], Text | None], value: str) -> None:
    text = explain(value)
    assert text == explain(value)
    assert text is None or (text.ru and text.en)


def test_every_kind_of_value_is_used() -> None:
    used = {explain.__module__ for explain in EXPLAINERS}
    for module in (build, device, duration, environment, identity, mounts, network, ports, restart, size, shape):
        assert module.__name__ in used


@pytest.mark.parametrize(
    ("name", "says"), [("postgres:17", "официальный"), ("app:1.0", "местный"), ("me/app", "автор me")]
)
def test_only_known_images_are_called_official(name: str, says: str) -> None:
    assert says in image.explain_image(name).ru
