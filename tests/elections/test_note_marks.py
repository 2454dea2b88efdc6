"""Raised note marks behind names and figures are no part of them; units and ordinals keep what is raised."""

from __future__ import annotations

import pytest

from pipeline.elections.note_marks import without_note_marks
from pipeline.elections.reading import read_election_page
from pipeline.wikitext.page import read_page


def read_one(markup: str) -> str:
    source = "{|\n| " + markup + "\n|}"
    return without_note_marks(read_page(source).tables[0], source).rows[0].cells[0].text


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
        ("4<sup>th</sup>", "4th"),
        ("1<sup>st</sup> district", "1st district"),
        ("<sup>1</sup>", "1"),
        ("x<sup>note</sup>", "xnote"),
    ],
)
def test_raised_marks(markup: str, text: str) -> None:
    assert read_one(markup) == text


def test_a_table_without_them_is_the_same() -> None:
    source = "{|\n| a || 1\n|}"
    table = read_page(source).tables[0]
    assert without_note_marks(table, source) is table


def test_areas_and_figures_behind_which_marks_stand() -> None:
    page = read_page(
        "===By county===\n{| class=wikitable\n! County !! Kerry<sup>a</sup> !! % !! Bush !! %\n|-\n"
        "| Adams<sup>1</sup> || 1,200 || 40.0%<sup>2</sup> || 1,800 || 60.0%\n|-\n"
        "| rowspan=1 | Allen || 2,000<sup>2</sup> || 50.0% || 2,000 || 50.0%\n|}",
        "2004 United States presidential election in Ohio",
    )
    results = read_election_page(page, 1).area_results
    assert [(r.area, r.candidate, r.votes, r.pct) for r in results] == [
        ("Adams", "Kerry", 1200, 40.0),
        ("Adams", "Bush", 1800, 60.0),
        ("Allen", "Kerry", 2000, 50.0),
        ("Allen", "Bush", 2000, 50.0),
    ]
