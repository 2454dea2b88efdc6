"""Leads, shares and shifts by area."""

from __future__ import annotations

import pytest

from output.report.areas import area_tables
from output.report.colours import Palette


def table(
    votes, *, before=(), pct=None, total=None, geoid="10001", parties=("Democratic", "Republican"), election_id="E"
):
    """The one table of a county where candidates A, B, … have these votes; the last of three is Others."""
    key = {"table_no": 1, "row_no": 1, "election_id": election_id, "area_type": "county", "area": "Kent"}
    area = key | {"geoid": geoid, "is_total": False, "total_votes": total, "representative": None}
    names = ("A", "B", "Others")
    shares = pct or [None] * len(votes)
    results = [
        key | {"candidate": name, "party": party, "votes": count, "pct": share}
        for name, party, count, share in zip(names, (*parties, None), votes, shares, strict=False)
    ]
    past = [{"geoid": "10001", "party": party, "pct": share} for party, share in before]
    (found,) = area_tables([area], results, past, [], Palette())
    return found


def test_the_lead_is_over_all_votes_and_never_of_those_who_are_several():
    lead = table([300, 200, 500]).lines[0].lead
    assert (lead.first.candidate, lead.second.candidate, lead.margin_votes, lead.margin_pct) == ("A", "B", 100, 10.0)
    assert table([300, 200, 500], total=2000).lines[0].lead.margin_pct == 5.0
    assert table([200, 300]).lines[0].lead.first.candidate == "B"


@pytest.mark.parametrize("votes", [[300, 300], [300, None], [300], [0, 0]])
def test_no_lead_at_a_tie_without_figures_or_without_a_rival(votes):
    assert table(votes).lines[0].lead is None


def test_shares_serve_where_there_are_no_votes():
    lead = table([None, None], pct=[48.0, 52.0]).lines[0].lead
    assert (lead.first.candidate, lead.margin_votes, lead.margin_pct) == ("B", None, 4.0)


@pytest.mark.parametrize(("margin", "step"), [(4.9, 1), (5, 2), (10, 3), (20, 4), (40, 5), (99, 5)])
def test_shades(margin, step):
    assert table([None, None], pct=[50 + margin / 2, 50 - margin / 2]).lines[0].lead.step == step


def test_shift():
    found = table([600, 400], before=[("Democratic", 50.0), ("Republican", 45.0)])
    assert found.lines[0].shift == pytest.approx(15.0)
    assert (found.shift_party.party, found.shift_against.party) == ("Democratic", "Republican")
    assert table([600, 400], before=[("Democratic", 50.0)]).lines[0].shift is None
    primary = table([600, 400], before=[("Democratic", 50.0)], parties=("Democratic", "Democratic"))
    assert (primary.has_shift, primary.shift_party) == (False, None)


def test_a_runoff_of_its_own_is_named_and_compared_with_nothing():
    found = table([600, 400], before=[("Democratic", 50.0), ("Republican", 45.0)], election_id="E#Runoff")
    assert (found.heading, found.has_shift) == ("Runoff", False)
    assert table([600, 400], election_id="E#2").heading == ""


def test_an_area_without_a_code_has_no_map():
    assert table([1, 2], geoid=None).outline is None
    assert set(table([1, 2]).outline.paths) == {"10001", "10003", "10005"}
