"""What was met on the pages of several lots comes together as the table `coverage`."""

from __future__ import annotations

from pipeline.records import CoverageRecord
from pipeline.segments.read_pages import coverage_of, met_by_construct, met_frame

NOTE = ("template", "efn")
ENDS = ("ignored", "a note")


def lot(*met: tuple[int, int]) -> object:
    """What was met of one template: (page, how often) each."""
    return met_by_construct(met_frame(CoverageRecord(page, *NOTE, count, *ENDS) for page, count in met))


def test_pages_and_occurrences_of_all_lots_are_added() -> None:
    (row,) = coverage_of([lot((1, 2), (2, 3)), lot((3, 5)), lot()]).rows(named=True)
    assert (row["construct"], row["name"], row["pages"], row["occurrences"]) == (*NOTE, 3, 10)


def test_a_construct_that_fares_otherwise_is_another_row() -> None:
    unknown = met_by_construct(met_frame([CoverageRecord(1, *NOTE, 4, "unknown", "")]))
    rows = coverage_of([lot((1, 2)), unknown]).rows(named=True)
    assert [(row["outcome"], row["pages"], row["occurrences"]) for row in rows] == [
        ("ignored", 1, 2),
        ("unknown", 1, 4),
    ]


def test_nothing_met_is_an_empty_table() -> None:
    assert coverage_of([]).is_empty()
