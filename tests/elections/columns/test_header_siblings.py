"""Header words that only what stands beside them settles."""

from __future__ import annotations

import pytest

from pipeline.elections.columns.header_siblings import party_letters, years_below
from pipeline.elections.kinds.parting import view_of
from pipeline.elections.kinds.view import TableView
from pipeline.wikitext.page import read_page


def view(*header: str) -> TableView:
    """The view of a table under these header rows, on a page of 2019."""
    rows = "\n|-\n".join([*header, "| Adams || 5 || 6 || 7 || 8"])
    page = read_page(f"{{|\n|-\n{rows}\n|}}", "2019 Example election")
    return view_of(page.tables[0], page)


@pytest.mark.parametrize(
    ("header", "is_party"),
    [("! Area !! A !! V !! O !! B", True), ("! Candidate !! V !! %", False), ("! Area !! SD !! V !! Total", False)],
)
def test_v_is_a_party_among_other_letters_and_else_votes(header: str, is_party: bool) -> None:
    assert ("v" in party_letters(view(header).columns)) is is_party


@pytest.mark.parametrize(
    ("years", "own"),
    [("! 2015 !! 2019 !! 2015 !! 2019", "2019"), ("! 2019 !! 2019 !! % !! %", ""), ("! 2011 !! 2015 !! % !! %", "")],
)
def test_the_year_of_the_page_is_told_beside_another(years: str, own: str) -> None:
    header = "! rowspan=2 | Area !! colspan=2 | Rose Party !! colspan=2 | Fern Party"
    assert years_below(view(header, years)) == own
