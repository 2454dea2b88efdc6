"""Reads the YAML files that lie beside the code. Never a user's: those are read by PyYAML itself, for its messages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml is ten times as fast


def package_yaml(path: Path) -> Any:
    """The content of a file."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 (a safe loader)
