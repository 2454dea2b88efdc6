"""Parts the round from the name in headers that say both: `Primary Foster | Runoff Foster`, `Foster (runoff)`.

Where one name stands with two rounds, or with a round and alone; else the word may belong to somebody.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from pipeline.elections.columns.column import Column

_ROUND: Final = (
    r"(?:first|second|third|final|1st|2nd|3rd|instant|jungle|blanket|open)[ -](?:round|ballot|primary|run-?off)"
    r"|round \d|primary|general election|general|(?:primary )?run-?off(?: election)?"
)
_BEFORE: Final = re.compile(rf"(?P<round>{_ROUND})(?: ?[:–-])? (?P<name>[^\W\d].*)", re.IGNORECASE)
_BEHIND: Final = re.compile(
    rf"(?P<name>[^\W\d].*?)(?:,| ?[:–-])? (?P<bracket>\()?(?P<round>{_ROUND})(?(bracket)\))", re.IGNORECASE
)
_OFFICER: Final = {"", "general"}  # General Harrison beside Harrison
_SEVERAL: Final = 2  # rounds of one name
_LONGEST: Final = 100  # characters of a header


class _Parted(NamedTuple):
    """A header's round and the name that it is of."""

    group: str
    name: str


def with_rounds_parted(columns: list[Column]) -> list[Column]:
    """The columns with the round that their headers name as their group, where that is surely one."""
    found = {column.col: parted for column in columns if (parted := _parted(column)) is not None}
    if not found:
        return columns
    rounds: dict[str, set[str]] = {}
    for column in columns:
        parted = found.get(column.col)
        name = parted.name if parted is not None else " ".join(column.lines)
        rounds.setdefault(name.casefold(), set()).add(parted.group.casefold() if parted is not None else "")
    if not any(len(of_name) >= _SEVERAL and of_name != _OFFICER for of_name in rounds.values()):
        return columns
    return [
        column._replace(group=found[column.col].group, lines=(found[column.col].name,))
        if column.col in found
        else column
        for column in columns
    ]


def name_of_round(words: str) -> str | None:
    """The name in words that say a round, too; None where they say none."""
    if len(words) > _LONGEST:
        return None
    match = _BEFORE.fullmatch(words) or _BEHIND.fullmatch(words)
    return match["name"].strip().casefold() if match is not None else None


def _parted(column: Column) -> _Parted | None:
    words = " ".join(column.lines)
    if column.group is not None or len(words) > _LONGEST:
        return None
    match = _BEFORE.fullmatch(words) or _BEHIND.fullmatch(words)
    return _Parted(match["round"], match["name"].strip()) if match is not None else None
