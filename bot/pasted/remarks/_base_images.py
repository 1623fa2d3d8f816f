"""What the name of a base image tells of its system."""

from __future__ import annotations

import re

_WINDOWS = re.compile(r"windows|nanoserver|servercore|ltsc20|dotnet/framework", re.IGNORECASE)


def is_windows(image: str) -> bool:
    """Whether an image is one of Windows, by its name."""
    return _WINDOWS.search(image) is not None
