"""Commands that install the dependencies that a manifest lists."""

from __future__ import annotations

from dataclasses import dataclass

from bot.pasted.dockerfile_parser import Instruction
from bot.pasted.run_commands import RunCommand, run_commands


@dataclass(frozen=True, slots=True)
class Installation:
    """An installation of dependencies; ``manifest`` is what must be copied for it, with the path that it names."""

    command: RunCommand
    manifest: str


def dependency_installation(instruction: Instruction) -> Installation | None:
    """The first command of a RUN that installs what a manifest lists; None where it has none."""
    for command in run_commands(instruction):
        manifest = manifest_of(command)
        if manifest is not None:
            return Installation(command, manifest)
    return None


def manifest_of(command: RunCommand) -> str | None:
    """The files that a command reads to know what to install; None for any other command."""
    first = command.arguments[:1]
    match command.program:
        case "npm" if (
            first in (("ci",), ("install",), ("i",)) and len(command.arguments) == 1 and "-g" not in command.options
        ):
            return "package*.json"
        case "yarn" if not command.arguments or first == ("install",):
            return "package.json yarn.lock"
        case "pnpm" if first in (("install",), ("i",), ("fetch",)) and len(command.arguments) == 1:
            return "package.json pnpm-lock.yaml"
        case "bun" if first == ("install",) and len(command.arguments) == 1:
            return "package.json bun.lock"
        case "pip" | "pip3" if first == ("install",):
            return _requirements(command)
        case "python" | "python3" if command.words[1:4] == ("-m", "pip", "install"):
            return _requirements(command)
        case "poetry" if first == ("install",):
            return "pyproject.toml poetry.lock"
        case "pipenv" if first in (("install",), ("sync",)):
            return "Pipfile Pipfile.lock"
        case "uv" if first == ("sync",):
            return "pyproject.toml uv.lock"
        case "go" if command.arguments[:2] == ("mod", "download"):
            return "go.mod go.sum"
        case "bundle" if first == ("install",):
            return "Gemfile Gemfile.lock"
        case "composer" if first == ("install",):
            return "composer.json composer.lock"
        case "mvn" | "mvnw" if first and first[0].startswith("dependency:"):
            return "pom.xml"
        case "cargo" if first == ("fetch",):
            return "Cargo.toml Cargo.lock"
        case "dotnet" if first == ("restore",):
            return "*.csproj"
    return None


def _requirements(command: RunCommand) -> str | None:
    for index, word in enumerate(command.words):
        if word in ("-r", "--requirement") and index + 1 < len(command.words):
            return command.words[index + 1]
        if word.startswith("--requirement="):
            return word.partition("=")[2]
        if word.startswith("-r") and len(word) > 2:
            return word[2:]
    return None
