"""Names parted from what is written around them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.elections.words.names import ReadName, is_group, name_tokens, read_name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("John Kerry", ReadName("John Kerry")),
        ("John Kerry (incumbent)", ReadName("John Kerry", is_incumbent=True)),
        ("John Kerry (Incumbent)", ReadName("John Kerry", is_incumbent=True)),
        ("John Kerry (I)", ReadName("John Kerry", is_incumbent=True)),
        ("John Kerry, incumbent", ReadName("John Kerry", is_incumbent=True)),
        ("John Kerry†", ReadName("John Kerry")),
        ("John Kerry*", ReadName("John Kerry")),
        ("John Kerry [a]", ReadName("John Kerry")),
        ("Ralph Nader (Write-in)", ReadName("Ralph Nader", is_write_in=True)),
        ("Ralph Nader (write in)", ReadName("Ralph Nader", is_write_in=True)),
        ("Janet Mills (withdrawn)", ReadName("Janet Mills", is_withdrawn=True)),
        ("Troy Jackson (replacing Graham Platner)", ReadName("Troy Jackson")),
        ("Ed Markey (D)", ReadName("Ed Markey", party="D")),
        ("Betsy Markey (D, incumbent)", ReadName("Betsy Markey", is_incumbent=True, party="D")),
        ("Marilyn Musgrave (R-i)", ReadName("Marilyn Musgrave", is_incumbent=True, party="R")),
        ("Evan McMullin (Independent)", ReadName("Evan McMullin", party="Independent")),
        ("Lister Hill Unopposed", ReadName("Lister Hill")),
        ("Ann Lee Elected unopposed", ReadName("Ann Lee")),
        ("John Kerry / John Edwards", ReadName("John Kerry", running_mate="John Edwards")),
        ("Kerry/Edwards", ReadName("Kerry", running_mate="Edwards")),
        ("William Pate and Jane Roe", ReadName("William Pate", running_mate="Jane Roe")),
        ("Trinidad and Tobago", ReadName("Trinidad and Tobago")),
        ("Various candidates", ReadName("Various candidates")),
        ("Others (write-in)", ReadName("Others", is_write_in=True)),
        ("Other / Undecided", ReadName("Other / Undecided")),
        ("Robert F. Kennedy Jr.", ReadName("Robert F. Kennedy Jr.")),
        ("—", ReadName("")),
    ],
)
def test_names(text: str, expected: ReadName) -> None:
    assert read_name(text) == expected


@pytest.mark.parametrize(
    ("text", "name", "mate"),
    [
        ("William McKinley of Ohio", "William McKinley", None),  # tables of early elections
        ("James Weaver of Iowa / James Field of Virginia", "James Weaver", "James Field"),
        ("Duke of Wellington", "Duke of Wellington", None),
        ("Democratic Party of Ohio", "Democratic Party of Ohio", None),
    ],
)
def test_home_states_behind_names(text: str, name: str, mate: str | None) -> None:
    assert (read_name(text).name, read_name(text).running_mate) == (name, mate)


def test_a_pair_can_be_left_whole() -> None:
    assert read_name("Arlene Foster / Nigel Dodds", pairs=False).name == "Arlene Foster / Nigel Dodds"


@pytest.mark.parametrize(
    "text", ["Others", "Other parties", "Write-ins", "Various candidates", "Scattering", "None of the above"]
)
def test_groups(text: str) -> None:
    assert is_group(text)


@pytest.mark.parametrize("text", ["John Kerry", "Otherson", "Write", ""])
def test_no_groups(text: str) -> None:
    assert not is_group(text)


def test_tokens_leave_titles_suffixes_and_accents_out() -> None:
    assert name_tokens("Sen. José Núñez, Jr.") == ("jose", "nunez")


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    read = read_name(text)
    assert read.name == read.name.strip()
    name_tokens(text)
