"""Header words that are a unit though no registry knows them, since several names have them.

`! Kerry !! Tally !! Bush !! Tally` or `! Kerry !! Votes cast !! Bush !! Votes cast`, the
words below or behind the names. Looks at headers alone; what such a unit counts is told by the cells (columns.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from pipeline.elections.columns.labels import is_group_heading, part_unit, role_of, unit_of
from pipeline.elections.kinds.view import Column, folded
from pipeline.elections.words.parties import find_party

_COUNTED: Final = frozenset((None, "total", "turnout"))
_ANSWERS: Final = frozenset(("yes", "no", "for", "against"))


def repeated_units(columns: Sequence[Column]) -> frozenset[str]:
    """The words, no known unit, that count for several names: under each of them or behind, so that they name nobody.

    `! colspan=2 | Kerry !! colspan=2 | Bush` over `! Tally !! % !! Tally !! %`; `! Kerry !! Votes cast !! Bush !! Votes
    cast`.
    """
    if all(len(column.cells) < 2 for column in columns):
        return _behind_names(columns)
    under: dict[str, dict[int, tuple[str, list[str]]]] = {}
    by_name: dict[int, tuple[str, list[str]]] = {}
    for column in columns:
        if len(column.cells) > 1 and column.cells[0].colspan > 1 and _is_called(column.cells[0].text):
            name, words = by_name.setdefault(id(column.cells[0]), (column.cells[0].text, []))
            words.append(folded(column.cells[-1].text))
            under.setdefault(words[-1], {})[id(column.cells[0])] = (name, words)
    return frozenset(
        word
        for word, names in under.items()
        if len({name for name, _ in names.values()}) > 1
        and _may_count(word)
        and all(
            len(beside) > 1 and all(unit_of(other) for other in beside if other != word) for _, beside in names.values()
        )
        and all(beside.count(word) == 1 for _, beside in names.values())
    )


def _behind_names(columns: Sequence[Column]) -> frozenset[str]:
    """The same in a header of one row, where a name stands before each of the words, or before the unit before it."""
    words = [folded(column.cells[0].text) if column.cells else "" for column in columns]
    if len(set(words)) == len(words):
        return frozenset()
    times = Counter(words)
    owners: dict[str, set[str]] = {}
    last = ""
    for word in words:
        if times[word] > 1 and word:
            if unit_of(word) is None:
                owners.setdefault(word, set()).add(last)
        elif _is_called(word):
            last = word
        elif unit_of(word) is None:
            last = ""
    return frozenset(
        word for word, names in owners.items() if len(names) == times[word] and "" not in names and _may_count(word)
    )


def _is_called(words: str) -> bool:
    """Whether a header may be somebody's name."""
    return bool(words) and unit_of(words) is None and role_of(words) is None and not is_group_heading(words)


def _may_count(words: str) -> bool:
    """Whether words that several names have may be a unit: no party, no answer, no other role."""
    return bool(words) and unit_of(words) is None and role_of(words) in _COUNTED and not _is_answer(words)


def _is_answer(words: str) -> bool:
    """Whether words answer a question, with a unit or without, `Yes (%)`, or are a party."""
    return part_unit(words)[0] in _ANSWERS or find_party(words, "United States") is not None
