"""Votes on pages of shows, prizes and sports are nobody's election; the same table is read on any other page."""

from __future__ import annotations

import pytest

from pipeline.elections.reading import read_election_page
from pipeline.wikitext.page import read_page

VOTES = """
==Voting==
{| class="wikitable"
! Candidate !! Votes !! %
|-
| Ann Lee || 12,345 || 53.7
|-
| Bo Roe || 10,644 || 46.3
|}"""

OTHERS = (
    "{{Infobox television season|name=Star Voice}}",
    "{{Infobox reality competition season|name=Star Voice}}",
    "{{Infobox song contest national year|name=Song Prize}}",
    "{{Infobox award|name=Game Prize}}",
    "{{Infobox beauty pageant|name=Miss Lake}}",
    "{{Infobox NFL season|name=1998}}",
    "{{Infobox sports season|name=1998}}\n{{Infobox baseball team season|name=1998}}",
)


@pytest.mark.parametrize("boxes", OTHERS)
def test_nobody_is_elected_on_a_page_of_something_else(boxes: str) -> None:
    read = read_election_page(read_page(f"{boxes}\n{VOTES}", "Star Voice 2019"), 1)

    (table,) = read.recognitions
    assert (table.kind, read.results) == ("unknown", ())
    assert table.reason.startswith("on a page with 'infobox ")


@pytest.mark.parametrize(
    ("boxes", "title"),
    [
        ("", "Star Voice 2019"),
        ("{{Infobox person|name=Ann Lee}}", "Ann Lee"),
        ("{{Infobox officeholder|name=Ann Lee}}\n{{Infobox football biography|name=Ann Lee}}", "Ann Lee"),
        ("{{Infobox settlement|name=Lake}}", "Lake, Ohio"),
        ("{{Infobox award|name=Chair}}", "2019 Lake Film Academy presidential election"),
        ("{{Infobox election|election_name=Chair}}\n{{Infobox award|name=Chair}}", "Chair of Lake, 2019"),
    ],
)
def test_a_page_of_which_all_does_not_say_so_is_read(boxes: str, title: str) -> None:
    read = read_election_page(read_page(f"{boxes}\n{VOTES}", title), 1)

    assert [(line.candidate, line.votes) for line in read.results] == [("Ann Lee", 12345), ("Bo Roe", 10644)]
