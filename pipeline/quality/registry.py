"""The registry of checks: read from `checks/*.yaml`, each a comparison in SQL and its thresholds. Runs nothing.

A check's SQL returns every row it compared: the key columns of its `table`, `observed`, `expected`, `size` (how far
off, in the check's own unit; NULL or 0: right) and whatever its `message` names in braces. It sees the data tables and
what `groundwork/*.sql` prepares, of a lot of whole pages; with `across_pages` all pages' data tables and what
`groundwork/neighbours.sql` prepares. Severity follows from `size` and the thresholds, never from the SQL.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.package_yaml import package_yaml

FOLDER = Path(__file__).parent
SEVERITIES = ("info", "warning", "error")  # rising
CONCERNS = ("article", "canvass")  # who can mend it: an editor of the article, or whoever runs or writes canvass
_REQUIRED = {"id", "means", "table", "column", "thresholds", "because", "example", "fix", "message", "sql"}
_OPTIONAL = {"concerns", "across_pages"}


@dataclass(frozen=True, slots=True)
class Check:
    """One check; `thresholds` gives for a severity the size above which it holds."""

    id: str
    means: str
    table: str  # whose row is at fault; its key columns are in the SQL's answer
    column: str | None  # at fault; None: the row as such
    thresholds: dict[str, float]
    because: str  # why these thresholds
    example: str
    fix: str
    message: str  # with {column} of the SQL's answer
    sql: str
    concerns: str = "article"
    across_pages: bool = False  # compares pages with one another, or tells of the dataset as a whole

    @property
    def severity(self) -> str:
        """The worst that it can report."""
        return max(self.thresholds, key=SEVERITIES.index)


@cache
def checks() -> tuple[Check, ...]:
    """Every check, by id. Raises ValueError where a file breaks the rules above: a fault of the program."""
    found = [check for path in sorted((FOLDER / "checks").glob("*.yaml")) for check in read_checks(path)]
    ids = [check.id for check in found]
    if len(set(ids)) < len(ids):
        raise ValueError(f"two checks have the same id: {sorted(i for i in ids if ids.count(i) > 1)[0]}")
    return tuple(sorted(found, key=lambda check: check.id))


def read_checks(path: Path) -> list[Check]:
    """The checks of one file. Raises ValueError where it breaks the rules above."""
    return [_check(path, entry) for entry in _entries(path)]


def _entries(path: Path) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = package_yaml(path)
    return entries


def _check(path: Path, entry: dict[str, Any]) -> Check:
    if set(entry) - _OPTIONAL != _REQUIRED:
        odd = sorted((set(entry) - _OPTIONAL) ^ _REQUIRED)
        raise ValueError(f"{path.name}, {entry.get('id')}: missing or unknown {odd}")
    if not isinstance(entry.get("across_pages", False), bool):
        raise ValueError(f"{path.name}, {entry['id']}: across_pages is true or false")
    if entry.get("concerns", "article") not in CONCERNS:
        raise ValueError(f"{path.name}, {entry['id']}: concerns {' or '.join(CONCERNS)}")
    if not entry["thresholds"] or not set(entry["thresholds"]) <= set(SEVERITIES):
        raise ValueError(f"{path.name}, {entry['id']}: thresholds are for {', '.join(SEVERITIES)}")
    words = {name: " ".join(str(entry[name]).split()) for name in ("means", "because", "example", "fix", "message")}
    return Check(**(entry | words))
