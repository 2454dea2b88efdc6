"""Tables that look like results and are none: nothing may be read from them as votes."""

from __future__ import annotations

import pytest

from pipeline.elections.reading import read_election_page
from pipeline.wikitext.page import read_page

BY_COUNTY = """{| class="wikitable"
! County !! Democratic !! Republican !! Total
|-
| [[Essex County, Ohio|Essex]] || 12,345 || 23,456 || 35,801
|-
| Wayne || 22,345 || 13,456 || 35,801
|}"""
BY_YEAR = """{| class="wikitable"
|+ Presidential election results
! Year !! [[Democratic Party (United States)|Democratic]] !! [[Republican Party (United States)|Republican]]
|-
| 2016 || 21.88% ''55,973'' || '''68.17%''' ''174,419''
|-
| 2012 || 27.82% ''69,286'' || '''68.64%''' ''170,962''
|}"""
MEMBERS = """{| class="wikitable"
! colspan="2" | Election !! Member !! Party
|-
| style="background:blue" | || [[1885 United Kingdom general election|1885]] || William Beadel || Conservative
|-
| style="background:blue" | || 1900 || Carne Rasch || Conservative
|}"""
FUNDRAISING = """{| class="wikitable"
! Candidate (party) !! Raised !! Spent !! Cash on hand
|-
| John Doe (D) || $1,234,567 || $1,000,000 || $234,567
|}"""
EXIT_POLL = """{| class="wikitable"
! Demographic subgroup !! Kerry !! Bush !! % of total vote
|-
| Men || 44 || 55 || 46
|-
| Women || 51 || 48 || 54
|}"""
COMPOSITION = (
    "{|\n" + "\n|-\n".join(" ".join(f"\n| D<sub>{n}</sub>" for n in range(r, r + 10)) for r in (1, 11, 21)) + "\n|}"
)


@pytest.mark.parametrize(
    ("title", "heading", "table", "kind"),
    [
        (
            "2004 United States presidential election in Ohio",
            "Voter registration",
            BY_COUNTY,
            "seats|registration|unknown",
        ),
        ("2004 United States presidential election in Ohio", "Early voting by county", BY_COUNTY, "early_voting"),
        ("Pandemic in Ohio", "Cases by county", BY_COUNTY, "unknown"),
        ("2016 United States presidential election in Wyoming", "History", BY_YEAR, "history"),
        ("Chelmsford (UK Parliament constituency)", "Members of Parliament", MEMBERS, "members"),
        ("2022 United States Senate election in Ohio", "Fundraising", FUNDRAISING, "fundraising"),
        ("2004 United States presidential election in Ohio", "Voter demographics", EXIT_POLL, "demographics"),
        ("1956 United States Senate elections", "Change in composition", COMPOSITION, "composition"),
    ],
)
def test_no_votes_are_read(title: str, heading: str, table: str, kind: str) -> None:
    reading = read_election_page(read_page(f"=={heading}==\n{table}\n", title), 1)
    assert reading.recognitions[0].kind in kind.split("|")
    assert reading.recognitions[0].reason
    assert not [line for line in reading.results if line.votes or line.pct]
    assert not reading.area_results
    assert not reading.areas


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        ("==Previous result by county==\n===2008===\n", "history"),
        ("==Results by county==\n===2008 results===\n", "history"),
        ("==Results==\n===2012 results by county===\n", "areas"),
        ("==Results==\n===2013 recount by county===\n", "areas"),
    ],
)
def test_counties_of_an_election_before_the_pages(headings: str, kind: str) -> None:
    table = (
        "{| class=wikitable\n! County !! Obama !! McCain\n|-\n| Adams || 4,170 || 6,914\n|-\n| Allen || 522 || 900\n|}"
    )
    reading = read_election_page(read_page(headings + table, "2012 United States presidential election in Ohio"), 1)
    assert [found.kind for found in reading.recognitions] == [kind]
    assert bool(reading.areas) == (kind == "areas")


def test_a_partys_column_is_that_of_its_one_candidate_on_the_page() -> None:
    page = read_page(
        "==Results==\n{|\n! Party !! Candidate !! Votes !! %\n|-\n| Green || Ralph Nader || 9 || 9%\n"
        "|-\n| Republican || [[George W. Bush]] || 91 || 91%\n|}\n===By county===\n{| class=wikitable\n"
        "! County !! Republican !! Green\n|-\n| York || 3,100 || 300\n|-\n| Waldo || 6,000 || 600\n|}",
        "2000 United States presidential election in Maine",
    )
    people = [(r.candidate, r.party) for r in read_election_page(page, 1).area_results[:2]]
    assert people == [("George W. Bush", "Republican"), ("Ralph Nader", "Green")]
