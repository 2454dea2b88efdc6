"""Each kind of fault is found, once, where it is; a right page has no finding; other definitions are no faults."""

from __future__ import annotations

import polars as pl
import pytest

from pipeline.quality.registry import checks
from pipeline.quality.running import check_tables
from tests.quality.page import BUSH, KERRY, OTHERS, TITLE, broken, found, tables

col = pl.col
ALL = ("error", "warning", "info")


def test_a_right_page_has_no_findings():
    assert found(tables(), *ALL) == []
    assert found(tables(decimals=1), *ALL) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            ("area_results", "votes", 194608, col("area") == "Essex", col("candidate") == KERRY),
            ("area_votes", "error", "194608", "194068"),
        ),
        (
            ("area_results", "pct", 1.41, col("area") == "Essex", col("candidate") == OTHERS),
            ("area_pct", "error", "1.41", "1.22"),
        ),
        (("areas", "total_votes", 240654, col("area") == "Suffolk"), ("area_sum", "error", "240654", "240645")),
        (
            ("area_results", "votes", 610629, col("area") == "Totals", col("candidate") == KERRY),
            ("area_votes", "error", "610629", "610269"),
        ),
        (("areas", "margin_votes", 42758, col("area") == "Hampden"), ("area_margin", "error", "42758", "42785")),
        (("areas", "margin_pct", 25.92, col("area") == "Hampden"), ("area_margin_pct", "error", "25.92", "22.92")),
        (("results", "votes", 610629, col("candidate") == KERRY), ("result_votes", "error", "610629", "610269")),
        (("results", "pct", 36.11, col("candidate") == BUSH), ("result_pct", "error", "36.11", "35.11")),
        (("results", "votes", 957596, col("line") == "total"), ("result_sum", "error", "957596", "957956")),
        (
            ("candidates", "popular_vote", 601269, col("name") == KERRY),
            ("infobox_votes", "error", "601269", "610269"),
        ),
        (("candidates", "pct", 67.31, col("name") == KERRY), ("infobox_pct", "error", "67.31", "63.71")),
    ],
    ids=lambda value: value[0] if isinstance(value[0], str) and len(value) == 4 else None,
)
def test_a_fault_is_one_error_at_its_cell(change, expected):
    assert found(broken(*change), "error", "warning") == [expected]


def test_areas_linked_to_one_article_are_not_one_area_twice():
    """Surat West and Surat East, both linked to Surat."""
    page = broken("areas", "area_link", pl.lit("Springfield"), col("area") == "Hampden")
    page = broken("areas", "area_link", pl.lit("Springfield"), col("area") == "Essex", of=page)
    assert found(page, *ALL) == []


def test_an_area_that_is_there_twice_is_said_to_be():
    page = tables()
    for name in ("areas", "area_results"):
        again = page[name].filter(col("area") == "Essex").with_columns(col("row_no") + 500)
        page[name] = pl.concat([page[name], again])
    told = check_tables(page).findings.filter(check_id="area_twice")
    assert told["message"].to_list() == ["Essex is in table 2 2 times"]


def test_a_statewide_line_that_another_count_gave_is_a_warning_only():
    page = tables()
    lower = page["results"].with_columns(col("votes") - 7)
    assert found(page | {"results": lower}, "error") == []


def test_areas_without_a_totals_row_are_held_against_the_statewide_line():
    page = {
        name: frame.filter(col("area") != "Totals") if "area" in frame.columns else frame
        for name, frame in tables().items()
    }
    assert found(page, *ALL) == []
    row = col("candidate") == BUSH
    higher = page["results"].with_columns(votes=pl.when(row).then(col("votes") + 900).otherwise("votes"), pct=None)
    told = found(page | {"results": higher.cast(dict(page["results"].schema))}, "error", "warning")
    assert ("areas_statewide", "warning", "336295", "337195") in told
    other = page["results"].with_columns(votes=col("votes") + 900)  # no candidate agrees: another count
    assert "areas_statewide" not in {check for check, *_ in found(page | {"results": other}, *ALL)}


@pytest.mark.parametrize("stated", [1.13, 1.15])
def test_off_by_one_in_the_last_decimal_is_a_note(stated):
    page = broken("area_results", "pct", stated, col("area") == "Berkshire", col("candidate") == OTHERS)
    assert [finding[:2] for finding in found(page, *ALL)] == [("area_pct", "info")]


def test_a_difference_between_rounding_and_fault_is_a_warning():
    page = broken("area_results", "pct", 1.18, col("area") == "Berkshire", col("candidate") == OTHERS)
    assert [finding[:2] for finding in found(page, *ALL)] == [("area_pct", "warning")]


def test_fewer_decimals_in_one_cell_are_a_right_rounding():
    """`| 62%` among cells with two decimals; `62.00%` in the same place is a fault."""
    page = broken("area_results", "pct", 61.0, col("area") == "Hampden", col("candidate") == KERRY)
    assert [finding[:2] for finding in found(page, "error")] == [("area_pct", "error")]
    row = page["areas"].filter(col("area") == "Hampden")["row_no"].item()
    cell = {
        "page_id": 1,
        "table_no": 2,
        "row_no": row,
        "col_no": 1,
        "is_header": False,
        "wikitext": "",
        "origin_row": row,
    }
    cells = pl.DataFrame([cell | {"text": "61%", "origin_col": 1}])
    assert found(page | {"cells": cells}, *ALL) == []


def test_margins_from_rounded_percentages_are_right():
    """Hampden 60.93 − 38.00 = 22.93, though the votes give 22.92."""
    page = broken("areas", "margin_pct", 22.93, col("area") == "Hampden")
    assert found(page, *ALL) == []


def test_a_leaders_own_ward_is_not_the_election():
    """A council's infobox has each party leader with the party's votes; the leader's ward is a results table, too."""
    page = tables()
    page["results"] = page["results"].filter(col("candidate").is_null() | (col("candidate") != BUSH))
    page["candidates"] = page["candidates"].with_columns(col("popular_vote") * 10)
    assert [check for check, *_ in found(page, *ALL) if check.startswith("infobox")] == []


def test_a_table_that_leaves_out_minor_candidates_has_no_errors():
    page = tables()
    for name in ("area_results", "results"):
        page[name] = page[name].filter(col("candidate").is_null() | (col("candidate") != OTHERS))
    assert found(page, "error", "warning") == []


def test_percentages_of_another_base_are_no_errors():
    page = tables()
    half = page["area_results"].with_columns((col("pct") / 2).round(2))
    assert found(page | {"area_results": half}, "error", "warning") == []


def test_a_total_of_ballots_cast_is_a_warning_at_most():
    page = tables()
    without_areas = {name: frame for name, frame in page.items() if not name.startswith("area")}
    more = broken("results", "votes", 970000, col("line") == "total", of=without_areas)
    assert [finding[:2] for finding in found(more, *ALL)] == [("result_sum", "warning")]


def test_invalid_votes_count_towards_the_ballots():
    page = tables()
    page = {name: frame for name, frame in page.items() if not name.startswith("area")}
    total = page["results"].filter(col("line") == "total")
    invalid = total.with_columns(
        pl.lit("invalid").alias("line"), pl.lit(5, pl.Int64).alias("row_no"), votes=pl.lit(100, pl.Int64)
    )
    ballots = broken("results", "votes", 957956 + 100, col("line") == "total", of=page)
    with_invalid = ballots | {"results": pl.concat([ballots["results"], invalid])}
    assert found(with_invalid, "error", "warning") == []


def test_a_missing_county_is_a_warning_for_the_table():
    page = tables()
    for name in ("areas", "area_results"):
        page[name] = page[name].filter(col("area") != "Suffolk")
    assert [finding[:2] for finding in found(page, "error", "warning")] == [("areas_short", "warning")]


def test_findings_name_record_page_and_link():
    page = broken("area_results", "pct", 1.41, col("area") == "Essex", col("candidate") == OTHERS)
    (finding,) = check_tables(page).findings.filter(col("severity") == "error").to_dicts()
    assert finding["record_key"].startswith('{"page_id":1,"table_no":2,"row_no":3,"area_type":"county","area":"Essex"')
    assert (finding["table_name"], finding["column_name"]) == ("area_results", "pct")
    assert finding["url"] == "https://en.wikipedia.org/w/index.php?oldid=7"
    assert finding["election_id"] == TITLE
    assert finding["message"] == "Essex: Others is stated with 1.41 %; 4051 of 333233 votes are 1.22 %"


def test_every_check_is_complete_and_runs_on_nothing():
    ran = check_tables({})
    assert ran.findings.is_empty()
    assert ran.checks["check_id"].to_list() == [check.id for check in checks()]
    assert (ran.checks["rows_checked"] == 0).all()
    for check in checks():
        assert all((check.means, check.because, check.example, check.fix, check.message)), check.id
