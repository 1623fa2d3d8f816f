"""aiogram without the validators of its 400 types: they are built when first used.

``aiogram.types`` rebuilds every model at import. With pydantic 2.13 that takes a second and 130 MB, most of it for
types that no bot meets: each validator holds those of all the types that it can reach. Here the import only notes
where the names of a model's fields are found; pydantic itself builds the model at its first use.

Import this module before anything of aiogram; ``tests/telegram/test_lean.py`` measures what it saves and compares
the result with a plain import.
"""

from __future__ import annotations

import sys
from typing import Any

from pydantic import BaseModel
from pydantic._internal._model_construction import build_lenient_weakvaluedict


def _import_aiogram() -> None:
    if "aiogram" in sys.modules:  # a test or a tool came first, with the plain import
        return
    rebuild = BaseModel.__dict__["model_rebuild"]
    noted: list[tuple[type[BaseModel], dict[str, Any]]] = []

    def note(cls: type[BaseModel], /, *, _types_namespace: dict[str, Any] | None = None, **_: Any) -> None:
        noted.append((cls, _types_namespace or {}))

    BaseModel.model_rebuild = classmethod(note)  # type: ignore[assignment, method-assign]
    try:
        import aiogram.methods
        import aiogram.types
    finally:
        BaseModel.model_rebuild = rebuild  # type: ignore[method-assign]
    names = build_lenient_weakvaluedict(max((names for _, names in noted), key=len))  # one for all of them
    methods = (getattr(aiogram.methods, name) for name in aiogram.methods.__all__)
    models = [cls for cls, _ in noted] + [cls for cls in methods if isinstance(cls, type)]
    for cls in models:
        if issubclass(cls, BaseModel):
            cls.__pydantic_parent_namespace__ = names
    # What many others hold is built before them: they share its validator, where each would make one of its own.
    aiogram.types.Message.model_rebuild()


_import_aiogram()
