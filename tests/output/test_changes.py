"""What differs between two states, by row and cell, and why."""

from __future__ import annotations

import json

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from output.changes import changes_between, side_of, side_of_frames
from output.difference import difference
from pipeline.records import AreaResult, Result
from schemas import TABLES
from schemas.frames import frame_of
from tests.output.small import massachusetts, of_page, put, tables_of


def changes(old, new, old_parser="p1", new_parser="p1", **other):
    sides = side_of_frames(old, old_parser), side_of_frames(new, new_parser)
    return changes_between(*sides, **other)


def causes(found):
    return {(row["table_name"], row["column_name"]): row["cause"] for row in found.to_dicts()}


def test_nothing_differs_from_itself():
    assert changes(massachusetts(), massachusetts()).is_empty()


def test_an_edit_of_one_cell():
    found = changes(massachusetts(others=4051), massachusetts(others=4015, rev_id=123))
    row = found.filter(pl.col("table_name") == "area_results").row(0, named=True)
    key = json.loads(row.pop("record_key"))
    assert list(key) == list(TABLES["area_results"].primary_key)
    assert (key["page_id"], key["area"], key["candidate"], key["party"]) == (1, "Essex", "Others", None)
    assert row == {
        "table_name": "area_results",
        "change": "changed",
        "column_name": "votes",
        "old_value": "4051",
        "new_value": "4015",
        "cause": "edit",
        "rev_id": 123,
    }
    assert causes(found) == {
        ("area_results", "votes"): "edit",
        ("pages", "rev_id"): "edit",
        ("pages", "url"): "edit",
    }


def test_a_page_that_was_moved_counts_as_edited():
    new = massachusetts()
    new["pages"] = new["pages"].with_columns(title=pl.concat_str(pl.lit("The "), "title"))
    assert set(causes(changes(massachusetts(), new)).values()) == {"edit"}


def test_another_parser_on_the_same_revision_is_code():
    assert set(causes(changes(massachusetts(), massachusetts(others=1), new_parser="p2")).values()) == {"code"}


def test_both_changed_and_nothing_tells_them_apart():
    found = changes(massachusetts(), massachusetts(others=1, rev_id=101), new_parser="p2")
    assert causes(found)["area_results", "votes"] == "both"


def test_the_old_revision_read_anew_tells_edit_from_code():
    old, new = massachusetts(others=1), massachusetts(others=3, rev_id=101)
    for middle, cause in ((1, "edit"), (3, "code"), (2, "both")):
        found = changes(old, new, new_parser="p2", reparsed=massachusetts(others=middle))
        assert causes(found)["area_results", "votes"] == cause
        assert causes(found)["pages", "rev_id"] == "edit"


def test_a_row_that_the_new_parser_reads_more_is_code_even_on_an_edited_page():
    old, new = massachusetts(), massachusetts(others=7, rev_id=101)
    old["predictions"] = old["predictions"].filter(pl.col("page_id") != 1)
    found = changes(old, new, new_parser="p2", reparsed=massachusetts())
    assert causes(found)["predictions", None] == "code"
    assert causes(found)["area_results", "votes"] == "edit"


def test_a_hold_is_a_hold():
    new = massachusetts(held_rev_id=105, held_reason="90 % of the votes are gone")
    assert set(causes(changes(massachusetts(), new, new_parser="p2")).values()) == {"hold"}


def test_a_page_that_comes_is_an_edit_and_its_raw_layer_may_be_left_out():
    old, new = of_page(), massachusetts()
    found = changes(old, new, new_parser="p2")
    assert set(found["change"]) == {"added"}
    assert set(found["cause"]) == {"edit"}
    assert set(found["rev_id"]) == {200}
    assert found.filter(pl.col("table_name") == "cells").height == 24
    short = changes(old, new, whole_pages=False)
    assert set(short["table_name"]).isdisjoint({"cells", "links", "sections", "page_tables"})
    assert found.height - short.height == 24 + 3
    back = changes(new, old)
    assert set(back["change"]) == {"removed"}
    assert set(back["rev_id"]) == {200}


def test_candidates_have_the_revision_of_their_election_s_page():
    new = massachusetts(rev_id=101)
    new["candidates"] = new["candidates"].with_columns(image=pl.lit("Kerry.jpg"))
    found = changes(massachusetts(), new).filter(pl.col("table_name") == "candidates")
    assert sorted(zip(found["rev_id"], found["cause"], strict=True)) == [
        (101, "edit"), (101, "edit"), (200, "code"), (200, "code"),
    ]  # fmt: skip


CELLS = st.builds(
    lambda row, who, votes, pct: AreaResult("E", 1, 1, row, "county", "Essex", who, None, votes, pct),
    st.integers(0, 3),
    st.sampled_from("abcd"),
    st.none() | st.integers(0, 2),
    st.none() | st.sampled_from([0.0, 1.5, 2.25]),
)
KEY = list(TABLES["area_results"].primary_key)


def read(column, value):
    return value if value is None else {"votes": int, "pct": float}.get(column, str)(value)


def keyed(frame):
    return {json.dumps({k: row[k] for k in KEY}, separators=(",", ":")): row for row in frame.to_dicts()}


@settings(max_examples=80)
@given(st.lists(CELLS, max_size=6), st.lists(CELLS, max_size=6))
def test_the_differences_applied_to_the_old_rows_give_the_new_ones(old_rows, new_rows):
    old = frame_of("area_results", old_rows).unique(KEY, keep="first")
    new = frame_of("area_results", new_rows).unique(KEY, keep="first")
    rows, came = keyed(old), {}
    for (key, kind), found in difference("area_results", old, new).group_by("record_key", "change"):
        cells = {row["column_name"]: row for row in found.to_dicts()}
        if kind == "removed":
            assert json.loads(cells[None]["old_value"]) == rows.pop(key)
            assert cells[None]["new_value"] is None
        elif kind == "added":
            came[key] = json.loads(cells[None]["new_value"])
            assert cells[None]["old_value"] is None
        else:
            was = json.loads(key) | {name: read(name, cells[name]["old_value"]) for name in KEY if name in cells}
            row = rows.pop(json.dumps(was, separators=(",", ":")))
            for name, cell in cells.items():
                assert row[name] == read(name, cell["old_value"]) != read(name, cell["new_value"])
                row[name] = read(name, cell["new_value"])
            came[key] = row
    assert not set(rows) & set(came)
    rows |= came
    assert rows == keyed(new)


def test_of_several_renamed_in_one_row_nobody_is_taken_for_another():
    """Which of the two was which, no key tells: they went, and others came."""
    ann, bob, carl, dora = (AreaResult("E", 1, 1, 2, "county", "Essex", who, None, 7) for who in "abcd")
    frames = [frame_of("area_results", rows) for rows in ((ann, bob), (carl, dora))]
    assert sorted(difference("area_results", *frames)["change"]) == ["added", "added", "removed", "removed"]
    one = frame_of("area_results", [carl]), frame_of("area_results", [dora])
    assert difference("area_results", *one)["change"].to_list() == ["changed"]
    half = frame_of("area_results", [ann, bob]), frame_of("area_results", [carl])
    assert sorted(difference("area_results", *half)["change"]) == ["added", "removed", "removed"]


def test_nothing_named_is_the_same_as_nothing_named():
    """Two lines of one candidate, one without a party: each is the one that it was."""
    frames = [
        frame_of("area_results", [AreaResult("E", 1, 1, 2, "county", "Essex", "a", party, n) for party, n in lines])
        for lines in (((None, 1), ("X", 2)), ((None, 3), ("X", 4)))
    ]
    found = difference("area_results", *frames).select("change", "column_name", "old_value", "new_value").rows()
    assert sorted(found) == [("changed", "votes", "1", "3"), ("changed", "votes", "2", "4")]
    total, turnout = (Result("E", 1, 1, 3, None, line, votes=5) for line in ("total", "turnout"))
    sides = [[total, turnout], [total._replace(votes=6), turnout._replace(votes=7)]]
    found = difference("results", *(frame_of("results", side) for side in sides))
    assert found["change"].to_list() == ["changed", "changed"]


@pytest.mark.parametrize("name", ["cells", "pages", "area_results"])
def test_tables_with_the_same_hash_are_not_even_read(name):
    def refuse(table):
        assert table == "pages", "only pages tell revisions"
        return tables_of(of_page())["pages"]

    side = side_of_frames({}, "p1")
    same = type(side)(refuse, dict.fromkeys(TABLES, "abc"), "p1")
    assert changes_between(same, same, tables=[name]).is_empty()


def test_what_is_read_from_disk_by_lots_of_pages_is_what_frames_tell(tmp_path, monkeypatch):
    monkeypatch.setattr("output.changes.PAGES_AT_ONCE", 1)
    maine, iowa = "2004 election in Maine", "2004 election in Iowa"
    before = tables_of(of_page(), of_page(2, maine, 200), of_page(3, iowa, 300))
    after = tables_of(of_page(others=4, rev_id=101), of_page(2, maine, 200), of_page(4, "2004 election in Ohio", 400))
    for name, parser in (("same code", "p1"), ("other code", "p2")):
        old = put(tmp_path / name, before).release
        new = put(tmp_path / name, after, parser=parser).release
        on_disk = changes_between(side_of(old), side_of(new))
        in_memory = changes_between(side_of_frames(before, "p1"), side_of_frames(after, parser))
        assert on_disk.height > 10
        assert on_disk.equals(in_memory)
