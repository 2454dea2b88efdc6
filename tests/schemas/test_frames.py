"""Frames from records: typed, in order, and safe against what Arrow cannot hold."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import polars as pl
import pytest

from pipeline.records import AreaResult, CellRecord
from schemas import TABLES
from schemas.frames import frame_of
from schemas.validate import validate


@pytest.mark.parametrize("name", TABLES)
def test_no_records_give_a_typed_frame(name):
    assert frame_of(name, []).schema == pl.Schema(TABLES[name].dtypes)


def test_mappings_may_leave_columns_out():
    frame = frame_of("checks", [{"check_id": "sums", "severity": "error", "description": "d", "rows_checked": 1}])
    assert frame.row(0) == ("sums", "error", "d", 1, None)


def test_aware_times_become_utc():
    abroad = datetime(2004, 11, 2, 20, tzinfo=timezone(timedelta(hours=-5)))
    for moment in (abroad, abroad.astimezone(UTC), datetime(2004, 11, 3, 1)):
        page = (1, "A", "", "", 5, moment, "abc", 10, "sample", "CC BY-SA 4.0", "ok", None, None)
        assert frame_of("pages", [page])["rev_timestamp"][0] == datetime(2004, 11, 3, 1)


def test_lone_surrogates_and_nul_do_not_end_a_run():
    frame = frame_of("cells", [CellRecord(1, 1, 0, 0, False, "a\ud800b\x00", "", 0, 0)])
    assert "�" in frame["text"][0]
    assert "\x00" in frame["text"][0]


def test_a_number_beyond_64_bits_ends_in_quarantine():
    frame = frame_of("area_results", [AreaResult("E", 1, 1, 1, "county", "Essex", "Kerry", None, 10**30, None)])
    assert validate("area_results", frame).quarantined["reason"].to_list() == ["votes is above 100000000000"]


def test_whole_numbers_in_a_column_of_fractions():
    frame = frame_of("area_results", [AreaResult("E", 1, 1, 1, "county", "Essex", "Kerry", None, 1, 62)])
    assert frame["pct"].to_list() == [62.0]


def test_a_word_where_a_number_belongs_is_a_fault_of_the_program():
    with pytest.raises(TypeError, match="votes"):
        frame_of("area_results", [AreaResult("E", 1, 1, 1, "county", "Essex", "Kerry", None, "many", None)])
    with pytest.raises(ValueError, match="10 columns"):
        frame_of("area_results", [(1, 2)])
