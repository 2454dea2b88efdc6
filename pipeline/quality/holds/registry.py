"""The registry of rules by which a revision is held: read from `rules/*.yaml`, each a comparison in SQL. Runs nothing.

A rule's SQL returns `page_id`, `pair` (the table, 0: the infobox; absent where the rule is of the page as a whole),
`size` (how far off, in the rule's own unit; NULL or 0: nothing) and whatever its `message` names in braces. It sees
both revisions' records and what `groundwork/*.sql` makes of them. The order of files and entries is the order in which
reasons are told.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.package_yaml import package_yaml

FOLDER = Path(__file__).parent
_REQUIRED = {"id", "means", "settled_only", "threshold", "because", "example", "message", "sql"}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; a revision is held where `size` is above `threshold`."""

    id: str
    means: str
    settled_only: bool  # only what an election of long ago is about; else of every page
    threshold: float
    because: str  # why this threshold
    example: str
    message: str  # with {column} of the SQL's answer
    sql: str


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, in order. Raises ValueError where a file breaks the form: a fault of the program."""
    found = [_rule(path, entry) for path in sorted((FOLDER / "rules").glob("*.yaml")) for entry in _entries(path)]
    ids = [rule.id for rule in found]
    if len(set(ids)) < len(ids):
        raise ValueError(f"two rules have the same id: {sorted(i for i in ids if ids.count(i) > 1)[0]}")
    return tuple(found)


@cache
def groundwork() -> tuple[str, ...]:
    """The SQL that the rules share, in order."""
    return tuple(path.read_text(encoding="utf-8") for path in sorted((FOLDER / "groundwork").glob("*.sql")))


def _entries(path: Path) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = package_yaml(path)
    return entries


def _rule(path: Path, entry: dict[str, Any]) -> Rule:
    if set(entry) != _REQUIRED:
        raise ValueError(f"{path.name}, {entry.get('id')}: missing or unknown {sorted(set(entry) ^ _REQUIRED)}")
    words = {name: " ".join(str(entry[name]).split()) for name in ("means", "because", "example", "message")}
    return Rule(**(entry | words))
