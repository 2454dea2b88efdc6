"""Short names resolved to the page's people, and what a title says of state, country and year."""

from __future__ import annotations

import pytest

from pipeline.elections.context import country_of, read_context, state_of, year_of
from pipeline.wikitext.page import read_page

BOX = """{{Infobox election
| nominee1 = [[John Kerry]] | party1 = Democratic Party (United States)
| nominee2 = [[George W. Bush]] | party2 = Republican Party (United States)
}}
{{Election box begin no change|title=Results}}
{{Election box candidate with party link no change|party=Y|candidate=Ralph Nader (write-in)|votes=5|percentage=1}}
{{Election box candidate with party link no change|party=X|candidate=Ann Lee|votes=5|percentage=1}}
{{Election box candidate with party link no change|party=X|candidate=Bo Lee|votes=5|percentage=1}}
{{Election box end}}
"""
CONTEXT = read_context(read_page(BOX, "2004 United States presidential election in Massachusetts"), 1)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Kerry", "John Kerry"),
        ("Kerry%", "John Kerry"),
        ("KERRY #", "John Kerry"),
        ("J. Kerry", "John Kerry"),
        ("J.Kerry", "John Kerry"),
        ("Sen. John Kerry", "John Kerry"),
        ("John Kerry (D)", "John Kerry"),
        ("George Bush", "George W. Bush"),
        ("G. W. Bush", "George W. Bush"),
        ("Bush", "George W. Bush"),
        ("Nader", "Ralph Nader"),
        ("Bo Lee", "Bo Lee"),
        ("Lee", None),
        ("John", None),
        ("Jeb Bush", None),
        ("Teresa Heinz Kerry", None),
        ("Kerry Smith", None),
        ("", None),
        ("%", None),
    ],
)
def test_resolution(words: str, name: str | None) -> None:
    person = CONTEXT.resolve_candidate(words)
    assert (person.name if person else None) == name


def test_two_of_one_surname_are_nobody() -> None:
    box = "{{Infobox election | nominee1 = George H. W. Bush | nominee2 = Jeb Bush }}"
    context = read_context(read_page(box, "x"), 1)
    assert context.resolve_candidate("Bush") is None
    assert context.resolve_candidate("George Bush") is not None


def test_a_party_has_its_candidate() -> None:
    person = CONTEXT.candidate_of_party("Democrat")
    assert person is not None
    assert person.name == "John Kerry"
    assert CONTEXT.candidate_of_party("Libertarian") is None


@pytest.mark.parametrize(
    ("title", "state"),
    [
        ("2004 United States presidential election in West Virginia", "West Virginia"),
        ("2018 Georgia gubernatorial election", "Georgia"),
        ("2018 Georgian presidential election", None),
        ("2016 United States presidential election in Washington, D.C.", "District of Columbia"),
        ("2016 United States presidential election in Washington (state)", "Washington"),
        ("2020 United States Senate elections", None),
        ("1973 South Australian state election", None),
        ("Compact between Ohio and Indiana", None),
    ],
)
def test_state(title: str, state: str | None) -> None:
    assert state_of(title) == state


def test_country_and_year() -> None:
    assert CONTEXT.country == "United States"
    assert CONTEXT.year == 2004
    assert country_of("Chelmsford (UK Parliament constituency)") == "United Kingdom"
    assert country_of("2014 Bolivian general election") is None
    assert year_of("2014 election") == 2014
    assert year_of("1918–1920 elections") is None


@pytest.mark.parametrize(
    ("fields", "country"),
    [
        ("| country = United States", "United States"),
        ("| country = Boston | party1 = Democratic Party (United States)", "United States"),
        ("| country = Leeds | party1 = Labour Party (UK) | party2 = Conservative Party (UK)", "United Kingdom"),
        ("| party1 = Labour Party (UK) | party2 = Liberal Party of Canada", None),
        ("| party1 = Independent", None),
    ],
)
def test_country_of_a_title_that_names_none(fields: str, country: str | None) -> None:
    box = f"{{{{Infobox election | nominee1 = [[A]] | nominee2 = [[B]] {fields} }}}}"
    assert read_context(read_page(box, "2013 Springfield mayoral election"), 1).country == country
