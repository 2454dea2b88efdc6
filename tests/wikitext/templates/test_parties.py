"""Short names of parties: what the data file lists, and what it must not."""

from __future__ import annotations

from collections import Counter

from pipeline.wikitext.templates.data_files import data_file
from pipeline.wikitext.templates.parties import party_names, short_name

DATA = data_file("party_names.yaml")


def test_no_title_is_listed_twice() -> None:
    titles = Counter(title.lower() for titles in DATA["short"].values() for title in titles)
    assert [title for title, count in titles.items() if count > 1] == []


def test_every_short_name_has_a_title_and_is_shown_for_it() -> None:
    for name, titles in DATA["short"].items():
        assert titles, name
        for title in titles:
            assert short_name(title) == name
            assert short_name(title.replace(" ", "_")) == name


def test_codes_of_australian_and_canadian_templates_lead_to_titles() -> None:
    assert party_names().australian["labor"] == "Australian Labor Party"
    assert party_names().canadian["ndp"] == "New Democratic Party"


def test_a_party_that_is_not_listed_keeps_its_title() -> None:
    for title in ("Rainbow Party (Atlantis)", "Harbour Party", "Party of Ohio", "Green Party of Atlantis", ""):
        assert short_name(title) == title
