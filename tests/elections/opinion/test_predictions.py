"""Ratings in templates and in words, in tables of several shapes and in lists."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.elections.context import PageContext, read_context
from pipeline.elections.opinion.ratings import read_words
from pipeline.elections.reading import ElectionReading, read_election_page
from pipeline.wikitext.page import read_page

TITLE = "2008 United States presidential election in Testland"
BOX = """{{Infobox election
| election_date = November 4, 2008
| nominee1 = [[John McCain]] | party1 = [[Republican Party (United States)|Republican]]
| nominee2 = [[Barack Obama]] | party2 = Democratic Party (United States)
}}
"""


def context() -> PageContext:
    return read_context(read_page(BOX, TITLE), 1)


def read(wikitext: str) -> ElectionReading:
    return read_election_page(read_page(BOX + wikitext, TITLE), 1)


@pytest.mark.parametrize(
    ("words", "level", "party", "is_flip"),
    [
        ("Solid Obama", "Solid", "D", False),
        ("Leaning McCain", "Lean", "R", False),
        ("Lean R (flip)", "Lean", "R", True),
        ("Safe Republican", "Safe", "R", False),
        ("Likely Dem.", "Likely", "D", False),
        ("Tilt D", "Tilt", "D", False),
        ("Lean D +3", "Lean", "D", False),
        ("Solid D (>99%)", "Solid", "D", False),
        ("Safe Democratic hold", "Safe", "D", False),
        ("Toss-Up", "Tossup", None, False),
        ("Toss up", "Tossup", None, False),
        ("Tossup", "Tossup", None, False),
        ("Obama", None, "D", False),
        ("Republican", None, "R", False),
    ],
)
def test_words(words: str, level: str | None, party: str | None, is_flip: bool) -> None:
    rating = read_words(words, context())
    assert rating is not None
    assert (rating.words, rating.level, rating.party, rating.is_flip) == (words, level, party, is_flip)


@pytest.mark.parametrize("words", ["Battleground", "Very likely R", "Lean Smith", "Solid or Likely D", "", "46%", "—"])
def test_words_that_are_not_understood(words: str) -> None:
    assert read_words(words, context()) is None


def test_a_surname_that_is_a_party_too_is_neither() -> None:
    box = "{{Infobox election | nominee1 = Mark Green | party1 = Republican Party (United States) }}"
    page = read_context(read_page(box, "2022 United States Senate election in Ohio"), 1)
    assert read_words("Lean Green", page) is None


def test_a_row_per_source() -> None:
    found = read(
        """== Predictions ==
{| class="wikitable"
! Source !! Ranking !! As of
|-
| ''[[The Cook Political Report]]''<ref>x</ref> || {{USRaceRating|Tilt|D|flip}} || October 4, 2008
|-
|align=left|[[CNN]]||{{USRaceRating|Tossup}}||{{dts|2008|10|31}}
|-
| Rasmussen || Swing state || Nov 1
|-
| Newsweek || — || —
|}"""
    )
    assert [p[2:] for p in found.predictions] == [
        (1, 1, "The Cook Political Report", "Tilt D (flip)", "Tilt", "D", True, date(2008, 10, 4)),
        (1, 2, "CNN", "Tossup", "Tossup", None, False, date(2008, 10, 31)),
        (1, 3, "Rasmussen", "Swing state", None, None, None, date(2008, 11, 1)),
    ]
    assert found.recognitions[0].kind == "predictions"


def test_sources_as_columns() -> None:
    found = read(
        """{| class="wikitable"
! Cook<br />October 4, 2008 !! Rothenberg
|-
| {{USRaceRating|Likely|D}} || {{USRaceRating|Lean|R|Flip}}
|}"""
    )
    assert [(p.rating_level, p.rating_party, p.is_flip) for p in found.predictions] == [
        ("Likely", "D", False),
        ("Lean", "R", True),
    ]


def test_ratings_of_many_districts_are_of_an_election_each() -> None:
    found = read(
        """{| class="wikitable"
! District !! Cook !! Rothenberg
|-
| 1 || {{USRaceRating|Safe|D}} || {{USRaceRating|Safe|D}}
|-
| 2 || {{USRaceRating|Safe|R}} ||
|}"""
    )
    page = "2008 United States presidential election in Testland"
    assert [(p.election_id, p.source, p.rating) for p in found.predictions] == [
        (f"{page}#District 1", "Cook", "Safe D"),
        (f"{page}#District 1", "Rothenberg", "Safe D"),
        (f"{page}#District 2", "Cook", "Safe R"),
    ]
    assert found.recognitions[0].kind == "predictions_by_area"


def test_a_list_has_no_table() -> None:
    found = read(
        """=== Predictions ===
There were three who made predictions:
# D.C. Political Report: Republican<ref>x</ref>
# [[CNN]]: Toss-Up
* [[NPR]]: Leaning McCain
* Nobody knows
== See also ==
* [[CNN]]: Toss-Up
"""
    )
    assert [(p.table_no, p.row_no, p.source, p.rating, p.rating_level, p.rating_party) for p in found.predictions] == [
        (0, 1, "D.C. Political Report", "Republican", None, "R"),
        (0, 2, "CNN", "Toss-Up", "Tossup", None),
        (0, 3, "NPR", "Leaning McCain", "Lean", "R"),
    ]


def test_two_columns_of_ratings_keep_their_source() -> None:
    found = read(
        """{| class="wikitable"
! rowspan=2|Source !! colspan=2|Rating
|-
! Before the debate !! Final
|-
| Cook || {{USRaceRating|Solid|D}} || {{USRaceRating|Safe|D}}
|}"""
    )
    assert [(p.source, p.rating_level) for p in found.predictions] == [
        ("Cook (Before the debate)", "Solid"),
        ("Cook (Final)", "Safe"),
    ]


MODERN = """== Predictions ==
{| class="wikitable"
! Source !! Ranking !! As of
|-
| Cook || {{no result|Lean D}} || {{start date|2024|11|2}}
|-
| Inside || Lean Republican (gain) || Nov. 3, 2024
|-
| Split || {{USRaceRating|Lean|Republican}} || November 4, 2024
|-
| Strange || {{strange rating|D}} || November 4, 2024
|-
| Chance || Harris 52% || November 4, 2024
|-
| Slashed || {{USRaceRating|Tossup}} || 11/5/2024
|-
| Undated || {{USRaceRating|Tossup}}
|-
| Unrated || November 4, 2024
|}
"""


def test_cells_of_odd_templates_and_words() -> None:
    page = read_page(MODERN, "2024 United States presidential election in Ohio")
    found = read_election_page(page, 1).predictions
    assert [(p.source, p.rating_level, p.rating_party, p.is_flip, p.as_of and p.as_of.day) for p in found] == [
        ("Cook", "Lean", "D", False, 2),
        ("Inside", "Lean", "R", True, 3),
        ("Split", "Lean", "R", False, 4),
        ("Strange", None, None, None, 4),
        ("Chance", None, None, None, 4),
        ("Slashed", "Tossup", None, False, 5),
        ("Undated", "Tossup", None, False, None),
    ]


def test_ratings_below_their_days() -> None:
    table = (
        "== Predictions ==\n"
        '{| class="wikitable"\n! Source !! Nov 1, 2024 !! Nov 5, 2024\n|-\n'
        "| CNN: || {{USRaceRating|Lean|D}} || {{USRaceRating|Tossup}}\n|}\n"
    )
    page = read_page(table, "2024 United States presidential election in Ohio")
    found = read_election_page(page, 1).predictions
    assert [(p.source, p.rating_level, p.as_of) for p in found] == [
        ("CNN (Nov 1, 2024)", "Lean", date(2024, 11, 1)),
        ("CNN (Nov 5, 2024)", "Tossup", date(2024, 11, 5)),
    ]
