"""Raised marks of notes are no part of figures and names; what MediaWiki shows stays in the cells."""

from __future__ import annotations

import pytest

from pipeline.elections.reading import read_election_page
from pipeline.elections.words.raised_marks import without_raised_marks
from pipeline.parse import parse_page
from pipeline.wikitext.page import read_page

TITLE = "2012 United States presidential election in Ohio"
COUNTIES = """== Results by county ==
{| class="wikitable"
! County !! [[Barack Obama|Obama]] !! Obama % !! [[Mitt Romney|Romney]] !! Romney %
|-
| [[Adams County, Ohio|Adams]]<sup>a</sup> || 4,131 || 37.71%<sup>1</sup> || 6,554 || 62.29%
|-
| [[Van Wert County, Ohio|Van Wert]]<sup>2</sup> || 546<sup>1</sup> || 40.00% || 819{{sup|3}} || 60.00%
|}
"""


def test_counties_with_notes() -> None:
    read = read_election_page(read_page(COUNTIES, TITLE), 1)
    assert [(r.area, r.votes, r.pct) for r in read.area_results] == [
        ("Adams", 4131, 37.71),
        ("Adams", 6554, 62.29),
        ("Van Wert", 546, 40.0),
        ("Van Wert", 819, 60.0),
    ]
    assert "546 1" not in (texts := {cell.text for cell in parse_page(COUNTIES, TITLE).cells}) and "5461" in texts


@pytest.mark.parametrize("text", ["1<sup>st</sup>", "km<sup>2</sup>", "4<sup>th</sup> district"])
def test_what_is_no_mark_stays(text: str) -> None:
    page = read_page(f"{{|\n| {text}\n|}}", "A page")
    assert without_raised_marks(page).tables[0].rows[0].cells[0].text == page.tables[0].rows[0].cells[0].text


def test_fields_of_a_box() -> None:
    box = (
        "{{Infobox election|election_name=A|country=B|nominee1=[[Ann Lee]]<sup>*</sup>|electoral_vote1=12<sup>2</sup>}}"
    )
    found = read_election_page(read_page(box, "2008 vote"), 1).candidates[0]
    assert (found.name, found.electoral_vote) == ("Ann Lee", 12)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("[[Van Wert County, Ohio|Van Wert]]<sup>2</sup>", "Van Wert"),
        ("30.79%<sup>1</sup>", "30.79%"),
        ("'''1,234<sup>a</sup>'''", "1,234"),
        ("11<sup>[[#Notes|b]]</sup>", "11"),
        ("John Kerry{{sup|[3]}}<br />Democratic", "John Kerry Democratic"),
        ("54.1%<sup>1, 2</sup>", "54.1%"),
        ("Ward 4<sup>*</sup> (part)", "Ward 4 (part)"),
        ("CO<sup>2</sup> tax", "CO2 tax"),
        ("12 km<sup>2</sup>", "12 km2"),
        ("M<sup>[2]</sup>", "M"),  # the Moderates, no square metres
        ("M<sup>a</sup>", "M"),
        ("4<sup>th</sup>", "4th"),
        ("1<sup>st</sup> district", "1st district"),
        ("<sup>1</sup>", "1"),
        ("x<sup>note</sup>", "xnote"),
    ],
)
def test_raised_marks(markup: str, text: str) -> None:
    page = read_page("{|\n| " + markup + "\n|}")
    assert without_raised_marks(page).tables[0].rows[0].cells[0].text == text
