"""What stands in an area's place and is none; no county or state of the United States is taken for such words."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import pipeline.elections
from pipeline.elections.areas.rows import is_no_area, is_total_area
from pipeline.elections.reading import read_election_page
from pipeline.wikitext.page import read_page

DATA = Path(pipeline.elections.__file__).parent / "data"
PAGE = """{{{{Infobox election | nominee1 = [[Ann Lee]] | party1 = Republican Party (United States)
| nominee2 = [[Bob Ray]] | party2 = Democratic Party (United States) }}}}
== Results by county ==
{{| class="wikitable"
! rowspan=2 | County !! colspan=2 | Ann Lee !! colspan=2 | Bob Ray
|-
! # !! % !! # !! %
|-
| Appling || 4,494 || 70.6% || 1,848 || 29.0%
|-
| Bacon || 3,000 || 75.0% || 1,000 || 25.0%
|-
| Baker || 700 || 46.7% || 800 || 53.3%
|-
| {last} || {lee} || 62.4% || 3,648 || 37.6%
|}}"""


@pytest.mark.parametrize("words", ["Totals (official)", "Certified total", "Grand total:", "All", "Celkem", "Ogółem"])
def test_the_whole(words: str) -> None:
    assert is_total_area(words)


@pytest.mark.parametrize(
    "words",
    [
        "Percentage",
        "% of total",
        "Margin",
        "2000 results",
        "Counties carried",
        "Source: the state",
        "Republican hold",
        "State",
        "Provinces",
        "City/Town",
        "City or town",
        "Constituency",
    ],
)
def test_no_areas(words: str) -> None:
    assert is_no_area(words)


def test_no_county_is_taken_for_a_row_of_figures() -> None:
    lines = [line for line in (DATA / "counties.csv").read_text("utf-8").splitlines() if not line.startswith("#")]
    names = {name for row in csv.DictReader(lines) for name in row.values() if name and not name[0].isdigit()}
    names |= {name.removesuffix(" County").removesuffix(" Parish") for name in names}
    assert len(names) > 3000
    assert not [name for name in names if is_no_area(name) or is_total_area(name)]


@pytest.mark.parametrize(("last", "lee", "is_total"), [("Gwinnett", "8,194", True), ("Gwinnett", "8,195", False)])
def test_a_last_row_is_the_total_where_it_adds_up(last: str, lee: str, is_total: bool) -> None:
    page = read_page(PAGE.format(last=last, lee=lee), "2004 United States presidential election in Georgia")
    *_, row = read_election_page(page, 1).areas
    assert (row.area, row.is_total) == (last, is_total)


def test_a_row_of_percentages_is_no_county() -> None:
    page = read_page(PAGE.format(last="Percent", lee="8,194"), "2004 United States presidential election in Georgia")
    assert [area.area for area in read_election_page(page, 1).areas] == ["Appling", "Bacon", "Baker"]


@pytest.mark.parametrize(
    ("title", "last", "votes", "is_total"),
    [
        ("2019 Belgian federal election", "Belgium", "9,150", True),
        ("2019 Belgian federal election", "Luxembourg", "150", False),
        ("2020 United States presidential election", "Georgia", "9,150", False),
    ],
)
def test_a_country_at_the_end_is_the_total_abroad_if_it_outweighs_all(
    title: str, last: str, votes: str, is_total: bool
) -> None:
    kind = "State" if last == "Georgia" else "Province"
    rows = "".join(
        f"|-\n| {name} || {n:,} || 900\n" for name, n in (("Antwerp", 4000), ("Namur", 3000), ("Liège", 2000))
    )
    table = f"{{|\n! {kind} !! Ann Lee !! Bob Ray\n{rows}|-\n| {last} || {votes} || 950\n|}}"
    page = read_page(f"== Results by {kind.lower()} ==\n{table}", title)
    *_, row = read_election_page(page, 1).areas
    assert (row.area, row.is_total) == (last, is_total)
