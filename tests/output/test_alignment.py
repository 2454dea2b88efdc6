"""An inserted row, table, section or link is one change: what stands below it moved and did not change."""

from __future__ import annotations

import json

import polars as pl

from output.alignment import aligned
from output.changes import changes_between, side_of_frames
from output.difference import difference
from pipeline.records import AreaResult, CellRecord, LinkRecord, PageTable, Poll, PollResult, SectionRecord
from schemas.frames import frame_of
from tests.output.small import page

POLLS = ["Zogby", "CNN", "Rasmussen", "Gallup", "Zogby"]


def poll_page(polls, rev_id, *, tables_before=0, intro=(), numbers=None):
    """A page with a table of polls under `tables_before` other tables, and one link per pollster."""
    no = tables_before + 1
    shares = numbers or {n: 50.0 + len(polls) - n for n in range(len(polls))}
    cells = [CellRecord(1, t, 0, 0, True, f"table {t}", "", 0, 0) for t in range(1, no)]
    cells += [CellRecord(1, no, 0, c, True, head, "", 0, c) for c, head in enumerate(("Poll", "Kerry"))]
    cells += [CellRecord(1, no, n + 1, 0, False, name, "", n + 1, 0) for n, name in enumerate(polls)]
    cells += [CellRecord(1, no, n + 1, 1, False, str(shares[n]), "", n + 1, 1) for n in range(len(polls))]
    tables = [PageTable(1, t, "Lead", f"table {t}", "unknown", 1, 1, 1) for t in range(1, no)]
    tables.append(PageTable(1, no, "Polling", None, "polls", len(polls) + 1, 2, 1))
    sections = [*intro, "Polling"]
    return {
        "pages": frame_of("pages", [page(rev_id=rev_id)]),
        "polls": frame_of("polls", [Poll("E", 1, no, n + 1, name) for n, name in enumerate(polls)]),
        "poll_results": frame_of("poll_results", [PollResult("E", 1, no, n + 1, "Kerry", shares[n]) for n in shares]),
        "page_tables": frame_of("page_tables", tables),
        "cells": frame_of("cells", cells),
        "sections": frame_of("sections", [SectionRecord(1, n, 2, s, s, "") for n, s in enumerate(sections)]),
        "links": frame_of("links", [LinkRecord(1, len(intro), n, name, name) for n, name in enumerate(polls)]),
    }


def changes(old, new, parser="p1", **other):
    found = changes_between(side_of_frames(old, "p1"), side_of_frames(new, parser), **other)
    return found.filter(pl.col("table_name") != "pages")


def test_a_poll_on_top_is_one_poll_more():
    old = poll_page(POLLS, 1)
    new = poll_page(["Newsweek", *POLLS], 2)
    found = changes(old, new)
    assert set(found["change"]) == {"added", "changed"}
    assert found.filter(pl.col("change") == "changed").select("table_name", "column_name", "new_value").rows() == [
        ("page_tables", "n_rows", "7")
    ]
    added = found.filter(pl.col("change") == "added")
    assert sorted(added["table_name"]) == ["cells", "cells", "links", "poll_results", "polls"]
    assert json.loads(added.filter(pl.col("table_name") == "polls")["new_value"][0])["pollster"] == "Newsweek"


def test_a_poll_taken_out_is_named_by_the_place_it_had():
    found = changes(
        poll_page(POLLS, 1), poll_page(POLLS[:2] + POLLS[3:], 2, numbers={0: 55.0, 1: 54.0, 2: 52.0, 3: 51.0})
    )
    removed = found.filter((pl.col("change") == "removed") & (pl.col("table_name") == "polls"))
    assert removed["record_key"].to_list() == ['{"page_id":1,"table_no":1,"row_no":3}']
    assert json.loads(removed["old_value"][0])["pollster"] == "Rasmussen"
    assert json.loads(removed["old_value"][0])["row_no"] == 3
    assert found.filter(pl.col("change") == "changed")["column_name"].to_list() == ["n_rows"]


def test_a_number_corrected_below_an_inserted_row_is_a_changed_cell():
    new = poll_page(["Newsweek", *POLLS], 2, numbers={0: 60.0, 1: 55.0, 2: 54.0, 3: 47.5, 4: 52.0, 5: 51.0})
    found = changes(poll_page(POLLS, 1), new).filter(pl.col("table_name") == "poll_results")
    assert found.select("change", "column_name", "old_value", "new_value").rows() == [
        ("added", None, None, '{"election_id":"E","page_id":1,"table_no":1,"row_no":1,"choice":"Kerry","pct":60.0}'),
        ("changed", "pct", "53.0", "47.5"),
    ]
    assert json.loads(found["record_key"][1])["row_no"] == 4


def test_two_rows_reworded_below_an_inserted_one_are_changed_cells():
    new = poll_page(["Newsweek", "Zogby", "CNN", "Rasmussen Reports", "Gallup, Inc.", "Zogby"], 2)
    found = changes(poll_page(POLLS, 1), new)
    reworded = found.filter((pl.col("table_name") == "cells") & (pl.col("change") == "changed"))
    assert reworded.select("column_name", "old_value", "new_value").rows() == [
        ("text", "Rasmussen", "Rasmussen Reports"),
        ("text", "Gallup", "Gallup, Inc."),
    ]
    assert found.filter((pl.col("table_name") == "cells") & (pl.col("change") == "removed")).is_empty()


def test_a_table_and_a_section_put_before_move_the_rest_and_change_nothing_of_it():
    found = changes(poll_page(POLLS, 1), poll_page(POLLS, 2, tables_before=1, intro=["Background"]))
    assert found.select("table_name", "change").rows() == [
        ("cells", "added"),
        ("page_tables", "added"),
        ("sections", "added"),
    ]


def test_edit_and_code_are_told_apart_below_an_inserted_row():
    old = poll_page(POLLS, 1, numbers={n: 10.0 + n for n in range(5)})
    middle = poll_page(POLLS, 1, numbers={0: 10.0, 1: 99.0, 2: 12.0, 3: 13.0, 4: 14.0})
    new = poll_page(["Newsweek", *POLLS], 2, numbers={0: 1.0, 1: 10.0, 2: 99.0, 3: 88.0, 4: 13.0, 5: 14.0})
    found = changes(old, new, parser="p2", reparsed=middle).filter(pl.col("table_name") == "poll_results")
    assert found.select("change", "new_value", "cause").rows()[1:] == [
        ("changed", "99.0", "code"),
        ("changed", "88.0", "edit"),
    ]
    assert found["cause"][0] == "edit"


def test_a_row_that_kept_its_place_and_changed_its_name_is_a_changed_row():
    old, new = poll_page(POLLS, 1), poll_page(POLLS, 2)
    new["poll_results"] = new["poll_results"].with_columns(choice=pl.lit("John Kerry"))
    found = changes(old, new)
    assert set(found.select("change", "column_name", "old_value", "new_value").rows()) == {
        ("changed", "choice", "Kerry", "John Kerry")
    }
    assert found.height == 5


def moved(old, new):
    """Where the rows of the old polls stand in the new revision."""
    return aligned(old.__getitem__, new.__getitem__, [1])("polls")["row_no"].to_list()


def test_the_first_of_all_taken_out_leaves_no_trace_in_the_others():
    found = changes(poll_page(POLLS, 1), poll_page(POLLS[1:], 2, numbers={n: 54.0 - n for n in range(4)}))
    links = found.filter(pl.col("table_name") == "links")
    assert links["change"].to_list() == ["removed"]  # link 0: the number of none that is there now
    assert json.loads(links["old_value"][0])["target"] == "Zogby"


def test_rows_that_begin_alike_are_each_another_one():
    old = poll_page(["Zogby", "Zogby"], 1, numbers={0: 50.0, 1: 49.0})
    new = poll_page(["Newsweek", "Zogby", "Zogby"], 2, numbers={0: 60.0, 1: 51.0, 2: 48.0})
    assert moved(old, new) == [2, 3]


def test_a_row_in_whose_place_two_came_is_none_of_them():
    old = poll_page(["Alpha", "Zogby"], 1, numbers={0: 50.0, 1: 49.0})
    new = poll_page(["Beta", "Gamma", "Zogby"], 2, numbers={0: 50.0, 1: 50.0, 2: 49.0})
    went, stays = moved(old, new)
    assert (went < 0, stays) == (True, 3)


def test_long_tables_are_left_as_they_stand(monkeypatch):
    old, new = poll_page(POLLS, 1), poll_page(["Newsweek", *POLLS], 2)
    assert moved(old, new) == [2, 3, 4, 5, 6]
    monkeypatch.setattr("output.alignment.MOST_ROWS", 3)
    assert moved(old, new) == [1, 2, 3, 4, 5]


def test_of_two_tables_in_one_section_the_one_that_went_is_named():
    old, new = poll_page(POLLS, 1, tables_before=2), poll_page(POLLS, 2, tables_before=1)
    second = pl.col("text").str.replace("table 1", "table 2")
    new["cells"] = new["cells"].with_columns(second)
    new["page_tables"] = new["page_tables"].with_columns(pl.col("caption").str.replace("table 1", "table 2"))
    found = changes(old, new)
    assert found.select("table_name", "change").rows() == [("cells", "removed"), ("page_tables", "removed")]
    assert json.loads(found["old_value"][1])["caption"] == "table 1"


def test_a_table_without_a_cell_moves_like_the_others():
    def page_of(rev_id, *captions):
        tables = [PageTable(1, n, "Lead", caption, "unknown", 0, 0, 0) for n, caption in enumerate(captions, start=1)]
        return poll_page([], rev_id, tables_before=len(captions)) | {
            "page_tables": frame_of("page_tables", tables),
            "cells": frame_of("cells", []),
        }

    found = changes(page_of(1, "empty"), page_of(2, "another", "empty"))
    assert found.select("table_name", "change").rows() == [("page_tables", "added")]
    assert json.loads(found["new_value"][0])["caption"] == "another"


def test_names_that_come_to_rows_in_their_place_are_changed_cells():
    def table(rows):
        lines = [AreaResult("E", 1, 1, 2, "county", *names, votes, None) for *names, votes in rows]
        return frame_of("area_results", lines)

    before = table([("Essex", "Kerry", None, 6), ("Essex", "Bush", None, 3)])
    named = table([("Essex", "Kerry", "Democratic", 6), ("Essex", "Bush", "Republican", 3)])
    found = difference("area_results", before, named)
    assert set(found.select("change", "column_name", "new_value").rows()) == {
        ("changed", "party", "Democratic"),
        ("changed", "party", "Republican"),
    }
    renamed = difference("area_results", before.head(1), table([("Essex County", "John Kerry", "Democratic", 6)]))
    assert set(renamed.select("change", "column_name", "old_value").rows()) == {
        ("changed", "area", "Essex"),
        ("changed", "candidate", "Kerry"),
        ("changed", "party", None),
    }
