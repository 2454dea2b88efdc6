"""Names of states, counties and districts, above all those that could mean two places."""

from __future__ import annotations

import pytest

from pipeline.elections.words.places import Place, county_place, district_place, name_keys, state_code, state_place


def geoid(place: Place | None) -> str | None:
    return place.geoid if place else None


@pytest.mark.parametrize(
    ("name", "code", "link", "year", "expected"),
    [
        ("Essex", "MA", "Essex County, Massachusetts", 2004, "25009"),
        ("Essex", "MA", None, 2004, "25009"),
        ("Orleans", "LA", None, 2000, "22071"),
        ("Lewis & Clark", "MT", None, 2000, "30049"),
        ("Adams Co.", "OH", None, 1952, "39001"),
        ("De Soto", "LA", "DeSoto Parish, Louisiana", 2000, "22031"),
        ("De Kalb", "GA", None, 2000, "13089"),
        ("La Salle", "IL", None, 2000, "17099"),
        ("St. Mary's", "MD", "Saint Mary's County, Maryland", 1824, "24037"),
        ("Doña Ana", "NM", None, 2000, "35013"),
        ("Dona Ana", "NM", None, 2000, "35013"),
        ("Prince George's", "MD", None, 2000, "24033"),
        ("Dukes", "MA", "Dukes County, Massachusetts", 2004, "25007"),
        ("Carson City", "NV", None, 2004, "32510"),
        ("James City", "VA", None, 2004, "51095"),
        ("Charles City", "VA", None, 2004, "51036"),
        ("Anchorage", "AK", None, 2008, "02020"),
        ("Juneau", "AK", "Juneau, Alaska", 2008, "02110"),
        ("Manhattan", "NY", "Manhattan", 2020, "36061"),
        # county or independent city
        ("Richmond", "VA", None, 2004, None),
        ("Richmond", "VA", "Richmond, Virginia", 2004, "51760"),
        ("Richmond", "VA", "Richmond County, Virginia", 2004, "51159"),
        ("Richmond City", "VA", None, 2004, "51760"),
        ("City of Fairfax", "VA", None, 2004, "51600"),
        ("Alexandria (city)", "VA", None, 2004, "51510"),
        ("St. Louis", "MO", None, 2004, None),
        ("St. Louis", "MO", "St. Louis", 2004, "29510"),
        ("St. Louis County", "MO", None, 2004, "29189"),
        ("Baltimore", "MD", "Baltimore", 2004, "24510"),
        ("Bedford", "VA", None, 2008, None),
        ("Bedford", "VA", None, 2016, "51019"),  # the city became a town in 2013
        # renamed, and gone
        ("Shannon", "SD", None, 2012, "46113"),
        ("Oglala Lakota", "SD", None, 2016, "46102"),
        ("Dade", "FL", None, 1992, "12025"),
        ("Miami-Dade", "FL", None, 2004, "12086"),
        ("Fairfield", "CT", None, 2024, "09001"),
        # no county at all
        ("Kansas City", "MO", "Kansas City, Missouri", 2004, None),
        ("Essex", "MA", "Essex County, New Jersey", 2004, None),
        ("Atlantis", "MA", None, 2004, None),
        ("Essex", None, None, 2004, None),
    ],
)
def test_county(name: str, code: str | None, link: str | None, year: int, expected: str | None) -> None:
    assert geoid(county_place(name, code=code, link=link, year=year)) == expected


def test_the_other_rows_tell_a_county_from_its_city() -> None:
    rows = name_keys(["Franklin", "Franklin City", "Roanoke", "Roanoke County"])
    assert geoid(county_place("Franklin", code="VA", others=rows)) == "51067"
    assert geoid(county_place("Roanoke", code="VA", others=rows)) == "51770"


def test_ocd_ids() -> None:
    assert county_place("Essex", code="MA") == Place("25009", "ocd-division/country:us/state:ma/county:essex")
    assert county_place("Acadia", code="LA") == Place("22001", "ocd-division/country:us/state:la/parish:acadia")
    assert state_place("DC") == Place("11", "ocd-division/country:us/district:dc")
    assert district_place("MA", 4) == Place("2504", "ocd-division/country:us/state:ma/cd:4")
    assert district_place("WY", "at-large") == Place("5600", "ocd-division/country:us/state:wy/cd:at-large")


@pytest.mark.parametrize(("code", "number"), [("MA", 21), ("MA", 0), ("WY", 2), ("ZZ", 1), ("MA", "fourth")])
def test_a_district_that_never_was(code: str, number: int | str) -> None:
    assert district_place(code, number) is None


def test_state_codes() -> None:
    words = ["Massachusetts", "Mass.", "MA", "District of Columbia", "Georgia (U.S. state)", "State of Ohio"]
    assert [state_code(word) for word in words] == ["MA", "MA", "MA", "DC", "GA", "OH"]
    assert state_code("Bavaria") is None
    assert state_code(None) is None
