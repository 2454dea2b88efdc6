"""The last look before writing: keys hold, parents are there, no row is lost."""

from __future__ import annotations

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from output.integrity import settle
from pipeline.records import Poll, PollResult
from schemas import TABLES
from schemas.frames import frame_of
from tests.output.small import page

NUMBERS = st.integers(1, 2)
POLLS = st.builds(lambda p, r, name: Poll("E", p, 1, r, name), NUMBERS, NUMBERS, st.sampled_from(["CNN", "Zogby"]))
RESULTS = st.builds(
    lambda p, r, who, pct: PollResult("E", p, 1, r, who, pct), NUMBERS, NUMBERS, st.sampled_from("ab"), st.just(5.0)
)


@settings(max_examples=60, deadline=None)
@given(st.sets(NUMBERS), st.lists(POLLS, max_size=6), st.lists(RESULTS, max_size=8))
def test_every_key_holds_every_parent_is_there_and_every_row_is_somewhere(pages, polls, results):
    tables = {
        "pages": frame_of("pages", [page(number, f"Page {number}") for number in pages]),
        "polls": frame_of("polls", polls),
        "poll_results": frame_of("poll_results", results),
    }
    settled = settle(tables)
    assert set(settled) == set(TABLES)
    assert sum(frame.height for frame in settled.values()) == len(pages) + len(polls) + len(results)
    for name, schema in TABLES.items():
        assert not settled[name].select(pl.struct(schema.primary_key).is_duplicated().any()).item(), name
        for key in schema.foreign_keys:
            orphans = settled[name].join(settled[key.table], left_on=key.columns, right_on=key.target, how="anti")
            assert orphans.is_empty(), name
