"""Reads the YAML files that lie beside the code. Never a user's: those are read by PyYAML itself, for its messages."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import yaml

from pipeline.errors import FaultError

LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml is ten times as fast
_ROOT: Final = Path(__file__).resolve().parents[1]


def package_yaml(path: Path) -> Any:
    """The content of a file. Raises FaultError, with the line, where it is no YAML: people extend them by hand."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 (a safe loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f", line {mark.line + 1}" if mark is not None else ""
        what = f"the registry is no YAML: {error.problem or error.context}"
        raise FaultError(what, where=f"{_shown(path)}{line}", remedy="Mend the file there or just above") from error


def _shown(path: Path) -> str:
    resolved = path.resolve()
    return str(resolved.relative_to(_ROOT)) if resolved.is_relative_to(_ROOT) else str(path)
