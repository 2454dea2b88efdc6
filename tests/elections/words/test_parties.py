"""Parties by title, short name, letter and country."""

from __future__ import annotations

import pytest

from pipeline.elections.words.parties import find_party, party_letter, short_party


@pytest.mark.parametrize(
    ("name", "country", "short", "letter"),
    [
        ("Republican Party (United States)", None, "Republican", "R"),
        ("Democrat", "United States", "Democratic", "D"),
        ("GOP", "United States", "Republican", "R"),
        ("California Democratic Party", None, "Democratic", "D"),
        ("Democratic Party of Oregon", None, "Democratic", "D"),
        ("District of Columbia Republican Party", None, "Republican", "R"),
        ("Labour Party (UK)", None, "Labour", None),
        ("Con", "United Kingdom", "Conservative", None),
        ("Liberal", "Canada", "Liberal", None),
        ("BJP", "India", "BJP", None),
    ],
)
def test_known_parties(name: str, country: str | None, short: str, letter: str | None) -> None:
    party = find_party(name, country)
    assert party is not None
    assert party.short == short
    assert party_letter(name, country) == letter


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Liberal", None),
        ("D", None),
        ("Christian Democratic Party", "Norway"),
        ("Christian Democratic Party", None),
        ("", None),
    ],
)
def test_a_short_name_needs_its_country(name: str, country: str | None) -> None:
    assert find_party(name, country) is None


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Free Soil Party", "Free Soil"),
        ("Republican Party (U.S.)", "Republican"),
        ("Labour Party (United Kingdom)", "Labour"),
        ("Some Party (Norway)", "Some"),
        ("Libertarian Party of Ohio", "Libertarian"),
        ("Independent politician", "Independent"),
        ("Sinn Féin", "Sinn Féin"),
    ],
)
def test_titles_are_shortened(title: str, short: str) -> None:
    assert short_party(title) == short
