"""Columns that nobody voted for, told by what is left of a total: how nearly, in how many rows, beside how many known.

A table here is its figures, row by row under letters: capitals are candidates whom the page knows.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.elections.areas.bystanders import without_bystanders
from pipeline.elections.columns.choices import Choice
from pipeline.elections.columns.column import Column
from pipeline.elections.columns.measures import Content
from pipeline.wikitext.page import read_page

TOTALS = {"T": ("total", "votes"), "P": ("total", "pct"), "R": ("registered", "votes"), "V": ("votes", None)}


def _column(col: int, role: str, measure: str | None) -> Column:
    return Column(col, role, measure, (), (), None, None, Content(1, 0.0, 0.0, 1.0, 1.0, 0.0), "")


def kept(letters: str, rows: Sequence[str], measure: str = "votes", **measures: tuple[str, ...]) -> str:
    """The letters of the choices that stay; `measures`: of a choice that has others than the rest."""
    names = letters.split()
    columns = [_column(col, *TOTALS[name]) for col, name in enumerate(names) if name in TOTALS]
    choices = [
        Choice(name, None, None, columns=dict.fromkeys(measures.get(name, (measure,)), col))
        for col, name in enumerate(names)
        if name not in TOTALS
    ]
    written = "\n|-\n".join("| " + " || ".join(row.split()) for row in rows)
    table = read_page(f"{{|\n{written}\n|}}").tables[0]
    found = without_bystanders(choices, columns, list(enumerate(table.rows)), lambda choice: choice.candidate.islower())
    return " ".join(choice.candidate for choice in found)


@pytest.mark.parametrize(("wrong", "left"), [(0, "A B"), (1, "A B"), (2, "A B x")])
def test_nearly_all_rows_are_nine_of_ten(wrong: int, left: str) -> None:
    right = ["600 400 70 1,000"] * (10 - wrong)
    assert kept("A B x T", [*right, *["600 400 70 1,001"] * wrong]) == left
    assert kept("A B x V", [*right, *["600 400 70 1,001"] * wrong]) == left
    right, between = ["600 70 400 1,000"] * (10 - wrong), " ".join(sorted(left.split(), key="AxB".index))
    assert kept("A x B T", [*right, *["600 70 400 1,001"] * wrong]) == between


def test_one_row_tells_nothing() -> None:
    for total in "TV":
        assert kept(f"A B x {total}", ["600 400 70 1,000"]) == "A B x"
        assert kept(f"A B x {total}", ["600 400 70 1,000", "60 40 7 –"]) == "A B x"
        assert kept(f"A B x {total}", ["600 400 70 1,000", "700 400 7 1,100"]) == "A B"


def test_two_are_known_beside_whom_others_are_tried() -> None:
    assert kept("A x B T", ["600 70 400 1,000"] * 2) == "A B"
    assert kept("A x y P T", ["600 70 400 100 1,000"] * 2) == "A x y"
    assert kept("A x y", ["60.0% 7.0% 40.0%"] * 2, "pct") == "A x y"


@pytest.mark.parametrize(
    ("letters", "row", "left"),
    [
        ("A B c d e f x", "50.0% 30.0% 10.0% 5.0% 4.0% 1.0% 7.0%", "A B c d e f"),
        ("A B c d e f g x", "50.0% 30.0% 9.0% 5.0% 4.0% 1.0% 1.0% 7.0%", "A B c d e f g x"),
    ],
)
def test_of_five_unknown_all_sets_are_tried_and_of_six_none(letters: str, row: str, left: str) -> None:
    assert kept(letters, [row] * 3, "pct") == left


def test_the_total_is_one_of_votes() -> None:
    assert kept("A B x T P", ["600 400 70 1,000 100"] * 2) == "A B"
    assert kept("A b x T P", ["600 400 70 1,000 100"] * 2) == "A b"
    assert kept("A x B T P R", ["600 70 400 1,000 100 2,000"] * 2) == "A B"
    assert kept("A b x T R", ["600 400 70 1,000 2,000"] * 2) == "A b"
    assert kept("A B x T T", ["600 400 70 1,000 1,000"] * 2) == "A B x"


def test_rows_without_a_figure_are_not_counted() -> None:
    rows = ["600 400 70 1,000", "700 400 80 1,100", "500 – 90 900", "500 – 90 900"]
    assert kept("A B x T", rows) == "A B"
    assert kept("A x B T", ["600 70 400 1,000", "700 80 400 1,100", "500 90 400 –", "500 90 300 –"]) == "A B"


def test_who_has_no_figure_of_the_kind_fills_nothing() -> None:
    assert kept("A B x T", ["600 400 7.0% 1,000"] * 2, x=("pct",)) == "A B"
    assert kept("A x B V", ["600 7.0% 400 1,000"] * 2, x=("pct",)) == "A x B"


@pytest.mark.parametrize(
    ("letters", "row", "left"),
    [
        ("A B x y z V", "600 400 1,000 300 700 1,000", "A B"),
        ("A B w x y z V", "600 400 900 1,000 300 700 1,000", "A B w x y z"),  # three blocs, no more
        ("A B x V", "60 40 70 100", "A B"),
        ("A B x V", "60 39 70 99", "A B x"),  # fewer are a sum by chance
        ("A B x V", "600 400 0 1,000", "A B x"),  # nothing stands behind
        ("A B C V", "600 400 300 1,000", "A B C"),  # whom the page knows is no bloc
        ("A B C x V", "600 400 300 70 1,000", "A B C x"),
        ("A x y V", "1,000 300 700 1,000", "A x y"),  # one has no bloc
        ("x y z V", "600 400 1,000 1,000", "x y"),
    ],
)
def test_blocs_stand_behind_all_votes(letters: str, row: str, left: str) -> None:
    assert kept(letters, [row] * 2) == left


def test_a_bloc_has_counts_alone() -> None:
    assert kept("A B x V", ["600 400 700 1,000"] * 2, x=("votes", "pct")) == "A B x"
    assert kept("A B x y V", ["600 400 700 300 1,000"] * 2, A=("votes", "pct")) == "A B"
    assert kept("A w B x V", ["600 7.0% 400 700 1,000"] * 2, w=("pct",)) == "A w B x"
