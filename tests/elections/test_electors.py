"""Electors in lists and tables: the names alone."""

from __future__ import annotations

import pytest

from pipeline.elections.electors import elector_name, elector_names
from pipeline.elections.reading import read_election_page
from pipeline.wikitext.page import read_page


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ann Lee", "Ann Lee"),
        ("Ann Lee, chair", "Ann Lee"),
        ("Ann Lee (1st district)", "Ann Lee"),
        ("Ann Lee – at-large", "Ann Lee"),
        ("2nd district: Bo Roe, Jr.", "Bo Roe, Jr."),
        ("District 3: Zoë St. Clair-Moss", "Zoë St. Clair-Moss"),
        ("Nadine van der Thurman", "Nadine van der Thurman"),
        ("The electors met in Augusta.", None),
        ("Kerry: 12 votes", None),
        ("United", None),
        ("", None),
    ],
)
def test_names(text: str, name: str | None) -> None:
    assert elector_name(text) == name


@pytest.mark.parametrize(
    ("item", "names"),
    [
        ("At-large: Ann Lee, Bo Roe", ["Ann Lee", "Bo Roe"]),
        ("At-large: Ann Lee, Dayton", ["Ann Lee"]),
        ("1st district: Ann Lee, Dayton", ["Ann Lee"]),
        ("Ann Lee and Bo Roe", ["Ann Lee", "Bo Roe"]),
        ("Ann Lee, chair and treasurer", ["Ann Lee"]),
        ("Ann Lee and others", []),
        ("Chair: Ann Lee", ["Ann Lee"]),
        ("2nd: Ann Lee", ["Ann Lee"]),
    ],
)
def test_items(item: str, names: list[str]) -> None:
    assert elector_names(item) == names


@pytest.mark.parametrize(
    "heading", ["Electors", "Ohio electors", "Members of the Electoral College", "Electors for Ohio"]
)
def test_headings(heading: str) -> None:
    page = read_page(f"== {heading} ==\n# Ann Lee\n", "2004 United States presidential election in Ohio")
    assert [elector.name for elector in read_election_page(page, 1).electors] == ["Ann Lee"]


@pytest.mark.parametrize(
    "listed",
    [
        "# [[Ann Lee]]\n# Bo Roe\n# Cy Doe",
        "{{div col}}\n* [[Ann Lee]], chair\n* Bo Roe\n* Cy Doe\n{{div col end}}",
        "{{columns-list|colwidth=20em|\n* Ann Lee\n* Bo Roe\n* Cy Doe\n}}",
        "{{columns-list|2|\n* Ann Lee\n* Bo Roe\n* Cy Doe\n}}",
        '{| class="wikitable"\n! Party\n! Electors\n|-\n| D || [[Ann Lee]]<br>Bo Roe<br>Cy Doe\n|}',
        '{| class="wikitable"\n! Name of elector\n|-\n| Ann Lee<br>(Dayton)\n|-\n| Bo Roe\n|-\n| Cy Doe\n|}',
        "* Pledged to Kerry\n** Ann Lee\n** Bo Roe\n** Cy Doe",
        '{| class="wikitable"\n! District !! Elector\n|-\n| 1 || Ann Lee\n|-\n| 2 || Bo Roe\n|-\n| 3 || Cy Doe\n|}',
        "{|\n| valign=top |\n* Ann Lee\n* Bo Roe\n|\n* Cy Doe\n|}",
    ],
)
def test_layouts(listed: str) -> None:
    wikitext = f"== Electors ==\n{{{{main|Electors}}}}\nThe electors were:\n{listed}\n== See also ==\n* [[Di Poe]]\n"
    found = read_election_page(read_page(wikitext, "2004 United States presidential election in Ohio"), 1)
    assert [(e.ordinal, e.name) for e in found.electors] == [(1, "Ann Lee"), (2, "Bo Roe"), (3, "Cy Doe")]
