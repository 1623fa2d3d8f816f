"""The one-way street: faces → assistant → matching / pasted → knowledge → text → nothing."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

#: Rooms of the core, and the rooms that each may import besides itself. What is not named here is a face or the top.
CORE: dict[str, set[str]] = {
    "text": set(),
    "fingerprint": set(),
    "locales": {"text"},
    "knowledge": {"text"},
    "matching": {"knowledge", "text"},
    "pasted": {"knowledge", "text", "matching"},
    "reply": {"matching", "pasted", "text"},
    "assistant": {"reply", "matching", "pasted", "knowledge", "locales", "text"},
    "snapshot": {"assistant", "fingerprint"},
    "evaluation": {"assistant", "reply", "matching", "knowledge", "text"},
}
#: Rooms beside the core that know neither Telegram nor the event loop, and what they may import.
BESIDE: dict[str, set[str]] = {"journal": {"reply", "locales", "text"}}
ROOMS = {**CORE, **BESIDE}
#: What no module of the core may reach, by whatever road.
FORBIDDEN = {"aiogram", "aiohttp", "asyncio", "socket", "ssl", "subprocess", "threading", "http", "urllib.request"}


def _modules() -> dict[str, Path]:
    found = {}
    for path in sorted((ROOT / "bot").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = _modules()


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: relative import"
            assert node.module
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _room(module: str) -> str | None:
    parts = module.split(".")
    return parts[1] if parts[0] == "bot" and len(parts) > 1 else None


def _guarded_modules() -> list[str]:
    return [name for name in MODULES if _room(name) in ROOMS]


@pytest.mark.parametrize("module", _guarded_modules())
def test_the_core_imports_downward_only(module: str) -> None:
    room = _room(module)
    assert room
    reached = {found for name in _imports(MODULES[module]) if (found := _room(name)) and found != room}
    assert reached <= ROOMS[room], f"{module} reaches {sorted(reached - ROOMS[room])}"


@pytest.mark.parametrize("module", _guarded_modules())
def test_the_core_names_neither_telegram_nor_event_loop_nor_socket(module: str) -> None:
    forbidden = FORBIDDEN - {"threading"} if _room(module) in BESIDE else FORBIDDEN
    named = {name for name in _imports(MODULES[module]) for bad in forbidden if f"{name}.".startswith(f"{bad}.")}
    assert not named


def test_every_room_of_the_core_that_stands_is_guarded() -> None:
    rooms = {_room(name) for name in MODULES} - {None}
    faces = {"__main__", "preview", "settings", "wiring", "telegram", "terminal", "operations"}
    assert rooms <= ROOMS.keys() | faces, "a new room must say in this test what it may import"


def test_an_answer_is_given_in_a_process_that_has_loaded_neither_aiogram_nor_asyncio() -> None:
    program = (
        "import sys\n"
        "from bot.assistant import Assistant\n"
        "from bot.knowledge.base import default_folder, load_base\n"
        "reply = Assistant(load_base(default_folder())).ask('как удалить контейнер')\n"
        "print(reply.entry, *sorted(name for name in ('aiogram', 'aiohttp', 'asyncio') if name in sys.modules))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split()[1:] == []
    assert done.stdout.strip() != "None"


def test_only_the_face_starts_tasks() -> None:
    allowed = {"bot.telegram.polling", "bot.telegram.drain", "bot.telegram.webhook", "bot.operations.reload"}
    starters = {
        name
        for name, path in MODULES.items()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"create_task", "ensure_future"}
    }
    assert starters <= allowed
