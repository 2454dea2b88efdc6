"""The last look before tables are written: what shares a key or lacks its parent goes to quarantine, none is lost."""

from __future__ import annotations

import polars as pl
import pytest

from output.integrity import check_known, check_none_lost, check_unique, keys_held, quarantine_of
from pipeline.errors import DatasetError
from pipeline.records import Poll, PollResult
from schemas import TABLES
from schemas.frames import frame_of
from tests.output.small import massachusetts

TITLE = "2004 election in Massachusetts"


def of_choices(*choices):
    """Rows of poll_results whose poll, row 3 of table 2, is not there."""
    return frame_of("poll_results", [PollResult(TITLE, 1, 2, 3, choice, pct=50.0) for choice in choices])


def test_a_child_goes_with_its_parent_and_both_are_told_of():
    tables = massachusetts()
    names = [name for name in tables if name in ("pages", "polls", "poll_results")]
    given = tables | {"polls": tables["polls"].clear(), "poll_results": of_choices("Kerry", "Kerry", "Bush")}
    elsewhere = {"polls": frame_of("polls", [Poll(TITLE, 1, 2, 3, "A pollster")])}  # that settled before: not asked
    settled, rejected = keys_held(given, names, elsewhere, {1: 100})
    assert settled["poll_results"].is_empty()
    quarantine = quarantine_of(rejected)
    assert quarantine.select("table_name", "rev_id", "reason").sort("reason").rows() == [
        ("poll_results", 100, "no row of polls has its page_id, table_no, row_no"),
        ("poll_results", 100, "no row of polls has its page_id, table_no, row_no"),
        ("poll_results", 100, "the same key (page_id, table_no, row_no, choice) again, copy 2"),
    ]


def test_a_parent_that_was_settled_elsewhere_is_found():
    elsewhere = {
        "pages": massachusetts()["pages"],
        "polls": frame_of("polls", [Poll(TITLE, 1, 2, 3, "A pollster")]),
    }
    settled, rejected = keys_held({"poll_results": of_choices("Kerry")}, ["poll_results"], elsewhere, {})
    assert settled["poll_results"]["choice"].to_list() == ["Kerry"]
    assert quarantine_of(rejected).is_empty()


def test_rows_of_quarantine_that_are_alike_in_all_are_numbered():
    row = {"table_name": "areas", "page_id": 1, "rev_id": 2, "record_key": "{}", "reason": "x", "record": "{}"}
    part = pl.DataFrame([row], schema=TABLES["quarantine"].dtypes)
    told = quarantine_of([part, part.with_columns(reason=pl.lit("y")), part, part])
    assert told["reason"].to_list() == ["x", "y", "x (alike row 2)", "x (alike row 3)"]
    check_unique("quarantine", told)


def test_what_would_break_a_release_ends_the_run():
    pages = massachusetts()["pages"]
    check_unique("pages", pages)
    with pytest.raises(DatasetError, match="two rows of pages have the same key"):
        check_unique("pages", pl.concat([pages, pages.head(1)]))
    check_known(["pages", "areas"])
    with pytest.raises(DatasetError, match="no schema knows the table x"):
        check_known(["pages", "x"])
    check_none_lost([pages, pages], [pl.concat([pages, pages])])
    for left in ([pages], [pages, pages, pages]):
        with pytest.raises(DatasetError, match="rows came and"):
            check_none_lost([pages, pages], left)
