"""Rendering is total, keeps what it is given, and the markup of Election boxes has the columns that its heading has."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.wikitext.templates.registry import lookup, read_listing
from pipeline.wikitext.templates.render import render_call

NAMES = sorted(read_listing().rules) + [begin + "x" + end for begin, end, _ in read_listing().families]
WORDS = st.text("ab 0123456789,.%+-−|=[]{}'\n\x7f¾²e", max_size=12)
KEYS = st.sampled_from(
    ["1", "2", "3", "4", "party", "candidate", "votes", "percentage", "df", "format", "party1", "votes1", "invalid",
     "count1", "winner", "rowspan", "numcounts", "electorate", "value", "flip"]
)  # fmt: skip
MARKER = "\x7f12\x7f"


@settings(max_examples=400)
@given(name=st.sampled_from(NAMES), args=st.dictionaries(KEYS, WORDS, max_size=8))
def test_no_arguments_make_it_raise(name: str, args: dict[str, str]) -> None:
    rule = lookup(name)
    assert rule is not None
    assert isinstance(render_call(rule, args), str)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("nowrap", "1"),
        ("nts", "1"),
        ("small", "1"),
        ("party name with color", "1"),
        ("usracerating", "2"),
        ("ubl", "2"),
        ("start date", "1"),
        ("sortname", "2"),
        ("election box candidate with party link", "votes"),
        ("election box candidate with party link", "party"),
        ("election box begin", "title"),
        ("election box total", "percentage"),
        ("canelec", "4"),
        ("election results", "votes1"),
    ],
)
def test_a_marker_in_what_is_shown_comes_through(name: str, key: str) -> None:
    rule = lookup(name)
    assert rule is not None
    args = {str(number): "9" for number in range(1, int(key) + 1)} if key.isdigit() else {}
    assert MARKER in render_call(rule, {**args, key: f"1,234{MARKER}"})


VARIANTS = ["", " no change", " no party", " no party no change", " AMS", " for list"]
LINES = {
    "winning candidate with party link": {"party": "P", "candidate": "A", "votes": "1"},
    "candidate": {"party": "P", "candidate": "A"},
    "total": {"votes": "1"},
    "turnout": {"votes": "1", "percentage": "2"},
    "majority": {},
    "hold with party link": {"winner": "P"},
    "gain with party link": {"winner": "P", "loser": "Q"},
    "2pp": {},
}


def width(row: str) -> int:
    """The columns of a row of markup, one cell a line."""
    spans = re.findall(r'^[|!](?!-)(?:.*?colspan="(\d+)")?', row, flags=re.MULTILINE)
    return sum(int(span or 1) for span in spans)


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("line", LINES)
def test_a_line_is_as_wide_as_its_box(variant: str, line: str) -> None:
    begin, row = (
        lookup(f"election box begin{variant}"),
        lookup(f"election box {line}{variant}".replace(" for list", "")),
    )
    assert begin is not None
    assert row is not None
    heading = render_call(begin, {}).split("|-")[1]
    assert width(render_call(row, LINES[line])) == width(heading)


def test_election_results_link_parties_by_their_titles() -> None:
    rule = lookup("election results")
    assert rule is not None
    shown = render_call(
        rule,
        {"party1": "Labour Party (UK)", "votes1": "30", "party2": "Independents", "votes2": "10"},
    )
    assert "[[Labour Party (UK)|Labour]]" in shown
    assert "Independents" in shown and "[[Independents" not in shown
