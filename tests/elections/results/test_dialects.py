"""The same results in many ways of writing a results table must give the same lines."""

from __future__ import annotations

import pytest

from pipeline.elections.reading import read_election_page
from pipeline.records import Result
from pipeline.wikitext.page import read_page

TITLE = "2004 United States presidential election in Ohio"
DEM = "[[Democratic Party (United States)|Democratic]]"
REP = "[[Republican Party (United States)|Republican]]"
PLAIN = f"""{{| class="wikitable"
! Party !! Candidate !! Votes !! %
|-
| {REP} || [[George W. Bush]] (incumbent) || 2,859,768 || 50.81%
|-
| {DEM} || [[John Kerry]] || 2,741,167 || 48.71%
|-
| || Others (Write-In) || 26,973 || 0.48%
|-
| colspan="2" | Total || 5,627,908 || 100.00%
|}}"""
COLOURED = f"""{{| style="margin: 1em; font-size: 95%;"
|- style="background-color:#E9E9E9"
! colspan="6" | {TITLE}
|-
! colspan="2" style="width: 15em" | Party
! Candidate
! Running mate
! Votes
! Percentage
|-
! style="background-color:#FF3333; width: 3px" |
| '''{REP}'''
| '''[[George W. Bush]]''' ([[Incumbent|incumbent]])
| '''[[Dick Cheney]]'''
| align="right" | '''2,859,768'''
| align="right" | '''50.81%'''
|-
! style="background-color:#3333FF" |
| {DEM}
| [[John Kerry]]
| [[John Edwards]]
| 2,741,167
| 48.71%
|-
! style="background-color:#DCDCDC" |
| [[Write-in candidate|Write-ins]]
|
|
| 26,973
| 0.48%
|-
| colspan="4" align="right" | '''Totals'''
| '''5,627,908'''
| '''100.00%'''
|-
| colspan="4" | '''Voter turnout'''
| colspan="2" | 70.94%
|}}"""
CANDIDATE_FIRST = f"""{{| class="wikitable"
|+ Statewide
! rowspan="2" colspan="2" | Presidential candidate
! rowspan="2" | Party
! rowspan="2" | Home state
! colspan="2" | Popular vote
! colspan="3" | Running mate
|-
! Count !! Percentage !! Vice-presidential candidate !! Home state !! Electoral vote
|-
| style="background:red" |
| [[George W. Bush]] (inc.) || {REP} || Texas || 2,859,768 || 50.81% || [[Dick Cheney]] || Wyoming || 20
|-
| style="background:blue" |
| [[John Kerry]] || {DEM} || Massachusetts || 2,741,167 || 48.71% || [[John Edwards]] || N.C. || 0
|-
| colspan="4" | Other || 26,973 || 0.48% || colspan="2" | Other || —
|-
! colspan="4" | Total
! 5,627,908 !! 100% !! colspan="3" |
|}}"""
BOX = f"""{{{{Election box begin | title={TITLE}<ref>r</ref>}}}}
{{{{Election box winning candidate with party link|
  |party      = Republican Party (United States)
  |candidate  = '''[[George W. Bush]]''' (incumbent)
  |votes      = 2,859,768
  |percentage = 50.81%
  |change     = +0.84%
}}}}
{{{{Election box candidate with party link||party=Democratic Party (United States)|candidate=[[John Kerry]]
|votes=2,741,167|percentage=48.71|change=−2.1%}}}}
 {{{{Election box write-in with party link|votes=26,973|percentage=0.48|change=''N/A''}}}}
{{{{Election box total|votes=5,627,908|percentage=100.0|change=}}}}{{{{Election box hold with party link
|winner=Republican Party (United States)|swing=}}}}
 {{{{Election box end}}}}"""
ONE_CELL = """{| class="wikitable"
! Candidate !! Party !! Votes
|-
| '''George W. Bush''' (i) || Republican || 2,859,768 (50.81%)
|-
| John Kerry || Democratic || 2,741,167 (48.71%)
|-
| Other || || 26,973 (0.48%)
|-
! Total !! !! 5,627,908 (100%)
|}"""
DIALECTS = {"plain": PLAIN, "coloured": COLOURED, "candidate first": CANDIDATE_FIRST, "box": BOX, "one cell": ONE_CELL}


def lines(wikitext: str) -> list[Result]:
    reading = read_election_page(read_page(f"==Results==\n{wikitext}\n", TITLE), 1)
    assert not reading.problems
    assert [recognition.kind for recognition in reading.recognitions] == ["results"]
    return list(reading.results)


@pytest.mark.parametrize("name", DIALECTS, ids=str)
def test_candidates_others_and_total(name: str) -> None:
    found = [line for line in lines(DIALECTS[name]) if line.line not in {"turnout", "hold"}]
    rows = [(line.party, line.candidate, line.votes, line.pct, line.is_incumbent) for line in found]
    assert rows[:2] == [
        ("Republican", "George W. Bush", 2_859_768, 50.81, True),
        ("Democratic", "John Kerry", 2_741_167, 48.71, False),
    ]
    assert found[2].line in {"write_in", "other"}
    assert rows[2][2:4] == (26_973, 0.48)
    assert (found[3].line, *rows[3]) == ("total", None, None, 5_627_908, 100.0, None)


@pytest.mark.parametrize("name", ["coloured", "candidate first"])
def test_running_mates(name: str) -> None:
    assert [line.running_mate for line in lines(DIALECTS[name])][:3] == ["Dick Cheney", "John Edwards", None]


def test_the_running_mates_electoral_votes_are_not_the_candidates() -> None:
    assert {line.electoral_votes for line in lines(CANDIDATE_FIRST)} == {None}


def test_contests_are_named_by_the_table_or_its_heading() -> None:
    named = {name: lines(text)[0].contest for name, text in DIALECTS.items()}
    own = {"coloured": TITLE, "box": TITLE, "candidate first": "Statewide"}
    assert named == {"plain": "Results", "one cell": "Results", **own}


def test_an_election_box_tells_winner_change_and_hold() -> None:
    found = lines(BOX)
    assert [(line.line, line.is_winner, line.pct_change_pp) for line in found] == [
        ("candidate", True, 0.84),
        ("candidate", False, -2.1),
        ("write_in", None, None),
        ("total", None, None),
        ("hold", None, None),
    ]
    assert found[-1].party == "Republican"


def test_who_holds_the_seat_may_stand_in_the_candidates_column() -> None:
    held = PLAIN.replace("\n|}", "\n|-\n| || Republican hold || ||\n|}")
    assert [(line.line, line.party, line.candidate) for line in lines(held)[-1:]] == [("hold", "Republican", None)]


def test_turnout_in_a_cell_that_spans_votes_and_percentage() -> None:
    turnout = lines(COLOURED)[-1]
    assert (turnout.line, turnout.votes, turnout.pct) == ("turnout", None, 70.94)
