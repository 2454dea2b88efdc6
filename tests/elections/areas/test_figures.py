"""Votes and percentages that contradict each other, and counts in brackets that are seats: from where on."""

from __future__ import annotations

import pytest

from pipeline.elections.areas.figures import Figures, contradicts, without_seats

RIGHT = [Figures(60, 60.0), Figures(40, 40.0)]
WRONG = [Figures(60, 20.0), Figures(40, 80.0)]
NO_VOTES = [Figures(0, 50.0), Figures(0, 50.0)]
NO_SHARES = [Figures(60, 0.0), Figures(40, 0.0)]


@pytest.mark.parametrize(
    ("rows", "does"),
    [
        ([WRONG, WRONG], True),
        ([WRONG], False),
        ([WRONG, RIGHT], False),
        ([WRONG, WRONG, RIGHT], True),
        ([WRONG, NO_VOTES, NO_SHARES], False),
        ([WRONG, WRONG, *[NO_SHARES] * 3], True),
        ([WRONG, WRONG, *[[Figures(60, 80.0)]] * 3], True),  # one alone is in proportion to itself
        ([[*WRONG, Figures(None, 5.0), Figures(7, None)]] * 2, True),
        ([[*RIGHT, Figures(None, 5.0), Figures(7, None)]] * 2, False),
        ([[WRONG[0], Figures(None, 80.0)]] * 2, False),
        ([[Figures(60, 61.5), Figures(40, 38.5)]] * 2, False),
        ([[Figures(60, 61.6), Figures(40, 38.4)]] * 2, True),
    ],
)
def test_most_rows_are_out_of_proportion(rows: list[list[Figures]], does: bool) -> None:
    assert contradicts(rows) is does


@pytest.mark.parametrize(
    ("row", "are_seats"),
    [
        ([Figures(200, 26.98), Figures(5, 73.02)], True),
        ([Figures(201, 26.98), Figures(5, 73.02)], False),
        ([Figures(5, 26.98), Figures(9, 73.02), Figures(3, None)], False),
        ([Figures(5, 26.98), Figures(9, 73.02), Figures(None, 3.0)], True),
        ([Figures(5, 26.98), Figures(13, 73.02)], True),  # near to proportion, as seats and delegates are
        ([Figures(5, 27.78), Figures(13, 72.22)], False),  # the very shares: few votes
        ([Figures(5, 28.0), Figures(13, 72.0)], False),
    ],
)
def test_few_beside_shares_that_they_contradict_are_seats(row: list[Figures], are_seats: bool) -> None:
    left = [figures._replace(votes=None) for figures in row]
    assert without_seats([row, row]) == ([left, left] if are_seats else [row, row])
