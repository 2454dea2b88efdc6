"""Bytes that survive a power cut: a file or folder pushed to disk, for the archive and for releases alike.

Small files are replaced whole: who reads one finds what stood there before or all that stands there now.
"""

from __future__ import annotations

import os
from pathlib import Path

STAGING = ".staging-"  # begins the name of what is being written; the next run removes what is left of it


def sync(path: Path) -> None:
    """Wait until a file's bytes, or a folder's names, are on disk. Raises OSError."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_synced(path: Path, text: str) -> None:
    """Replaces a small file by one atomic rename, synced to disk. Raises OSError."""
    staged = path.with_name(f"{STAGING}{path.name}")
    staged.write_text(text, encoding="utf-8")
    sync(staged)
    staged.replace(path)
    sync(path.parent)
