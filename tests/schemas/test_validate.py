"""Validation loses no row, names each reason, and keeps one row of each key whatever order rows come in."""

from __future__ import annotations

import json
from datetime import date
from types import SimpleNamespace

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.records import Area, AreaResult, Candidate, Election
from schemas import TABLES
from schemas.frames import frame_of
from schemas.validate import SchemaMismatchError, _rule_and_rows, validate
from tests.long import LONG


def result(row_no=1, candidate="John Kerry", votes=5, pct=50.0, area="Essex", election="E"):
    return AreaResult(election, 1, 2, row_no, "county", area, candidate, None, votes, pct)


def test_a_clean_table_passes_whole():
    frame = frame_of("area_results", [result(row_no=n) for n in range(4)])
    valid, quarantined = validate("area_results", frame)
    assert valid.equals(frame)
    assert quarantined.is_empty()
    assert quarantined.schema == pl.Schema(TABLES["quarantine"].dtypes)


def test_every_failure_of_a_row_is_named_and_the_row_is_kept_as_json():
    frame = frame_of("area_results", [result(), result(row_no=2, area="", votes=-1, pct=619.4), result(row_no=3)])
    valid, quarantined = validate("area_results", frame, {1: 77})
    assert valid["row_no"].to_list() == [1, 3]
    row = quarantined.row(0, named=True)
    assert row["reason"] == "area is empty; votes is below 0; pct is above 101.0"
    assert (row["table_name"], row["page_id"], row["rev_id"]) == ("area_results", 1, 77)
    assert json.loads(row["record"])["votes"] == -1
    assert json.loads(row["record_key"])["row_no"] == 2


def test_a_null_where_none_may_be_is_found():
    frame = frame_of("areas", [Area("E", 1, 1, 1, "county", "Essex"), Area("E", 1, 1, 2, "county", None)])
    valid, quarantined = validate("areas", frame)
    assert valid.height == 1
    assert quarantined["reason"].to_list() == ["area is NULL"]


def test_not_a_number_and_infinity_are_no_percentages():
    frame = frame_of("area_results", [result(row_no=n, pct=p) for n, p in enumerate([1.0, float("nan"), float("inf")])])
    valid, quarantined = validate("area_results", frame)
    assert (valid.height, quarantined.height) == (1, 2)


def test_a_key_that_comes_again_is_quarantined_whatever_the_order():
    rows = [result(votes=9), result(votes=5), result(votes=7), result(row_no=2)]
    one = validate("area_results", frame_of("area_results", rows))
    other = validate("area_results", frame_of("area_results", rows[::-1]))
    assert sorted(one.valid.rows()) == sorted(other.valid.rows())
    assert sorted(one.quarantined.rows()) == sorted(other.quarantined.rows())
    assert one.valid["votes"].to_list() == [5, 5]
    assert all("again, copy" in reason for reason in one.quarantined["reason"])


def test_a_null_party_is_the_same_key_as_a_null_party():
    valid, quarantined = validate("area_results", frame_of("area_results", [result(votes=1), result(votes=2)]))
    assert (valid.height, quarantined.height) == (1, 1)


def test_a_bad_row_does_not_take_the_key_of_a_good_one():
    valid, quarantined = validate("area_results", frame_of("area_results", [result(votes=-5), result(votes=8)]))
    assert valid["votes"].to_list() == [8]
    assert quarantined["reason"].to_list() == ["votes is below 0"]


def test_a_column_of_nulls_without_a_type_is_typed():
    frame = frame_of("candidates", [Candidate("E", 1)]).with_columns(pl.lit(None).alias("party"))
    valid, _ = validate("candidates", frame)
    assert valid.schema == pl.Schema(TABLES["candidates"].dtypes)


def test_a_value_of_another_type_quarantines_its_row_alone():
    frame = frame_of("candidates", [Candidate("E", 1), Candidate("E", 2)])
    frame = frame.with_columns(popular_vote=pl.Series(["12", "many"]))
    valid, quarantined = validate("candidates", frame)
    assert valid["popular_vote"].to_list() == [12]
    assert quarantined["reason"].to_list() == ["popular_vote is no Int64"]
    assert json.loads(quarantined["record"][0])["popular_vote"] == "many"


def test_dates_beyond_the_calendar_of_elections_are_no_dates():
    rows = [Election("A", 1, 1, election_date=date(2004, 11, 2)), Election("B", 2, 1, election_date=date(204, 11, 2))]
    assert validate("elections", frame_of("elections", rows)).valid["election_id"].to_list() == ["A"]


def test_a_word_outside_the_list_is_named_with_the_list():
    page = (1, "A", "", "", 5, None, "abc", 10, "sample", "CC BY-SA 4.0", "fine", None, None)
    quarantined = validate("pages", frame_of("pages", [page])).quarantined
    assert quarantined["reason"].to_list() == ["parse_status is none of ok, partial, failed"]


def test_missing_and_unknown_columns_are_a_fault_of_the_program():
    with pytest.raises(SchemaMismatchError, match="votes"):
        validate("area_results", frame_of("area_results", [result()]).drop("votes"))
    with pytest.raises(SchemaMismatchError, match="extra"):
        validate("area_results", frame_of("area_results", [result()]).with_columns(extra=1))


RESULTS = st.builds(
    result,
    row_no=st.integers(-1, 3) | st.none(),
    candidate=st.sampled_from(["", "John Kerry", "George W. Bush", None]),
    votes=st.none() | st.integers(-2, 3) | st.integers(10**18, 10**30),
    pct=st.none() | st.floats(),
    area=st.text(max_size=2) | st.none(),
)


@settings(max_examples=60 if LONG else 30)
@given(st.lists(RESULTS, max_size=12), st.randoms(use_true_random=False))
def test_rows_in_are_rows_valid_and_quarantined_in_any_order(rows, random):
    frame = frame_of("area_results", rows)
    valid, quarantined = validate("area_results", frame)
    assert valid.height + quarantined.height == len(rows)
    key = list(TABLES["area_results"].primary_key)
    assert not valid.select(pl.struct(key).is_duplicated().any()).item()
    again = validate("area_results", valid)
    assert again.valid.equals(valid)
    shuffled = list(rows)
    random.shuffle(shuffled)
    other = validate("area_results", frame_of("area_results", shuffled))
    assert other.valid.sort(pl.all()).equals(valid.sort(pl.all()), null_equal=True)


def test_what_pandera_tells_of_no_row_or_of_other_rows_is_no_reason_to_drop_any():
    """Rules of its own, without a name here, keep its words; an answer for another number of rows is a fault."""
    passed = pl.DataFrame({"check_output": [True, False]})
    told = {"schema": SimpleNamespace(name="votes"), "reason_code": None, "check": "a rule of its own"}
    rule, broken = _rule_and_rows(TABLES["areas"], SimpleNamespace(check_output=passed, **told), 2)
    assert (rule, broken.to_list()) == ("votes: a rule of its own", [False, True])
    for output, height in ((passed, 3), (None, 2)):
        with pytest.raises(SchemaMismatchError, match="tells no rows"):
            _rule_and_rows(TABLES["areas"], SimpleNamespace(check_output=output, **told), height)
