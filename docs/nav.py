"""A hook of MkDocs: the site has the pages that are there.

A page that a part of the project brings stands in mkdocs.yml already, and appears with it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

DOCS = Path(__file__).parent


def on_config(config: Any) -> Any:
    """The configuration without the pages of the navigation that do not exist."""
    config.nav = _there(config.nav)
    return config


def _there(entries: list[Any]) -> list[Any]:
    kept = []
    for entry in entries:
        if isinstance(entry, str):
            kept += [entry] if (DOCS / entry).is_file() else []
            continue
        ((title, below),) = entry.items()
        if isinstance(below, list):
            kept += [{title: inner}] if (inner := _there(below)) else []
        elif (DOCS / below).is_file():
            kept.append(entry)
    return kept
