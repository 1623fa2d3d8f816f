"""PowerShell or cmd, or brew of macOS, in RUN on a Linux image."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.entry import Text
from bot.pasted.dockerfile_parser import Dockerfile, Stage
from bot.pasted.model import Kind, Remark, Severity
from bot.pasted.remarks._base_images import is_windows
from bot.pasted.run_commands import RunCommand, run_commands

ID = "windows-command-in-linux"
SEVERITY: Severity = "fault"
KIND: Kind = "dockerfile"
TRIGGERS = (
    'FROM debian:13-slim\nRUN powershell -Command "Invoke-WebRequest https://example.com/a.zip -OutFile a.zip"\n',
    "FROM ubuntu:24.04\nRUN Write-Host done\n",
    "FROM node:24\nRUN choco install git\n",
    "FROM alpine:3.22\nRUN cmd /c dir\n",
    "FROM debian:13-slim\nRUN brew install jq\n",
    'FROM python:3.14\nRUN ["powershell", "Get-ChildItem"]\n',
)
NEAR_MISS = (
    "FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN powershell -Command Write-Host done\n",
    'FROM debian:13-slim\nSHELL ["pwsh", "-Command"]\nRUN Write-Host done\n',
    "FROM python:3.14-windowsservercore\nRUN Remove-Item a.zip\n",
    "FROM acme/win:1\nRUN powershell Get-ChildItem\n",
    "FROM mcr.microsoft.com/powershell:7.4-ubuntu-22.04\nRUN pwsh -c Get-ChildItem\n",
)

_CMDLET = re.compile(
    r"(?:Write|Invoke|New|Remove|Get|Set|Expand|Start|Stop|Install|Import|Copy|Move|Add|Test|Out|Restart)-[A-Z]\w{2,40}"
)
_PROGRAMS = frozenset({"powershell", "powershell.exe", "cmd", "cmd.exe", "choco", "winget", "msiexec", "dism", "brew"})


def check(file: Dockerfile) -> Iterator[Remark]:
    """Yield a remark for each instruction."""
    for stage in file.stages:
        if not _is_linux(file, stage):
            continue
        for instruction in stage.instructions:
            if instruction.name == "SHELL":
                break  # what follows may be written for that shell
            if instruction.name != "RUN":
                continue
            wrong = next((command for command in run_commands(instruction) if _for_windows(command)), None)
            if wrong is None:
                continue
            base = file.lineage(stage)[-1].resolved
            yield Remark(
                ID,
                SEVERITY,
                Text(
                    ru=f"`{wrong.program}` — команда {_system(wrong)}, а образ `{base}` — Linux: там её нет",
                    en=f"`{wrong.program}` is a command of {_system(wrong)}, and the image `{base}` is Linux: "
                    "it has none",
                ),
                instruction.line,
                mend=Text(ru="пакеты здесь ставит `apt-get` или `apk`", en="packages come by `apt-get` or `apk` here")
                if wrong.program == "brew"
                else Text(
                    ru="запишите шаг для `sh` (`curl -fsSLO …`, `unzip`) или возьмите образ с Windows",
                    en="write the step for `sh` (`curl -fsSLO …`, `unzip`) or take an image with Windows",
                ),
            )


def _system(command: RunCommand) -> str:
    """Whose command it is."""
    return "macOS" if command.program == "brew" else "Windows"


def _for_windows(command: RunCommand) -> bool:
    return command.program in _PROGRAMS or _CMDLET.fullmatch(command.program) is not None


def _is_linux(file: Dockerfile, stage: Stage) -> bool:
    """Whether the base is an image of Docker Hub's own, whose tag does not name Windows."""
    base = file.lineage(stage)[-1].resolved
    official = re.fullmatch(r"[a-z][a-z0-9_-]{1,40}(?::[\w.-]{1,128})?", base) is not None
    return official and not is_windows(base) and "powershell" not in base.lower() and file.escape == "\\"
