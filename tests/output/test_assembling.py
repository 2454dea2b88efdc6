"""The data tables' files: keys hold, parents are there, no row is lost, and the bytes do not tell of the windows."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from output.assembling import assemble
from pipeline.errors import DatasetError
from pipeline.records import Candidate, Election, Poll, PollResult
from schemas import DATA_TABLES, TABLES
from schemas.frames import frame_of
from tests.long import LONG
from tests.output.small import of_page, page

NUMBERS = st.integers(1, 3)
POLLS = st.builds(lambda p, r, name: Poll("E", p, 1, r, name), NUMBERS, NUMBERS, st.sampled_from(["CNN", "Zogby"]))
RESULTS = st.builds(
    lambda p, r, who, pct: PollResult("E", p, 1, r, who, pct), NUMBERS, NUMBERS, st.sampled_from("ab"), st.just(5.0)
)
ELECTIONS = st.builds(lambda name, p: Election(name, p, 1), st.sampled_from("EF"), NUMBERS)
CANDIDATES = st.builds(lambda name, n: Candidate(name, n, "Kerry"), st.sampled_from("EFG"), NUMBERS)


@settings(max_examples=40 if LONG else 20)
@given(
    st.sets(NUMBERS),
    st.lists(POLLS, max_size=6),
    st.lists(RESULTS, max_size=8),
    st.lists(ELECTIONS, max_size=4),
    st.lists(CANDIDATES, max_size=4),
)
def test_keys_hold_parents_are_there_every_row_is_somewhere_in_windows_or_at_once(
    tmp_path_factory, pages, polls, results, elections, candidates
):
    tables = {
        "pages": frame_of("pages", [page(number, f"Page {number}") for number in pages]),
        "elections": frame_of("elections", elections),
        "candidates": frame_of("candidates", candidates),
        "polls": frame_of("polls", polls),
        "poll_results": frame_of("poll_results", results),
    }
    folder = tmp_path_factory.mktemp("files")
    files = assemble([tables], folder / "at once")
    settled = {name: files.table(name) for name in DATA_TABLES}
    assert sum(files.rows.values()) == sum(frame.height for frame in tables.values())
    for name, frame in settled.items():
        schema = TABLES[name]
        assert frame.height == files.rows[name]
        assert not frame.select(pl.struct(schema.primary_key).is_duplicated().any()).item(), name
        for key in schema.foreign_keys:
            orphans = frame.join(settled[key.table], left_on=key.columns, right_on=key.target, how="anti")
            assert orphans.is_empty(), name
    by_page = [{name: f.filter(page_id=n) for name, f in tables.items() if "page_id" in f.columns} for n in (1, 2, 3)]
    last = {"candidates": tables["candidates"].reverse()}
    assert assemble([*by_page, last], folder / "windows").hashes == files.hashes


def test_windows_out_of_order_are_a_fault_of_the_program(tmp_path):
    with pytest.raises(DatasetError, match="page 1 comes after page 2"):
        assemble([of_page(2, "Maine"), of_page(1, "Ohio")], tmp_path)
