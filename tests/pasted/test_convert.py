"""docker run ↔ compose: accepted by the real Compose, the same after a round trip, nothing dropped in silence."""

from __future__ import annotations

import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.knowledge.base import default_folder
from bot.knowledge.grammar import load_grammar
from bot.knowledge.usage import load_usage
from bot.pasted.compose_emit import compose_yaml
from bot.pasted.convert import Conversion, run_as_compose
from bot.pasted.invocation import Invocation
from bot.pasted.reading import parse_script
from bot.pasted.service_run import compose_as_run, shell_word
from tests.conftest import COMPOSE
from tests.pasted.pastes import cases

REFERENCE = default_folder() / "reference"
GRAMMAR, USAGE = load_grammar(REFERENCE), load_usage(REFERENCE)


def runs(text: str) -> list[Invocation]:
    script = parse_script(text, GRAMMAR, USAGE)
    return [call for call in script.invocations if call.creates_container and call.image and not call.faults]


def composed(text: str) -> Conversion:
    conversion = run_as_compose(runs(text))
    assert conversion
    return conversion


def service(text: str) -> dict[str, Any]:
    document = yaml.safe_load(composed(text).text)
    (only,) = document["services"].values()
    return dict(only)


def accepted(text: str, folder: Path) -> subprocess.CompletedProcess[str]:
    (folder / "compose.yaml").write_text(text, encoding="utf-8")
    return subprocess.run(
        [COMPOSE, "-f", "compose.yaml", "config", "-q"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "HOME": str(folder), "PWD": str(folder), "IMAGE": "alpine:3.22"},
    )


#: How an option may come back: what says the same in fewer words, and what the client alone knows.
CLIENTS = {
    "detach",
    "rm",
    "attach",
    "sig-proxy",
    "detach-keys",
    "quiet",
    "cidfile",
    "publish-all",
    "disable-content-trust",
}
RENAMED = {"net": "network", "net-alias": "network-alias", "dns-option": "dns-opt"}


def facts(call: Invocation) -> Counter[tuple[str, str]]:
    """What a run says, without what has no place in a compose file."""
    found: Counter[tuple[str, str]] = Counter()
    for use in call.options:
        if use.name in CLIENTS or not use.on or use.name == "name":
            continue
        value = use.value or ""
        name = RENAMED.get(use.name, use.name)
        if name == "mount":
            pairs = {
                "src": "source",
                "dst": "target",
                "destination": "target",
                "ro": "readonly",
                "readonly": "readonly",
            }
            parts = (part.partition("=") for part in value.split(","))
            value = ",".join(sorted(f"{pairs.get(key, key)}{equals}{content}" for key, equals, content in parts))
        value = (
            value.replace("$(pwd)", "$PWD").replace("${PWD}", "$PWD").removesuffix("/tcp").replace("$PWD/:", "$PWD:")
        )
        if name == "volume" and value.startswith("."):
            value = "$PWD" + value[1:]
        found[name, value] += 1
    return found


EVERY_OPTION = """docker run -d -it --name web --hostname h --domainname d.example -p 8080:80 -p 127.0.0.1:53:53/udp
 -e A=1 -e 'B=two words' -e C -v data:/data -v /srv:/srv:ro -v /anon
 --mount type=bind,source=/etc/app,target=/conf,readonly --mount type=tmpfs,target=/t,tmpfs-size=67108864
 --tmpfs /run --restart on-failure:3 -m 512m --memory-reservation 256m --memory-swap 1g --memory-swappiness 10
 --cpus 1.5 --cpu-shares 512 --cpuset-cpus 0-1 --pids-limit 100 --shm-size 64m --ulimit nofile=1024:2048
 --ulimit nproc=64 --cap-add NET_ADMIN --cap-drop ALL --security-opt no-new-privileges:true --device /dev/fuse:/dev/fuse
 --dns 1.1.1.1 --dns-search example.org --dns-opt ndots:2 --add-host db:10.0.0.2 --expose 9000 --group-add 44
 -u 1000:1000 -w /app --init --read-only --privileged --pid host --ipc private --uts host --userns host
 --log-driver json-file --log-opt max-size=10m -l a=b --annotation x=y --sysctl net.core.somaxconn=1024
 --stop-signal SIGINT --stop-timeout 20 --platform linux/amd64 --pull always --runtime runc
 --health-cmd 'curl -f http://localhost/ || exit 1' --health-interval 10s --health-timeout 5s --health-retries 3
 --health-start-period 30s --network front --oom-score-adj 100 --blkio-weight 300 --storage-opt size=10G
 --device-read-bps /dev/sda:1mb --gpus all --entrypoint /bin/sh --volumes-from other:ro --cgroup-parent /x
 registry.example.org:5000/team/app:1.2 -c 'echo "$HOME" $$; exit 0'""".replace("\n", " ")

RUNS = [
    EVERY_OPTION,
    "docker run -d -p 80:80 nginx:1.27",
    'docker run --rm -v "$(pwd)/site":/usr/share/nginx/html:ro nginx:1.27',
    "docker run --network host app:2",
    "docker run --network none app:2",
    "docker run --network container:vpn app:2",
    "docker run --network back --network-alias db --ip 172.20.0.5 postgres:16",
    "docker run --no-healthcheck --entrypoint '' app:2 serve --port 80",
    "docker run -e 'PRICE=$5' -e \"GREETING=hello $USER\" -e PATH2=a:b -e EMPTY= app:2",
    "docker run --gpus '\"device=0,1\"' app:2",
    "docker run --mount type=volume,src=cache,dst=/cache,volume-nocopy app:2",
    "docker run --env-file .env --label-file labels.txt app:2",
    "docker run -e ON=yes -e OFF=no -e NULL=null -e NUM=012 -e T=1:30 -e HASH='#x' -e COLON='a: b' app:2",
]
PUBLIC = [
    str(case.values[0]["paste"])
    for case in cases("command")
    if not {"remarks", "unknown"} & set(case.values[0]) and runs(str(case.values[0]["paste"]))
]


@pytest.mark.parametrize("line", [*RUNS, *PUBLIC])
def test_compose_accepts_it(line: str, tmp_path: Path) -> None:
    for name in (".env", ".env.prod", "prod.env", "labels.txt"):
        (tmp_path / name).write_text("A=1\n", encoding="utf-8")
    done = accepted(composed(line).text, tmp_path)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("line", [*RUNS, *PUBLIC])
def test_a_round_trip_says_the_same(line: str) -> None:
    conversion = composed(line)
    document = yaml.safe_load(conversion.text)
    back = compose_as_run(document)
    assert back
    again = runs(back.text)
    first = runs(line)
    assert len(again) == len(first)
    for before, after in zip(first, again, strict=True):
        assert before.image
        assert after.image
        assert after.image.value.replace("${", "$").replace("}", "") == before.image.value
        lost = facts(before) - facts(after)
        gained = facts(after) - facts(before)
        told = " ".join(item.en for item in conversion.omitted)
        assert not {key for key in lost if f"--{key[0]}" not in told and "$(" not in key[1] and not _same(key, gained)}
        assert [token.value for token in after.program] == [token.value for token in before.program]


def _same(key: tuple[str, str], gained: Counter[tuple[str, str]]) -> bool:
    """Whether a fact came back in another spelling: a variable in braces, a network's long form."""
    name, value = key
    plain = value.replace("{", "").replace("}", "")
    for other_name, other in gained:
        if other_name == name and other.replace("{", "").replace("}", "") == plain:
            return True
        if other_name == "network" and name in ("network", "network-alias", "ip") and value in other:
            return True
    return False


def test_what_has_no_counterpart_is_listed() -> None:
    conversion = composed("docker run --rm -P --cidfile id.txt --umask 022 --name x app:2")
    told = " ".join(item.ru for item in conversion.omitted)
    for option in ("--rm", "-P", "--cidfile", "--umask"):
        assert f"`{option}`" in told
        assert f"`{option}`" in conversion.caption.en


def test_every_option_of_run_is_carried_or_listed() -> None:
    command = GRAMMAR.command("docker container run")
    assert command
    samples = {
        "mount": "type=tmpfs,target=/x",
        "publish": "1:2",
        "volume": "a:/b",
        "ulimit": "core=1",
        "env": "A=1",
        "label": "a=b",
        "network": "n",
        "net": "n",
        "sysctl": "a=1",
    }
    for option in command.options.values():
        if option.name == "help":
            continue
        value = f" {samples.get(option.name, '1')}" if option.takes_value else ""
        needs = " --network n" if option.name in ("ip", "ip6", "network-alias", "net-alias", "link-local-ip") else ""
        needs = " -v data:/d" if option.name == "volume-driver" else needs
        with_it = composed(f"docker run --{option.name}{value}{needs} app:2")
        without = composed(f"docker run{needs} app:2")
        assert with_it.text != without.text or with_it.omitted, option.name


def test_the_shells_words_become_composes() -> None:
    found = service(
        'docker run -v "$(pwd)":/app -v ~/x:/x -e A=\'$5\' -e B="$HOME" -e C=$(date) app:2 echo \'$X\' "$Y"'
    )
    assert found["volumes"] == [".:/app", "~/x:/x"]
    assert found["environment"]["A"] == "$$5"
    assert found["environment"]["B"] == "${HOME}"
    assert found["environment"]["C"] == "${DATE}"
    assert found["command"] == ["echo", "$$X", "${Y}"]
    assert "DATE" in composed("docker run -e C=$(date) app:2").caption.ru


def test_several_runs_become_one_file() -> None:
    document = yaml.safe_load(
        composed("docker run --name db postgres:16\ndocker run -v dd:/d web:1; docker run web:1").text
    )
    assert list(document["services"]) == ["db", "web", "web-2"]
    assert document["volumes"] == {"dd": {"name": "dd"}}


PROJECT = """
name: shop
services:
  web:
    build: {context: ./web, dockerfile: Dockerfile.prod, target: run, args: {V: "1"}}
    image: shop/web:1
    ports:
      - "8080:80"
      - {target: 443, published: "8443", host_ip: 127.0.0.1, protocol: udp}
    depends_on: {db: {condition: service_healthy}}
    environment: [A=1, "B=two words", C]
    command: sh -c "echo hi"
    profiles: [dev]
    deploy: {resources: {limits: {cpus: "0.5", memory: 256M}}, replicas: 2}
    secrets: [token]
  db:
    image: postgres:16
    container_name: shop-db
    volumes: ["pg:/var/lib/postgresql/data", "./init:/docker-entrypoint-initdb.d:ro"]
    healthcheck: {test: [CMD, pg_isready, -U, "my user"], interval: 5s, retries: 5}
    stop_grace_period: 1m30s
    restart: unless-stopped
volumes: {pg: {}}
secrets: {token: {file: ./token}}
"""


def test_a_project_becomes_runs_in_the_order_of_its_dependencies() -> None:
    conversion = compose_as_run(yaml.safe_load(PROJECT))
    assert conversion
    script = parse_script(conversion.text, GRAMMAR, USAGE)
    assert not [fault for call in script.invocations for fault in call.faults]
    assert [call.path for call in script.invocations] == [
        "docker network create",
        "docker container run",
        "docker buildx build",
        "docker container run",
    ]
    database, web = runs(conversion.text)
    assert database.value("name") == "shop-db"
    assert database.value("health-cmd") == "pg_isready -U 'my user'"
    assert database.value("stop-timeout") == "90"
    assert "alias=db" in (database.value("network") or "")
    assert [use.value for use in web.uses("publish")] == ["8080:80", "127.0.0.1:8443:443/udp"]
    assert [use.value for use in web.uses("env")] == ["A=1", "B=two words", "C"]
    assert web.value("cpus") == "0.5"
    assert [token.value for token in web.program] == ["sh", "-c", "echo hi"]
    told = conversion.caption.ru
    for lost in ("depends_on", "profiles", "deploy.replicas"):
        assert f"`{lost}`" in told
    assert next(use.value for use in database.uses("volume")) == "shop_pg:/var/lib/postgresql/data"
    assert [use.value for use in web.uses("volume")] == ["$PWD/token:/run/secrets/token:ro"]


RESOURCES = """
services:
  app:
    build: {context: ., tags: ["a:1"], platforms: [linux/amd64, linux/arm64], cache_from: ["a:cache"], secrets: [npm]}
    volumes: ["../shared:/shared", "~/.ssh:/ssh:ro", "media:/media"]
    networks: [lan]
    configs: [{source: web, target: /etc/web.conf}]
    volumes_from: ["files:ro", "container:old"]
    env_file: [{path: a.env, required: false}]
    deploy: {restart_policy: {condition: on-failure, max_attempts: 3, delay: 5s}}
  files:
    image: alpine:3.22
    container_name: shared-files
    pid: "service:app"
networks:
  lan: {driver: macvlan, driver_opts: {parent: eth0}, attachable: true, labels: {team: ops}}
volumes:
  media: {driver_opts: {type: nfs, o: "addr=10.0.0.2,ro", device: ":/media"}}
secrets: {npm: {environment: NPM_TOKEN}}
configs: {web: {file: ./web.conf}}
include: [other.yaml]
"""


def test_what_resources_are_made_with_and_names_of_other_services_are_carried_over() -> None:
    conversion = compose_as_run(yaml.safe_load(RESOURCES))
    assert conversion
    script = parse_script(conversion.text, GRAMMAR, USAGE)
    assert not [fault for call in script.invocations for fault in call.faults]
    volume, network, build = (
        next(call for call in script.invocations if call.path.endswith(path))
        for path in ("volume create", "network create", "build")
    )
    assert [use.value for use in volume.uses("opt")] == ["type=nfs", "o=addr=10.0.0.2,ro", "device=:/media"]
    assert [use.value for use in network.uses("opt")] == ["parent=eth0"]
    assert network.value("label") == "team=ops"
    assert network.uses("attachable")
    assert [use.value for use in build.uses("tag")] == ["app", "a:1"]
    assert build.value("platform") == "linux/amd64,linux/arm64"
    assert build.value("cache-from") == "a:cache"
    assert build.value("secret") == "id=npm,env=NPM_TOKEN"
    app, files = sorted(runs(conversion.text), key=lambda call: call.value("name") or "")
    assert [use.value for use in app.uses("volume")] == [
        "$PWD/../shared:/shared",
        "$HOME/.ssh:/ssh:ro",
        "media:/media",
        "$PWD/web.conf:/etc/web.conf:ro",
    ]
    assert [use.value for use in app.uses("volumes-from")] == ["shared-files:ro", "old"]
    assert app.value("restart") == "on-failure:3"
    assert files.value("pid") == "container:app"
    told = conversion.caption.ru
    for lost in ("env_file.required", "deploy.restart_policy.delay", "include", "volumes.media"):
        assert f"`{lost}`" in told


@pytest.mark.parametrize(
    "document", [{}, {"services": None}, {"services": {}}, {"services": []}, {"services": {"a": None}}]
)
def test_a_file_without_services_has_no_runs(document: dict[str, Any]) -> None:
    assert compose_as_run(document) is None


def test_a_cycle_of_dependencies_ends() -> None:
    services = {"a": {"image": "a:1", "depends_on": ["b"]}, "b": {"image": "b:1", "depends_on": ["a"]}}
    conversion = compose_as_run({"services": services})
    assert conversion
    assert len(runs(conversion.text)) == 2


scalars = st.one_of(st.none(), st.booleans(), st.integers(-5, 99999), st.floats(allow_nan=False), st.text(max_size=12))
nodes = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)),
)
#: What a conversion writes: no floats.
written = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-5, 99999), st.text(max_size=12)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)),
)
keys = st.sampled_from(
    [
        "image",
        "build",
        "command",
        "entrypoint",
        "ports",
        "volumes",
        "environment",
        "networks",
        "deploy",
        "healthcheck",
        "logging",
        "ulimits",
        "gpus",
        "depends_on",
        "extra_hosts",
        "devices",
        "env_file",
        "blkio_config",
        "stop_grace_period",
        "network_mode",
        "labels",
        "dns",
        "init",
        "x",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(["a", "b"]), st.dictionaries(keys, nodes, max_size=5), max_size=2), nodes, nodes)
def test_no_document_is_too_odd(services: dict[str, Any], volumes: Any, networks: Any) -> None:
    document = {"services": services, "volumes": volumes, "networks": networks}
    assert compose_as_run(document) == compose_as_run(document)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.text(max_size=10), written, max_size=3))
def test_what_is_written_is_read_back(document: dict[str, Any]) -> None:
    text = compose_yaml(document)
    assert (yaml.safe_load(text) or {}) == document


@settings(max_examples=200, deadline=None)
@given(
    st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc")), max_size=20).filter(lambda text: "$" not in text)
)
def test_a_text_is_one_word_for_the_shell(text: str) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f"printf %s {shell_word(text)}"], capture_output=True, text=True, check=True
    )
    assert done.stdout == text
