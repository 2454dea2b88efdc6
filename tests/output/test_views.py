"""The views that analysts ask first: who leads, and that nobody is said to who does not surely."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

import output
from output.sql import query
from pipeline.records import Area, AreaResult, Result
from schemas.frames import frame_of
from tests.output.small import massachusetts, put

VIEWS = Path(output.__file__).with_name("views.sql")
TITLE = "2004 election in Massachusetts"
LEE, ROE, POE = "Ann Lee", "Bo Roe", "Cy Poe"
COUNTIES = {  # (votes, pct) of Lee, Roe, Poe and Others, the total; then winner, his votes, runner-up, margin
    "counted": ([(600, 60.0), (250, 25.0), (50, 5.0), (100, 10.0)], 1000, (LEE, 600, ROE, 350)),
    "others lead": ([(300, 30.0), (200, 20.0), (50, 5.0), (450, 45.0)], 1000, (LEE, 300, ROE, 100)),
    "tie": ([(400, 40.0), (400, 40.0), (100, 10.0), (100, 10.0)], 1000, (None, 400, None, 0)),
    "zeros": ([(0, 0.0), (0, 0.0), (0, 0.0), (0, None)], 0, (None, None, None, None)),
    "blank": ([(None, None)] * 4, None, (None, None, None, None)),
    "shares alone": ([(None, 30.0), (None, 60.0), (None, 10.0), (None, None)], None, (ROE, None, LEE, None)),
    "shares of all": ([(None, 60.0), (250, 25.0), (50, 5.0), (None, None)], None, (LEE, None, ROE, None)),
    "one missing": ([(None, None), (300, 30.0), (50, 5.0), (None, None)], 1000, (None, None, None, None)),
    "one missing, no total": ([(None, None), (300, 30.0), (50, 5.0), (None, None)], None, (None, None, None, None)),
    "a small one missing": ([(600, 60.0), (350, 35.0), (None, None), (20, 2.0)], 1000, (LEE, 600, ROE, 250)),
    "the second missing": ([(600, 60.0), (None, None), (50, 5.0), (20, 2.0)], 1000, (LEE, 600, None, None)),
}


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    areas = [
        Area(TITLE, 1, 1, row_no, "county", county, total_votes=total)
        for row_no, (county, (_, total, _)) in enumerate(COUNTIES.items())
    ]
    results = [
        AreaResult(TITLE, 1, 1, row_no, "county", county, name, None, votes, pct)
        for row_no, (county, (figures, _, _)) in enumerate(COUNTIES.items())
        for name, (votes, pct) in zip((LEE, ROE, POE, "Others"), figures, strict=True)
    ]
    lines = [
        Result(TITLE, 1, 2, 1, "Persons", "candidate", "A", candidate=LEE, votes=50),
        Result(TITLE, 1, 2, 2, "Persons", "other", candidate="Others", votes=90),
        Result(TITLE, 1, 2, 3, "Persons", "write_in", candidate="Write-ins", votes=80),
        Result(TITLE, 1, 2, 4, "Persons", "candidate", "B", candidate=ROE, votes=70),
        Result(TITLE, 1, 2, 5, "Persons", "total", votes=290),
        Result(TITLE, 1, 3, 1, "Parties", "party", "A", votes=500),
        Result(TITLE, 1, 3, 2, "Parties", "party", "B", votes=700),
        Result(TITLE, 1, 3, 3, "Parties", "other", "Others", candidate="Others", votes=20),
        Result(TITLE, 1, 5, 1, "Fusion", "candidate", "Labor", candidate=LEE, votes=419_979, pct=8.9),
        Result(TITLE, 1, 5, 2, "Fusion", "candidate", "A", candidate=LEE, votes=1_971_307, pct=41.6),
        Result(TITLE, 1, 5, 3, "Fusion", "candidate", "B", candidate=ROE, votes=2_302_505, pct=48.6),
        Result(TITLE, 1, 5, 4, "Fusion", "candidate", "C", candidate=ROE, votes=24_387, pct=0.5),
        Result(TITLE, 1, 5, 5, "Fusion", "subtotal", candidate=LEE, votes=2_391_286, pct=50.5),
        Result(TITLE, 1, 5, 6, "Fusion", "write_in", candidate="Write-ins", votes=7),
        Result(TITLE, 1, 5, 7, "Fusion", "write_in", candidate="Write-ins", votes=5),
        Result(TITLE, 1, 4, 1, "To come", "candidate", "A", candidate=LEE),
        Result(TITLE, 1, 4, 2, "To come", "candidate", "B", candidate=ROE),
    ]
    changed = {"areas": frame_of("areas", areas), "area_results": frame_of("area_results", results)}
    tables = massachusetts() | changed | {"results": frame_of("results", lines)}
    return put(tmp_path_factory.mktemp("views"), tables).release


def test_who_won_a_county_is_said_where_it_is_sure(release):
    """On election night rows are blank, full of zeros or half counted; the first of the alphabet has not won them."""
    told = query(release, "SELECT area, winner, winner_votes, runner_up, margin_votes FROM county_results").rows
    assert {area: tuple(words) for area, *words in told} == {area: said for area, (_, _, said) in COUNTIES.items()}


def test_places_are_of_candidates_or_parties_that_have_figures(release):
    sql = "SELECT contest, coalesce(candidate, party) AS name, place FROM state_results ORDER BY contest, row_no"
    assert query(release, sql).rows == [
        ("Fusion", LEE, 1),
        ("Fusion", ROE, 2),
        ("Fusion", "Write-ins", None),
        ("Fusion", "Write-ins", None),
        ("Parties", "A", 2),
        ("Parties", "B", 1),
        ("Parties", "Others", None),
        ("Persons", LEE, 2),
        ("Persons", "Others", None),
        ("Persons", "Write-ins", None),
        ("Persons", ROE, 1),
        ("To come", LEE, None),
        ("To come", ROE, None),
    ]


def test_a_fusion_ticket_s_lines_are_one_candidate_who_may_win_with_them(release):
    """New York, 1938: the first line of the one who lost is the longest of all."""
    columns = "candidate, party, votes, pct, place, sum_of_votes"
    sql = f"SELECT {columns} FROM state_results WHERE contest = 'Fusion' AND place IS NOT NULL"
    total = 1_971_307 + 419_979 + 2_302_505 + 24_387 + 7 + 5
    assert query(release, sql).rows == [(LEE, "A", 2_391_286, 50.5, 1, total), (ROE, "B", 2_326_892, 49.1, 2, total)]


CONTESTS = {  # (votes, pct) of Lee, Roe, Poe and Write-ins, the total; then the places
    "counted": ([(600, 60.0), (250, 25.0), (50, 5.0), (100, 10.0)], 1000, [1, 2, 3, None]),
    "tie": ([(400, 40.0), (400, 40.0), (100, 10.0), (500, 10.0)], 1400, [None, None, 3, None]),
    "tie for the second": ([(400, 40.0), (90, 9.0), (90, 9.0), (None, None)], 580, [1, 2, 2, None]),
    "zeros": ([(0, 0.0), (0, 0.0), (0, None), (0, None)], 0, [None] * 4),
    "shares alone": ([(None, 30.0), (None, 60.0), (None, 10.0), (None, None)], None, [2, 1, 3, None]),
    "shares of all": ([(None, 60.0), (250, 25.0), (50, 5.0), (None, None)], None, [1, 2, 3, None]),
    "one missing": ([(None, None), (300, 30.0), (50, 5.0), (None, None)], 1000, [None] * 4),
    "one missing, no total": ([(None, None), (300, 30.0), (50, 5.0), (None, None)], None, [None] * 4),
    "a small one missing": ([(600, None), (350, None), (None, None), (20, None)], 1000, [1, 2, None, None]),
    "a small one missing, by shares": ([(None, 60.0), (350, 35.0), (None, None), (20, 2.0)], None, [1, 2, None, None]),
}


def test_a_place_is_said_where_it_is_sure(tmp_path):
    """As in county_results; nobody comes first in a tie for it."""
    lines = []
    for contest, (figures, total, _) in CONTESTS.items():
        for row_no, (name, (votes, pct)) in enumerate(zip((LEE, ROE, POE, "Write-ins"), figures, strict=True)):
            kind = "write_in" if name == "Write-ins" else "candidate"
            lines.append(Result(TITLE, 1, 2, row_no, contest, kind, candidate=name, votes=votes, pct=pct))
        lines.append(Result(TITLE, 1, 2, 9, contest, "total", votes=total))
    release = put(tmp_path, massachusetts() | {"results": frame_of("results", lines)}).release
    told = query(release, "SELECT contest, list(place ORDER BY row_no) FROM state_results GROUP BY ALL").rows
    assert dict(told) == {contest: places for contest, (_, _, places) in CONTESTS.items()}


def test_a_surname_that_begins_like_a_heading_is_a_candidate_s(tmp_path):
    """Where a header has surnames alone."""
    votes = {"Blankenship": 90, "Otherby": 80, "Nonet": 70, "Blank votes": 200, "Totals": 440, "Scattering": 99}
    areas = [Area(TITLE, 1, 1, 0, "county", "Essex", total_votes=440)]
    results = [AreaResult(TITLE, 1, 1, 0, "county", "Essex", name, None, n, None) for name, n in votes.items()]
    changed = {"areas": frame_of("areas", areas), "area_results": frame_of("area_results", results)}
    release = put(tmp_path, massachusetts() | changed).release
    (row,) = query(release, "SELECT winner, winner_votes, runner_up, runner_up_votes FROM county_results").rows
    assert row == ("Blankenship", 90, "Otherby", 80)


def county(tmp_path, *candidates, total=None):
    """The row of county_results of one county. `candidates`: (name, party, votes)."""
    areas = [Area(TITLE, 1, 1, 0, "county", "Essex", total_votes=total)]
    results = [AreaResult(TITLE, 1, 1, 0, "county", "Essex", name, party, n, None) for name, party, n in candidates]
    changed = {"areas": frame_of("areas", areas), "area_results": frame_of("area_results", results)}
    answer = query(put(tmp_path, massachusetts() | changed).release, "FROM county_results")
    (row,) = answer.rows
    return dict(zip(answer.columns, row, strict=True))


def test_the_party_of_jefferson_is_neither_of_the_two(tmp_path):
    told = county(tmp_path, (LEE, "Democratic-Republican", 60), (ROE, "Federalist", 30), (POE, "Democratic", 9))
    assert (told["winner"], told["democratic_votes"], told["republican_votes"]) == (LEE, 9, None)


def test_all_that_are_not_of_the_first_two_are_others_and_the_margin_is_of_all(tmp_path):
    told = county(tmp_path, (LEE, "A", 60), ("Others", None, 25), ("Write-ins", None, 15))
    assert (told["winner"], told["runner_up"], told["other_votes"], told["total_votes"]) == (LEE, None, 40, 100)
    told = county(tmp_path / "two", (LEE, "A", 60), (ROE, "B", 30), (POE, "C", 10), ("Others", None, 20))
    assert (told["other_votes"], told["total_votes"], told["margin_pct"]) == (30, 120, 25.0)
    told = county(tmp_path / "total", (LEE, "A", 60), (ROE, "B", 30), total=200)
    assert (told["total_votes"], told["margin_pct"]) == (200, 15.0)


def test_a_totals_row_is_no_district(tmp_path):
    kind = "congressional_district"
    areas = [Area(TITLE, 1, 1, 0, kind, "1", representative=LEE), Area(TITLE, 1, 1, 1, kind, "Totals", is_total=True)]
    results = [AreaResult(TITLE, 1, 1, area.row_no, kind, area.area, LEE, "A", 60, None) for area in areas]
    changed = {"areas": frame_of("areas", areas), "area_results": frame_of("area_results", results)}
    release = put(tmp_path, massachusetts() | changed).release
    assert query(release, "SELECT district, representative, votes FROM district_results").rows == [("1", LEE, 60)]


def test_the_latest_changes_are_of_the_last_version_also_after_the_tenth_of_a_day():
    (view,) = re.findall(r"CREATE VIEW latest_changes AS\n(.*?);", VIEWS.read_text(encoding="utf-8"), re.DOTALL)
    day = [f"2026.11.23-{n}" for n in range(1, 11)]
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE versions (version VARCHAR, previous VARCHAR)")
        connection.executemany("INSERT INTO versions VALUES (?, ?)", list(zip(day, [None, *day[:-1]], strict=True)))
        connection.execute("CREATE TABLE pages AS SELECT 7 AS rev_id, 'Title' AS title, '' AS history_url")
        others = ("table_name", "record_key", "change", "column_name", "new_value", "cause")
        kept = ", ".join(f"'' AS {name}" for name in others)
        connection.execute(
            f"CREATE TABLE changes AS SELECT version, version AS old_value, 7 AS rev_id, {kept} FROM versions"
        )
        assert connection.execute(f"SELECT old_value FROM ({view})").fetchall() == [(day[-1],)]
