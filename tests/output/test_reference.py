"""The lists that join: states with their codes, names of parties."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from output.reference import PARTY_NAMES, parties, party_names_csv, states
from pipeline.elections.words.parties import find_party

LIST = Path(__file__).resolve().parents[3] / "shared" / "truth" / "ref" / "ocd_us_states.csv"


def test_fifty_states_and_the_district_have_four_identifiers_each():
    rows = states()
    assert len(rows) == 51
    for column in zip(*rows, strict=True):
        assert None not in column
        assert len(set(column)) == 51
    assert ("DC", "District of Columbia", "11", "ocd-division/country:us/district:dc") in rows
    assert ("MA", "Massachusetts", "25", "ocd-division/country:us/state:ma") in rows


@pytest.mark.shared
def test_ocd_ids_are_those_of_the_official_list():
    if not LIST.is_file():
        pytest.skip("../shared/truth/ref is not there")
    with LIST.open(encoding="utf-8", newline="") as lines:
        official = {value for row in csv.reader(lines) for value in row if value.startswith("ocd-division/")}
    assert {row[3] for row in states()} <= official


def test_every_name_leads_to_the_party_that_parsing_finds():
    rows = parties()
    assert len({(country, name) for country, name, *_ in rows}) == len(rows)
    for country, name, short, article, _ in rows:
        found = find_party(name, country)
        assert found is not None
        if found.country == country:
            assert (found.short, found.article) == (short, article), name
    assert ("United States", "GOP", "Republican", "Republican Party (United States)", "R") in rows


def test_the_alias_file_is_csv_with_a_header():
    lines = list(csv.reader(party_names_csv().splitlines()))
    assert tuple(lines[0]) == PARTY_NAMES
    assert len(lines) == 1 + len(parties())
