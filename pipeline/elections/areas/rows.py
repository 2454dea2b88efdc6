"""What a row of a table by area is where its area's place names none: the total, a percentage, a note.

Reads the registries `area_rows.yaml` and (lines of results) `lines.yaml`; whether a row without such words is
the whole's is told in totals.py.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from pipeline.elections.kinds.view import folded
from pipeline.elections.results.lines import line_of_words
from pipeline.elections.words.registry import WordRegistry
from pipeline.package_yaml import package_yaml
from pipeline.wikitext.remembering import remembered

_LONGEST: Final = 150  # a label longer than this is prose
_LINES: Final = frozenset(  # of results tables; Lead and Overseas are places
    ("turnout", "voters", "registered", "valid", "invalid", "abstention", "needed_to_win", "overvotes", "undervotes")
)
_BEHIND: Final = " :*†‡'"


@cache
def _registry() -> dict[str, WordRegistry]:
    data = package_yaml(Path(__file__).with_name("area_rows.yaml"))
    return {key: WordRegistry([(key, patterns)]) for key, patterns in data.items()}


@remembered
def is_total_area(text: str) -> bool:
    """Whether the name in an area's place says that the row is the table's total."""
    return len(text) <= _LONGEST and _registry()["totals"].knows(folded(text).strip(_BEHIND))


@remembered
def is_no_area(text: str) -> bool:
    """Whether what stands in an area's place is a figure's name, a header's word or a note, and never a place's."""
    if len(text) > _LONGEST:
        return False
    return _registry()["no_areas"].knows(folded(text).strip(_BEHIND)) or line_of_words(text) in _LINES
