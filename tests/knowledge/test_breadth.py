"""The base is as broad as it promises: every fact of tiers 1 and 2, every topic that people ask about."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from bot.knowledge.base import Base, default_folder
from bot.knowledge.entry import KINDS
from bot.pasted.error import ErrorIndex

REFERENCE = default_folder() / "reference"
#: Kinds of entries, and how many the base has at least.
AT_LEAST = {("concept", "comparison"): 60, ("howto",): 100, ("error",): 150}


def _read(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((REFERENCE / f"{name}.json").read_text(encoding="utf-8"))
    return data


def _facts() -> Iterator[tuple[str, str, int]]:
    """Family, name as `covers` writes it, tier; counted from the reference itself, not by the check's own code."""
    for family, file in (("docker commands", "docker-cli"), ("compose commands", "compose-cli")):
        for command in _read(file)["commands"]:
            yield family, " ".join(command["path"]), command["tier"]
    for attribute in _read("compose-file")["attributes"]:
        yield "compose keys", f"compose-file:{attribute['path']}", attribute["tier"]
    dockerfile = _read("dockerfile")
    for instruction in dockerfile["instructions"]:
        yield "instructions", f"dockerfile:{instruction['name']}", instruction["tier"]
    for directive in dockerfile["parser_directives"]:
        yield "directives", f"dockerfile-directive:{directive['name']}", directive["tier"]


#: What the families of the reference hold in tiers 1 and 2; a smaller number means that the reference was cut.
SIZES = {"docker commands": 100, "compose commands": 25, "compose keys": 150, "instructions": 14, "directives": 2}


@pytest.mark.parametrize("family", sorted(SIZES))
def test_every_fact_of_tiers_one_and_two_is_covered(base: Base, family: str) -> None:
    wanted = {name for its, name, tier in _facts() if its == family and tier < 3}
    covered = {fact for entry in base for fact in entry.covers}
    assert len(wanted) >= SIZES[family]
    assert wanted - covered == set()


@pytest.mark.parametrize("family", ["instructions", "directives"])
def test_instructions_and_directives_are_covered_whatever_their_tier(base: Base, family: str) -> None:
    covered = {fact for entry in base for fact in entry.covers}
    assert {name for its, name, _ in _facts() if its == family} - covered == set()


@pytest.mark.parametrize("section", ["build", "deploy", "healthcheck", "develop"])
def test_sections_of_a_service_are_covered(base: Base, section: str) -> None:
    prefix = f"compose-file:services.<service>.{section}."
    wanted = {name for _, name, tier in _facts() if name.startswith(prefix) and tier < 3}
    assert wanted
    assert wanted <= {fact for entry in base for fact in entry.covers}


@pytest.mark.parametrize("kinds", AT_LEAST)
def test_there_are_enough_of_each_kind(base: Base, kinds: tuple[str, ...]) -> None:
    count = Counter(entry.kind for entry in base)
    assert sum(count[kind] for kind in KINDS if kind in kinds) >= AT_LEAST[kinds]


def test_what_covers_a_fact_shows_how_it_is_written(base: Base) -> None:
    """An entry of a command or a key has a command or a file to copy."""
    bare = [entry.id for entry in base if entry.covers and not (entry.commands or entry.examples)]
    assert bare == []


def test_every_entry_names_a_page_of_documentation(base: Base) -> None:
    assert [entry.id for entry in base if not any(source.startswith("https://") for source in entry.sources)] == []


#: Each concept and comparison that the base promises, with the entries that hold it.
CONCEPTS = {
    "image": ["image", "image-vs-container"],
    "container": ["container", "container-lifecycle", "container-states"],
    "layer": ["layer", "image-layers-cache", "writable-layer"],
    "registry": ["registry", "repository-vs-registry", "docker-hub"],
    "tag": ["tag", "latest-tag", "tag-vs-digest"],
    "digest": ["digest", "image-id-vs-digest"],
    "CMD, ENTRYPOINT": ["cmd-vs-entrypoint"],
    "COPY, ADD": ["copy-vs-add"],
    "ARG, ENV": ["arg-vs-env"],
    "volume, bind mount, tmpfs": ["volume-vs-bind-mount", "tmpfs-mount", "bind-mount", "named-volume"],
    "EXPOSE, publish": ["expose-vs-publish", "ports-vs-expose"],
    "run, exec, attach": ["run-vs-exec", "exec-vs-attach"],
    "stop, kill, pause": ["stop-vs-kill", "container-pause"],
    "rm, rmi, prune": ["rm-vs-rmi-vs-prune"],
    "save, export, commit": ["save-vs-export", "commit-vs-build", "load-vs-import"],
    "bridge, host, none, overlay": ["bridge-vs-host-vs-none-vs-overlay"],
    "depends_on, healthcheck": ["depends-on-vs-healthcheck"],
    "compose v1, v2": ["compose-v1-vs-v2"],
    "Engine, Desktop": ["engine-vs-desktop"],
    "VM, container": ["vm-vs-container"],
    "Podman, Docker": ["podman-vs-docker"],
    "Swarm, Kubernetes, compose": ["swarm-vs-kubernetes", "compose-vs-swarm-vs-kubernetes"],
    "alpine, slim, distroless": ["alpine-vs-slim-vs-distroless"],
    "PID 1, signals": ["pid1-signals", "zombie-init"],
    "exit codes": ["exit-codes"],
    "restart policies": ["restart-policies", "restart-always-vs-unless-stopped"],
    "contexts": ["docker-context-concept", "context"],
    "BuildKit": ["buildkit", "buildx-vs-build"],
    "multi-platform": ["multi-platform-image"],
    "rootless": ["rootless"],
    "secrets": ["secrets", "config-vs-secret"],
    "docker.sock": ["docker-socket"],
    "logging drivers": ["logging-drivers"],
    "storage drivers": ["storage-drivers"],
}
#: Each recipe that the base promises.
RECIPES = {
    "into a container": ["enter-container"],
    "logs": ["view-logs", "follow-logs", "logs-of-crashed-container"],
    "copy files": ["copy-files"],
    "free the disk": ["free-disk-space", "what-eats-disk"],
    "cache in builds": ["faster-builds", "build-cache-in-ci", "dockerfile-mount-cache"],
    "smaller image": ["smaller-image"],
    "private registry": ["private-registry", "pull-from-private"],
    "several compose files": ["several-compose-files"],
    "wait for the database": ["wait-for-database"],
    "back up a volume": ["backup-volume", "restore-volume"],
    "update a container": ["update-container"],
    "limits": ["limit-memory", "limit-cpu"],
    "time zone": ["timezone"],
    "cron": ["cron-in-container", "compose-cron"],
    "GPU": ["gpu", "compose-file-gpu"],
    "debug a container that exits at once": ["debug-exits-at-once"],
    "change a port": ["change-port-of-container"],
    "see a Dockerfile's layers": ["image-layers"],
    "run as my user": ["run-as-my-user"],
    "offline transfer of an image": ["offline-transfer"],
    "behind a proxy": ["behind-proxy", "build-behind-proxy"],
    "mirror of Docker Hub": ["mirror-docker-hub"],
}


@pytest.mark.parametrize("topic", sorted(CONCEPTS))
def test_a_promised_concept_is_there(base: Base, topic: str) -> None:
    for identifier in CONCEPTS[topic]:
        entry = base.get(identifier)
        assert entry is not None, identifier
        assert entry.kind in ("concept", "comparison", "command")
        assert "-vs-" not in identifier or "|---" in entry.answer.ru.replace(" ", "")


@pytest.mark.parametrize("topic", sorted(RECIPES))
def test_a_promised_recipe_is_there(base: Base, topic: str) -> None:
    for identifier in RECIPES[topic]:
        entry = base.get(identifier)
        assert entry is not None, identifier
        assert entry.commands or entry.examples


#: Messages in the order in which people meet them, and the entry that owns each.
ERRORS = {
    "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?": (
        "err-cannot-connect-daemon"
    ),
    "permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock": (
        "err-permission-denied-socket"
    ),
    "Bind for 0.0.0.0:5432 failed: port is already allocated": "err-port-already-allocated",
    'Conflict. The container name "/db" is already in use by container "0123456789ab"': "err-container-name-in-use",
    "pull access denied for mytool, repository does not exist or may require 'docker login'": "err-pull-access-denied",
    "write /var/lib/data: no space left on device": "err-no-space-left",
    "bash: docker-compose: command not found": "err-docker-compose-not-found",
    "docker: 'compose' is not a docker command.": "err-compose-not-a-docker-command",
    "unknown shorthand flag: 'f' in -f": "err-compose-not-a-docker-command",
    'failed to compute cache key: failed to calculate checksum of ref abc::def: "/app.jar": not found': (
        "err-copy-not-found"
    ),
    'exec: "gunicorn": executable file not found in $PATH': "err-executable-not-found",
    "exec /entrypoint.sh: no such file or directory": "err-exec-no-such-file",
    'exec: "/entrypoint.sh": permission denied': "err-exec-permission-denied",
    "exec /usr/bin/python3: exec format error": "err-exec-format",
    "The requested image's platform (linux/amd64) does not match the detected host platform (linux/arm64/v8)": (
        "err-platform-mismatch"
    ),
    "toomanyrequests: You have reached your unauthenticated pull rate limit.": "err-rate-limit",
    "net/http: TLS handshake timeout": "err-tls-handshake-timeout",
    "manifest for nginx:9.9 not found: manifest unknown: manifest unknown": "err-manifest-unknown",
    "yaml: line 7: found character that cannot start any token": "err-yaml-tab",
    "yaml: line 4: mapping values are not allowed in this context": "err-yaml-mapping-values",
    "services.web Additional property prots is not allowed": "err-compose-additional-property",
    "the attribute `version` is obsolete, it will be ignored": "err-compose-version-obsolete",
    'The "DB_HOST" variable is not set. Defaulting to a blank string.': "err-compose-variable-not-set",
    "Container 0123456789ab is restarting, wait until the container is running": "err-container-restarting",
    "database files are incompatible with server": "err-postgres-incompatible",
    "Error: Database is uninitialized and superuser password is not specified.": "err-postgres-password-missing",
    "Are you trying to mount a directory onto a file (or vice-versa)?": "err-mount-directory-onto-file",
    "invalid reference format: repository name (library/MyApp) must be lowercase": "err-repository-lowercase",
    "KeyError: 'ContainerConfig'": "err-compose-containerconfig",
    "ModuleNotFoundError: No module named 'distutils'": "err-compose-distutils",
    "client version 1.24 is too old. Minimum supported API version is 1.44": "err-client-too-old",
    'could not select device driver "" with capabilities: [[gpu]]': "err-gpu-driver",
    "all predefined address pools have been fully subnetted": "err-address-pools-exhausted",
    "iptables: No chain/target/match by that name.": "err-iptables-chain",
    'error getting credentials - err: exec: "docker-credential-desktop": executable file not found in $PATH': (
        "err-credential-helper"
    ),
    "network backend declared as external, but could not be found": "err-compose-external-network",
    "dependency failed to start: container app-db-1 is unhealthy": "err-compose-dependency-unhealthy",
}


@pytest.fixture(scope="module")
def index(base: Base) -> ErrorIndex:
    return ErrorIndex(base)


@pytest.mark.parametrize("message", ERRORS)
def test_a_message_that_people_meet_has_its_entry(index: ErrorIndex, message: str) -> None:
    match = index.find(message)
    assert match is not None
    assert match.entry.id == ERRORS[message]


@pytest.mark.parametrize(
    "wrapper",
    [
        "docker: Error response from daemon: failed to create task for container: failed to create shim task: "
        "OCI runtime create failed: runc create failed: unable to start container process: ",
        "ERROR: failed to solve: process failed: ",
    ],
)
def test_a_wrapper_leads_to_the_cause_inside(index: ErrorIndex, wrapper: str) -> None:
    match = index.find(wrapper + 'exec: "gunicorn": executable file not found in $PATH: unknown')
    assert match is not None
    assert match.entry.id == "err-executable-not-found"
    alone = index.find(wrapper)
    assert alone is not None
    assert alone.entry.id.endswith("-wrapper")
