"""Which header cells part columns into rounds, ballots or elections, told by what stands below them.

A name wider than those below it is a group, unless the one below is its party. Never looks at a row.
"""

from __future__ import annotations

from functools import cache

from pipeline.elections.kinds.view import TableView, folded
from pipeline.elections.labels import read_label
from pipeline.elections.names import is_group
from pipeline.elections.parties import party_names


def group_cells(view: TableView, in_us: bool, letters: frozenset[str]) -> set[int]:
    """The header cells (by identity) that part columns: a name wider than those below it, of which there are several.

    A lone party below is that of the name: `Mitt Romney` over `Republican | %`.
    """
    below: dict[int, dict[int, str]] = {}
    for head in view.columns:
        named = [
            cell
            for cell in head.cells
            if (label := read_label(cell, in_us)).role is None and label.lines and folded(cell.text) not in letters
        ]
        if len(named) > 1 and named[0].colspan > named[1].colspan:
            below.setdefault(id(named[0]), {})[id(named[1])] = named[1].text
    return {cell for cell, names in below.items() if len(names) > 1 or not _is_party(*names.values())}


@cache
def _party_names() -> frozenset[str]:
    return frozenset(folded(name) for _, name, _ in party_names())


def _is_party(words: str) -> bool:
    """Whether a header's words are a party's name in some country, or say that there is none."""
    text = folded(words)
    return text in _party_names() or text.endswith(" party") or is_group(text)
