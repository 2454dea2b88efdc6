"""Where a table's header ends and its body begins, told by the rows alone."""

from __future__ import annotations

import pytest

from pipeline.elections.bold_headers import with_bold_headers
from pipeline.elections.kinds.parting import view_of
from pipeline.elections.kinds.view import TableView
from pipeline.wikitext.page import read_page

BODY = ("| Adams || 1,200 || 60.0", "| Ashe || 800 || 40.0")


def view(*rows: str) -> TableView:
    """The view of a table of these rows."""
    page = with_bold_headers(read_page("{| class=wikitable\n|-\n" + "\n|-\n".join(rows) + "\n|}", "2004 Example"))
    return view_of(page.tables[0], page)


@pytest.mark.parametrize(
    ("rows", "header"),
    [
        (["! County !! Votes !! %", *BODY], (0,)),
        (["| County || Votes || %", *BODY], (0,)),  # ordinary cells, two words that head columns
        (["| || ||", "| '''County''' || '''Lee''' || '''Roe'''", *BODY], (1,)),  # bold, below a row of blanks
        (["! rowspan=2 | County !! colspan=2 | Lee", "! Votes !! 25%", *BODY], (0, 1)),
        # figures alone are those of a county whose name reaches down
        (["! rowspan=2 | County !! colspan=2 | Lee", "! 1,200 !! 25%", *BODY], (0,)),
        # two such words among many others are a list's first row
        (["| City || Ward || " + " || ".join(f"Ann L{letter}" for letter in "abcdef"), *BODY], ()),
    ],
)
def test_header_rows(rows: list[str], header: tuple[int, ...]) -> None:
    assert view(*rows).header_rows == header


def test_a_header_that_is_said_again_is_no_row_of_the_body() -> None:
    again = view("! County !! Votes !! %", BODY[0], "| County || Votes || %", BODY[1])
    assert [number for number, _ in again.body] == [1, 3]
    other = view("! County !! Votes !! %", BODY[0], "| County || 5 || 1.0", BODY[1])
    assert [number for number, _ in other.body] == [1, 2, 3]
