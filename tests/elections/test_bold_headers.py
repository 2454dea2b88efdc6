"""Headers in ordinary bold cells are read as headers; bold rows that head nothing stay what they are."""

from __future__ import annotations

import pytest

from pipeline.elections.bold_headers import with_bold_headers
from pipeline.wikitext.page import read_page


def header_rows(*rows: str) -> list[int]:
    """The rows of a table whose cells are all headers, blank ones too, once bold headers count."""
    table = "{| class=wikitable\n|-\n" + "\n|-\n".join(rows) + "\n|}"
    (found,) = with_bold_headers(read_page(table)).tables
    return [number for number, row in enumerate(found.rows) if all(cell.is_header for cell in row.cells)]


BODY = ("| Adams || 1,200 || 60.0", "| Ashe || 800 || 40.0")


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        (["| '''County''' || '''Votes''' || '''%'''"], [0]),
        (["| '''Polling firm''' || '''Kerry''' || '''Bush'''"], [0]),
        (["| || '''Harrison''' || '''Cleveland'''"], [0]),  # the corner is empty
        (["| rowspan=2 | '''County''' || colspan=2 | '''Kerry'''", "| '''#''' || '''%'''"], [0, 1]),
        (["! rowspan=2 | County !! colspan=2 | Kerry", "| '''#''' || '''%'''"], [0, 1]),
        (["! colspan=3 | First round", "| '''Candidate''' || '''Votes''' || '''%'''"], [0, 1]),  # below a title
        # wide cells stand over others, with or without blanks beside them
        (["! colspan=2 | Spring !! Autumn", "| '''Votes''' || '''%''' || '''Votes'''"], [0]),
        (["! colspan=2 | Spring !! colspan=2 | Autumn", "| '''Votes''' || '''%''' || '''Votes''' || '''%'''"], [0, 1]),
        (["| || ||", "| '''County''' || '''Votes''' || '''%'''"], [1]),  # below a row of blanks
        (["| rowspan=2 | '''Pollster''' || '''A''' || '''B'''", "| style=x | || style=y |"], [0, 1]),  # colours
    ],
)
def test_bold_rows_at_the_top_are_headers(header: list[str], rows: list[int]) -> None:
    assert header_rows(*header, *BODY) == rows


@pytest.mark.parametrize(
    "rows",
    [
        ["| '''Adams''' || '''1,200''' || '''60.0'''", *BODY],  # the winner of a list without header
        ["| '''Ann Lee''' || '''Whig''' || '''unopposed'''", *BODY],  # no word that heads a column
        ["| '''County''' || Votes || %", *BODY],  # not all of it
        ["| '''Votes''' || ||", *BODY],  # one word alone
        ["| '''County''' || '''Votes''' || '''%'''"],  # nothing below
    ],
)
def test_other_bold_rows_are_none(rows: list[str]) -> None:
    assert header_rows(*rows) == []


def test_bold_rows_below_a_header_are_rows() -> None:
    assert header_rows("! Office !! Holder !! Party", "| '''Governor''' || '''Ann Lee''' || '''Whig'''", *BODY) == [0]


def test_winners_in_bold_below_a_wide_header_are_rows() -> None:
    acclaimed = "| || '''Labour''' || '''Ann Lee''' || '''acclaimed'''"
    assert header_rows("! colspan=2 | Party !! Candidate !! Votes", acclaimed, acclaimed.replace("Lee", "Roe")) == [0]
    bold = "| || '''Party''' || '''Candidate''' || '''Votes'''"
    assert header_rows(bold, acclaimed, acclaimed.replace("Lee", "Roe"), "| || Whig || Cy Poe || 12") == [0]


def test_a_page_without_bold_headers_is_the_same_page() -> None:
    page = read_page("{| class=wikitable\n! County !! Votes\n|-\n| Adams || 12\n|}")
    assert with_bold_headers(page) is page
