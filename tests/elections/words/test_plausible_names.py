"""A figure or a piece of markup in a name's place is nobody's name: the row is left to `cells`; coverage says so."""

from __future__ import annotations

import pytest

from pipeline.elections.reading import ElectionReading, read_election_page
from pipeline.elections.words.plausible_names import is_area_name, is_name
from pipeline.wikitext.page import read_page

TITLE = "2004 United States presidential election in Ohio"


def read(wikitext: str) -> ElectionReading:
    return read_election_page(read_page("==Results by county==\n" + wikitext, TITLE), 1)


@pytest.mark.parametrize(
    "text",
    [
        "62%",
        "54.64%",
        "2,681",
        "621",
        "[",
        "(Ralph Nader)]",
        "Salem|50.86%",
        "NJ|1|1st}}",
        "{{party shading/Rep",
        "scope=row Cheshire",
    ],
)
def test_no_names(text: str) -> None:
    assert not is_name(text)
    assert not is_area_name(text, "county")


@pytest.mark.parametrize("text", ["Ralph Nader", "50Plus", "Jimmy O'Dea (Fianna Fáil)", "Écolo", "Yes", "2nd ward"])
def test_names(text: str) -> None:
    assert is_name(text)


@pytest.mark.parametrize(("text", "kind"), [("4", "congressional_district"), ("12th", "ward"), ("3-1", "precinct")])
def test_areas_that_have_numbers(text: str, kind: str) -> None:
    assert is_area_name(text, kind)
    assert not is_area_name(text, "county")


def test_a_share_is_no_district() -> None:
    assert not is_area_name("14.9", "state_senate_district")


def test_a_row_without_its_name_is_not_read() -> None:
    reading = read(
        "{| class=wikitable\n! County !! Kerry !! % !! Bush !! %\n"
        "|-\n| Adams || 4,281 || 36.0% || 7,653 || 64.0%\n"
        "|-\n| 66.9% || 448,503 || 66.9% || 221,600 || 33.1%\n"
        "|-\n| [[Vinton County, Ohio|Vinton] || 2,651 || 45.0% || 3,249 || 55.0%\n|}"
    )
    assert [area.area for area in reading.areas] == ["Adams"]
    assert {result.area for result in reading.area_results} == {"Adams"}
    (layout,) = (met for met in reading.constructs if met.construct == "table_layout")
    assert "a figure or markup in the area's place: 2, 3" in layout.reason


def test_a_candidate_is_no_figure_and_no_markup() -> None:
    reading = read(
        "{| class=wikitable\n! Candidate !! Party !! Votes !! %\n"
        "|-\n| George W. Bush || Republican || 2,859,768 || 50.81%\n"
        "|-\n| John Kerry || Democratic || 2,741,167 || 48.71%\n"
        "|-\n| [Ralph Nader]] || Independent || 621 || 0.01%\n|}"
    )
    assert [line.candidate for line in reading.results] == ["George W. Bush", "John Kerry"]
    (layout,) = (met for met in reading.constructs if met.construct == "table_layout")
    assert "rows not read, whose cells are out of place: 3" in layout.reason
