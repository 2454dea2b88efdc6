"""What header cells and row labels say."""

from __future__ import annotations

import pytest

from pipeline.elections.areas.rows import is_total_area
from pipeline.elections.columns.labels import area_type_of, is_group_heading, role_of, unit_of
from pipeline.elections.listed_candidates import ListedCandidate, read_listed
from pipeline.elections.results.lines import hold_or_gain, line_of_template, line_of_words


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("#", "votes"),
        ("%", "pct"),
        ("Votes", "votes"),
        ("Percentage", "pct"),
        ("±%", "change"),
        ("Count", "votes"),
        ("% of votes", "pct"),
        ("Votes obtained", "votes"),
        ("Num.", "votes"),
        ("Stemmen", "votes"),
        ("Prozent", "pct"),
        ("Kerry", None),
        ("Total", None),
        ("+/−", "change"),
    ],
)
def test_units(words: str, unit: str | None) -> None:
    assert unit_of(words) == unit


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("Total votes cast", "total"),
        ("Margin", "margin"),
        ("Johnson margin", "margin"),
        ("Turnout", "turnout"),
        ("Advantage", "margin"),
        ("Political affiliation", "party"),
        ("Candidates’ names", "candidate"),
        ("Kandidat", "candidate"),
        ("Representative", "representative"),
        ("REP", None),
        ("Running mate", "running_mate"),
        ("Kerry", None),
        ("Electoral votes", "electoral_votes"),
        ("Rank", "rank"),
        ("FIPS code", "rank"),
        ("2004 margin", "swing_from"),
        ("Margin (2004)", "swing_from"),
        ("Totals", "total"),
        ("Total S", "seats"),
        ("Clinton SDEs", "seats"),
        ("Trump counties", "seats"),
    ],
)
def test_roles(words: str, role: str | None) -> None:
    assert role_of(words) == role


@pytest.mark.parametrize(
    ("words", "in_us", "area_type"),
    [
        ("County", True, "county"),
        ("Parish", True, "county"),
        ("County or city", True, "county"),
        ("Borough/Census area", True, "county"),
        ("Borough", False, "borough"),
        ("City/Town", True, "municipality"),
        ("Congressional district", True, "congressional_district"),
        ("District", True, "district"),
        ("Ward", False, "ward"),
        ("Riding", False, "constituency"),
        ("Department", False, "department"),
        ("State or territory", True, "state"),
        ("State total", True, None),
        ("Candidate", True, None),
    ],
)
def test_kinds_of_area(words: str, in_us: bool, area_type: str | None) -> None:
    assert area_type_of(words, in_us) == area_type


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("Total votes", "total"),
        ("Totals", "total"),
        ("Total:", "total"),
        ("Statewide", "total"),
        ("Turnout", "turnout"),
        ("Voter turnout (voting age population)", "turnout"),
        ("Majority", "majority"),
        ("Write-ins", "write_in"),
        ("Others (Write-In)", "write_in"),
        ("Others", "other"),
        ("Various candidates", "other"),
        ("Invalid or blank votes", "invalid"),
        ("Valid votes", "valid"),
        ("Registered voters", "registered"),
        ("Overvotes", "overvotes"),
        ("Undervote", "undervotes"),
        ("Exhausted ballots", "exhausted"),
        ("All votes", "total"),
        ("State total", "total"),
        ("Total général", "total"),
        ("Total, valid", "valid"),
        ("Bulletins blancs", "invalid"),
        ("Over/under votes", "invalid"),
        ("Abstained", "abstention"),
        ("Enrolled voters", "registered"),
        ("Difference", "majority"),
        ("Independents and others", "other"),
        ("Absentee votes", "none"),
        ("Percentage", "none"),
        ("Source: the state", "none"),
        ("John Kerry", None),
        ("Green", None),
        ("Total Recall", None),
        ("Votes counted", "turnout"),
        ("Number of ballots", "turnout"),
        ("Precincts reporting", "none"),
        ("Ballots rejected", "invalid"),
        ("Blank and scattering", "invalid"),
        ("Under/over votes", "invalid"),
        ("Voting-eligible population", "registered"),
        ("2/3 majority", "needed_to_win"),
        ("Votes needed", "needed_to_win"),
        ("To win", "needed_to_win"),
        ("Abstaining", "abstention"),
        ("Not voting", "abstention"),
        ("Total Democratic vote", "subtotal"),
        ("Total votes for president", "total"),
        ("Votes cast for other candidates", "other"),
        ("Unresolved write-ins", "write_in"),
        ("Write-ins (total)", "write_in"),
        ("Registered write-ins", "write_in"),
        ("Runner-up margin", "majority"),
        ("Difference", "majority"),
        ("Percentage", "none"),
        ("Razem", None),
    ],
)
def test_lines(words: str, line: str | None) -> None:
    assert line_of_words(words) == line


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("election box winning candidate with party link no change", "candidate"),
        ("election box total", "total"),
        ("election box write-in no change", "write_in"),
        ("election box turnout no change", "turnout"),
        ("election box hold with party link no swing", "hold"),
        ("election box gain with party link", "gain"),
        ("election box majority", "majority"),
        ("election box registered electors", "registered"),
        ("nowrap", None),
    ],
)
def test_lines_of_templates(template: str, line: str | None) -> None:
    assert line_of_template(template) == line


def test_hold_and_gain() -> None:
    assert hold_or_gain("Labour hold") == ("hold", "Labour")
    assert hold_or_gain("Conservative gain from Liberal Democrats") == ("gain", "Conservative")
    assert hold_or_gain("Labour win (new seat)") == ("gain", "Labour")
    assert hold_or_gain("John Kerry") is None
    assert hold_or_gain("Needed to win") is None
    assert line_of_words("Needed to win") == "needed_to_win"


@pytest.mark.parametrize(
    "words", ["Totals", "TOTALS:", "Statewide", "State total", "Grand Total", "Totals (2 of 88)", "Essex County total"]
)
def test_total_areas(words: str) -> None:
    assert is_total_area(words)


@pytest.mark.parametrize("words", ["Essex", "Tottenham", "Sumter", "Overton", "Alleghany", "Nationalfeld"])
def test_areas_that_are_no_totals(words: str) -> None:
    assert not is_total_area(words)


@pytest.mark.parametrize(
    "words", ["First round", "2nd round", "Round 3", "Runoff", "Two-party-preferred result", "2008"]
)
def test_groups(words: str) -> None:
    assert is_group_heading(words)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("John McDuffie (D) 99.7%", ListedCandidate("John McDuffie", "D", None, 99.7)),
        ("Isabella Greenway (D) 68.6%", ListedCandidate("Isabella Greenway", "D", None, 68.6)),
        ("Jane Doe (Democratic) 12,345 votes; 51.2%", ListedCandidate("Jane Doe", "Democratic", 12345, 51.2)),
        ("√ Bob Q. Jones, Jr. (R) 52.9%", ListedCandidate("Bob Q. Jones, Jr.", "R", None, 52.9)),
        ("J. Lister Hill (D) Unopposed", ListedCandidate("J. Lister Hill", "D", None, None)),
        ("Others 0.04%", ListedCandidate("Others", None, None, 0.04)),
        ("Ann Bee (R, incumbent), 53.3%", ListedCandidate("Ann Bee", "R", None, 53.3)),
        ("Ann Bee (I) – 53.3% (8,143)", ListedCandidate("Ann Bee", "I", 8143, 53.3)),
        ("Others (1.2%)", ListedCandidate("Others", None, None, 1.2)),
        ("Scattering (–) <1%", ListedCandidate("Scattering", None, None, None)),
        ("Daniel Somes (Whig) 9,886 votes", ListedCandidate("Daniel Somes", "Whig", 9886, None)),
        ("Ann Bee (D) 1,168.6%", None),
        ("47%", None),
        ("Seat left vacant", None),
    ],
)
def test_listed_candidates(line: str, expected: ListedCandidate | None) -> None:
    assert read_listed(line) == expected
