"""Constituencies that are numbers within a larger area: `Province | Constituency` over `Krabi | 1`, `Trang | 1`.

A number that stands for another place in each province names none without it, so the two are the area's name.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.elections.columns.labels import area_type_of
from pipeline.elections.kinds.view import TableView, folded
from pipeline.wikitext.model import Row

_NUMBERS: Final = frozenset(("no", "no.", "nr", "nr.", "#", "number", "seat", "district"))
_NUMBER: Final = re.compile(r"\d{1,3}(?:st|nd|rd|th)?")


def column_before_numbers(view: TableView, column: int) -> int | None:
    """The column of the larger areas in which the numbers of another begin anew; None where they do not."""
    if not column or not view.rows:
        return None
    numbers = [text.strip() for text in view.texts[column]]
    if not all(_NUMBER.fullmatch(number) for number in numbers) or len(set(numbers)) < 2:
        return None
    for before in range(column - 1, -1, -1):
        heads = view.columns[before].cells
        if heads and area_type_of(heads[-1].text, True) and not any(map(str.isdigit, view.texts[before])):
            pairs = {(row.text_at(before), row.text_at(column)) for _, row in view.rows}
            return before if len(pairs) > len({number for _, number in pairs}) else None
    return None


def numbers_behind(view: TableView, column: int) -> tuple[int, str] | None:
    """The column of the numbers behind larger areas under one header, and the kind of area that it names.

    `! colspan=2 | Constituency` over `! County !! No.`: Budapest 1, Budapest 2.
    """
    if column + 1 >= len(view.columns):
        return None
    own, behind = view.columns[column].cells, view.columns[column + 1].cells
    if len(own) < 2 or len(behind) < 2 or own[0] is not behind[0] or own[0].colspan != 2:
        return None
    kind = area_type_of(own[0].text, True)
    numbers = [text.strip() for text in view.texts[column + 1]]
    if kind is None or folded(behind[-1].text) not in _NUMBERS or not all(map(_NUMBER.fullmatch, numbers)):
        return None
    return column + 1, kind


def with_larger_area(text: str, row: Row, before: int) -> str:
    """The number of an area behind the name of the larger one."""
    larger = row.text_at(before).strip()
    return f"{larger} {text}" if larger and _NUMBER.fullmatch(text) else text
