"""Rows with a bar too few or too many: nothing of them is read, everything else is."""

from __future__ import annotations

import pytest

from pipeline.elections.reading import read_election_page
from pipeline.parse import PageRecords, parse_page
from pipeline.wikitext.page import read_page

NAMES = ("Adams", "Allen", "Ashland", "Athens", "Belmont")
ROW = "[[{name} County, Ohio|{name}]]||40.00%||400||60.00%||600||1,000"


def page_with(row: str, end: str = "|}") -> PageRecords:
    rows = [ROW.format(name=name) for name in NAMES[:-1]] + [row]
    table = ["{| class=wikitable", "! County !! Obama% !! Obama# !! Romney% !! Romney# !! Total#"]
    return parse_page(
        "\n".join([*table, *(f"|-\n|{row}" for row in rows), end]), "2012 United States presidential election in Ohio"
    )


def test_rows_of_one_width_are_all_read() -> None:
    page = page_with(ROW.format(name="Belmont"))
    assert [area.area for area in page.areas] == list(NAMES)
    assert len(page.area_results) == 10


@pytest.mark.parametrize(
    "row",
    [
        "[[Belmont County, Ohio|Belmont]]||40.00%|400||60.00%||600||1,000",  # a lost bar
        "[[Belmont County, Ohio|Belmont]]||40.00%||400||1,000",  # two lost cells, the rest looks right
        "[[Belmont County, Ohio|Belmont]]||40.00%||400||40.00%||400||60.00%||600||1,000",  # a doubled pair
        "40.00%||400||60.00%||600||1,000",  # the name is lost
    ],
)
def test_a_row_of_another_width_is_left_out(row: str) -> None:
    page = page_with(row)
    assert [area.area for area in page.areas] == list(NAMES[:-1])
    assert {(result.votes, result.pct) for result in page.area_results} == {(400, 40.0), (600, 60.0)}
    assert any("rows not read, as wide as no other: 5" in row.reason for row in page.coverage)
    assert any("1,000" in cell.text for cell in page.cells if cell.row_no == 5)


def test_the_last_row_of_a_table_that_breaks_off_is_left_out() -> None:
    page = page_with("[[Belmont County, Ohio|Belmont]]||40.00%||400||60.00%||600||1,0", end="")
    assert [area.area for area in page.areas] == list(NAMES[:-1])
    assert page.status == "partial"


RESULTS = """==Results==
{| class=wikitable
! Candidate !! Party !! Votes !! % !! Electoral votes
|-
| Obama || Democratic || 2,827,709 || 50.67% || 18
|-
| Romney || Republican || 2,661,439 || 47.69% || 0
|-
| Johnson || Libertarian || 49,493 || 0.89% || 0
|-
| Stein || Green || 18,573 || 0.33% || 0
|-
ROW
|-
! colspan=2 | Total !! 5,580,840 !! 100% !! 18
|}"""


@pytest.mark.parametrize(
    ("row", "votes"),
    [
        ("| Goode || Constitution || 8,151 || 0.15% || 0", [8151]),
        ("| Goode || Constitution || 8,151 || 0.15% || 0 ||", [8151]),  # an empty cell too many moves nothing
        ("| Goode || Constitution || 0.15% || 0", []),  # no votes: the electoral votes stand under %
        ("| Constitution || 8,151 || 0.15% || 0", []),  # no name
    ],
)
def test_a_results_line_of_another_width_is_left_out(row: str, votes: list[int]) -> None:
    page = parse_page(RESULTS.replace("ROW", row), "2012 United States presidential election in Ohio")
    lines = [result for result in page.results if result.line == "candidate"]
    assert [line.votes for line in lines[4:]] == votes
    assert [line.line for line in page.results].count("total") == 1


def test_a_header_that_lost_a_cell_moves_every_column() -> None:
    page = read_page(
        "===By county===\n{| class=wikitable\n! rowspan=2 | County !! colspan=2 | Kerry !! rowspan=2 | Total\n|-\n"
        "! # !! % !! # !! %\n|-\n| Adams || 4,281 || 36.0% || 7,653 || 64.0% || 11,934\n|-\n"
        "| Allen || 16,470 || 33.0% || 33,000 || 67.0% || 49,470\n|}",
        "2004 United States presidential election in Ohio",
    )
    reading = read_election_page(page, 1)
    assert not reading.area_results
    assert {area.total_votes for area in reading.areas} <= {None}


def test_a_short_row_of_a_small_table_with_a_header_of_the_full_width() -> None:
    page = read_page(
        "===By congressional district===\n{| class=wikitable\n! District !! Gore !! Bush !! Representative\n"
        "|-\n| 1st || 51% || 44% || Ann Bee\n|-\n| 2nd || 57% || Cee Dee\n|}",
        "2000 United States presidential election in Nevada",
    )
    assert [(r.area, r.candidate, r.pct) for r in read_election_page(page, 1).area_results] == [
        ("1", "Gore", 51.0),
        ("1", "Bush", 44.0),
    ]


@pytest.mark.parametrize(
    "header",
    [
        "! rowspan=2 | County !! colspan=2 | Kerry !! colspan=2 | Kerry !! colspan=2 | Bush\n|-\n"
        "! # !! % !! # !! % !! # !! %",
        "! rowspan=2 | County !! colspan=2 | Kerry !! colspan=2 | Bush\n|-\n! # !! % !! # %",
    ],
    ids=["doubled cell", "two cells run together"],
)
def test_a_header_of_another_width_than_its_rows(header: str) -> None:
    page = read_page(
        "===By county===\n{| class=wikitable\n" + header + "\n|-\n| Adams || 4,281 || 36.0% || 7,653 || 64.0%\n|-\n"
        "| Allen || 16,470 || 33.0% || 33,000 || 67.0%\n|}",
        "2004 United States presidential election in Ohio",
    )
    assert not read_election_page(page, 1).area_results
