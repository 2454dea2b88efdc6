"""One case per check that is not about sums: a page of the sample, changed so that the check must tell of it.

All cases are read in one run: each is a copy of its page under ids of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

import polars as pl

Tables = dict[str, pl.DataFrame]
col = pl.col
ALL = pl.lit(True)
AREA, BUSH, KERRY = col("area") == "Essex", col("candidate") == "George W. Bush", col("candidate") == "John Kerry"
MASSACHUSETTS = "2004 United States presidential election in Massachusetts"
MISSOURI = "2008 United States presidential election in Missouri"
IOWA = "Opinion polling for the 2008 United States presidential election in Iowa"
OCHIL = "Ochil (UK Parliament constituency)"


class Case(NamedTuple):
    """The check that must tell, how badly, and of which change to which page."""

    check: str
    severity: str
    change: Callable[[Tables], Tables]
    page: str = MASSACHUSETTS


def put(table: str, where: pl.Expr, **values: Any) -> Callable[[Tables], Tables]:
    """Other values in the rows where `where` holds; at least one must."""

    def change(tables: Tables) -> Tables:
        frame = tables[table]
        assert frame.filter(where).height, f"no row of {table} to change"
        new = [
            pl.when(where).then(value if isinstance(value, pl.Expr) else pl.lit(value)).otherwise(col(name)).alias(name)
            for name, value in values.items()
        ]
        return tables | {table: frame.with_columns(new).cast(dict(frame.schema))}

    return change


def drop(where: pl.Expr, *names: str) -> Callable[[Tables], Tables]:
    """The rows of these tables are gone."""
    return lambda tables: tables | {name: tables[name].filter(~where.fill_null(False)) for name in names}


def double(where: pl.Expr, *names: str) -> Callable[[Tables], Tables]:
    """The rows of these tables are there once more, further down."""
    again = col("row_no") + 500
    return lambda tables: (
        tables | {name: pl.concat([tables[name], tables[name].filter(where).with_columns(again)]) for name in names}
    )


def both(*changes: Callable[[Tables], Tables]) -> Callable[[Tables], Tables]:
    """One change after the other."""

    def change(tables: Tables) -> Tables:
        for each in changes:
            tables = each(tables)
        return tables

    return change


def line(**values: Any) -> Callable[[Tables], Tables]:
    """A line more in the page's results table: a copy of its first, with these values."""

    def change(tables: Tables) -> Tables:
        first = tables["results"].head(1)
        new = {"row_no": 90, "candidate": None, "party": None, "pct": None} | values
        added = first.with_columns([pl.lit(v).cast(first.schema[k]).alias(k) for k, v in new.items()])
        return tables | {"results": pl.concat([tables["results"], added])}

    return change


PRESIDENT = col("table_no") == 2  # the results table of Massachusetts
DISTRICT = col("area_type") == "congressional_district"
POLL = col("row_no") == col("row_no").min()

CASES = (
    Case("turnout_range", "error", put("elections", ALL, turnout_pct=714.1)),
    Case("turnout_range", "warning", put("elections", ALL, turnout_pct=7.14)),
    Case("turnout_change", "warning", put("elections", ALL, turnout_change_pp=32.1)),
    Case("infobox_share", "warning", both(drop(ALL, "results"), put("candidates", col("ordinal") == 2, pct=37.87))),
    Case("infobox_pct_sum", "error", both(drop(ALL, "results"), put("candidates", col("ordinal") == 2, pct=63.78))),
    Case("electoral_votes", "error", put("candidates", col("ordinal") == 1, electoral_vote=21)),
    Case("electoral_votes", "warning", put("candidates", col("ordinal") == 1, electoral_vote=11)),
    Case("electoral_votes_winner", "warning", put("candidates", col("ordinal") == 2, electoral_vote=2)),
    Case("electors_count", "warning", drop(col("ordinal") == 1, "electors")),
    Case("result_electoral_votes", "error", put("results", KERRY & PRESIDENT, electoral_votes=21)),
    Case("infobox_winner", "warning", put("candidates", ALL, is_winner=col("ordinal") == 2)),
    Case("result_winner", "warning", put("results", PRESIDENT, is_winner=BUSH)),
    Case("result_gap", "warning", drop(BUSH & PRESIDENT, "results")),
    Case("infobox_candidate_missing", "warning", drop(BUSH & PRESIDENT, "results")),
    Case("infobox_votes_missing", "info", put("candidates", col("ordinal") == 2, popular_vote=None)),
    Case("infobox_missing", "info", drop(ALL, "elections", "candidates")),
    Case("votes_over_registered", "warning", line(line="registered", votes=2_900_000)),
    Case(
        "turnout_recomputes",
        "warning",
        both(
            line(line="registered", votes=4_000_000),
            line(line="turnout", votes=3_000_000, row_no=91),
            put("results", col("line") == "turnout", pct=66.0),
        ),
    ),
    Case(
        "result_pct_sum",
        "warning",
        both(put("results", PRESIDENT, votes=None), put("results", BUSH & PRESIDENT, pct=40.0)),
    ),
    Case("result_majority", "warning", line(line="majority", votes=1)),
    Case("result_share", "warning", put("results", (col("table_no") == 1) & POLL, votes=1), OCHIL),
    Case(
        "area_pct_sum",
        "error",
        both(
            put("area_results", DISTRICT, pct=pl.when(KERRY).then(60.0).otherwise(40.0)),
            put("area_results", DISTRICT & KERRY & (col("area") == "4"), pct=83.0),
        ),
    ),
    Case(
        "area_margin_signs",
        "warning",
        put("areas", AREA & col("margin_pct").is_not_null(), margin_pct=-col("margin_pct")),
    ),
    Case("county_missing", "error", drop(AREA, "areas", "area_results")),
    Case("county_unknown", "warning", put("areas", AREA, area="Esex", geoid=None)),
    Case("district_missing", "warning", drop(DISTRICT & (col("area") == "4"), "areas", "area_results")),
    Case("area_twice", "error", double(AREA, "areas", "area_results")),
    Case("area_votes_missing", "warning", put("area_results", AREA & BUSH, votes=None)),
    Case("totals_twice", "warning", put("areas", AREA, is_total=True)),
    Case("link_year", "warning", put("elections", ALL, previous_year=1992)),
    Case("years_in_order", "error", put("elections", ALL, next_year=1996)),
    Case("date_year", "error", put("elections", ALL, election_date=date(2040, 11, 2))),
    Case("date_year", "warning", put("elections", ALL, election_date=date(2005, 11, 2))),
    Case("election_day", "error", put("elections", ALL, election_date=date(2004, 11, 4))),
    Case("candidate_names", "info", put("results", BUSH, candidate="George Bush", candidate_link="George W. Bush")),
    Case("candidate_spelling", "warning", put("area_results", BUSH, candidate="Goerge W. Bush")),
    Case("candidate_twice", "warning", double(BUSH & PRESIDENT, "results")),
    Case("party_spelling", "warning", put("area_results", BUSH, party="Repubilcan")),
    Case("party_names", "info", both(put("results", PRESIDENT, party_link="X"), put("results", KERRY, party="The X"))),
    Case("area_party", "warning", put("area_results", KERRY & (col("area_type") == "county"), party="Republican")),
    Case("incumbent_twice", "info", put("results", PRESIDENT, is_incumbent=True)),
    Case("prediction_late", "warning", put("predictions", POLL, as_of=date(2004, 11, 6))),
    Case("prediction_party", "info", put("candidates", ALL, party="Green Party")),
    Case("prediction_source", "warning", put("predictions", POLL, source="–")),
    Case("rating_empty", "info", put("predictions", POLL, rating=None, rating_level=None)),
    Case("rating_empty", "warning", put("predictions", ALL, rating=None, rating_level=None)),
    Case("rating_unread", "info", put("predictions", POLL, rating="Too early to say", rating_level=None)),
    Case(
        "poll_dates",
        "warning",
        put("polls", POLL, field_start=date(2008, 11, 3), field_end=date(2008, 10, 3)),
        MISSOURI,
    ),
    Case("poll_late", "warning", put("polls", POLL, field_end=date(2008, 11, 28)), MISSOURI),
    Case("poll_without_date", "info", put("polls", POLL, field_start=None, field_end=None), MISSOURI),
    Case("poll_without_answers", "info", drop(POLL, "poll_results"), MISSOURI),
    Case("poll_pct_sum", "error", put("poll_results", POLL, pct=88.0), MISSOURI),
    Case("poll_margin_of_error", "info", put("polls", POLL, sample_size=60, margin_of_error_pp=3.0), IOWA),
    Case("table_without_rows", "info", drop(PRESIDENT, "results")),
    Case(
        "table_rows_unread", "info", drop((col("area_type") == "county") & (col("row_no") > 7), "areas", "area_results")
    ),
    Case("text_broken", "warning", put("cells", POLL, text="Espa\N{REPLACEMENT CHARACTER}a")),
    Case("markup_in_names", "warning", put("area_results", BUSH, candidate="George W. Bush]]")),
    Case("page_held", "warning", put("pages", ALL, held_rev_id=5, held_reason="a table was blanked")),
)
