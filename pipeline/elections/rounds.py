"""Rounds that single headers name: `Candidate | Primary vote | % | Runoff vote | %`, `| 1st round | 2nd round`.

Rounds in a wide cell over their columns are parted by columns.py; here each column says its round itself, and a bare
unit behind it belongs to the same. One such header alone parts nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.elections.kinds.view import Column as Head
from pipeline.elections.kinds.view import TableView
from pipeline.elections.labels import is_group_heading, part_unit, unit_of
from pipeline.elections.measures import Content, measure_of

_FIGURES = ("votes", "pct")


def rounds_named(view: TableView, contents: Sequence[Content]) -> dict[int, tuple[str, str]]:
    """Column → its round and its unit (votes, pct, change); {} unless two columns or more name different rounds."""
    found: dict[int, tuple[str, str]] = {}
    for head, content in zip(view.columns, contents, strict=True):
        named = _named(head, content)
        if named is not None:
            found[head.index] = named
        elif (before := found.get(head.index - 1)) is not None and _is_plain(head):
            unit = unit_of(head.cells[0].text)
            if unit is not None and unit != before[1]:
                found[head.index] = (before[0], unit)
    return found if len({name for name, _ in found.values()}) > 1 else {}


def _named(head: Head, content: Content) -> tuple[str, str] | None:
    text = head.cells[0].text.strip() if _is_plain(head) else ""
    if not text or text[:4].isdigit():  # 2008 Obama: an election of another year is no round
        return None
    if is_group_heading(text):
        measure = measure_of(content)
        measure = "votes" if measure == "both" else measure  # 39,909 (31.8%)
        return (text, measure) if measure in _FIGURES else None
    words, unit = part_unit(text)
    return (words, unit) if unit in _FIGURES and is_group_heading(words) and content.numeric > 0.5 else None


def _is_plain(head: Head) -> bool:
    return len(head.cells) == 1 and head.cells[0].colspan == 1
