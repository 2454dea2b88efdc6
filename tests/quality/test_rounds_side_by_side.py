"""Two rounds that stand side by side in a table by area: each is checked by its own sums, neither by the other's."""

from __future__ import annotations

import polars as pl
import pytest

from tests.quality.page import BUSH, KERRY, TITLE, broken, found, tables

RUNOFF = f"{TITLE}#Runoff"
MORE = 1_203  # votes of each candidate in each area's runoff over those of the first round
SECOND = pl.col("election_id") == RUNOFF


def two_rounds():
    """The right page with a runoff between Kerry and Bush beside the first round, in the same rows."""
    page = tables()
    key = ["page_id", "table_no", "row_no", "area"]
    n_areas = page["areas"].height - 1
    more = pl.when(pl.col("area") == "Totals").then(MORE * n_areas).otherwise(MORE)
    cells = (
        page["area_results"]
        .filter(pl.col("candidate").is_in([KERRY, BUSH]))
        .with_columns(election_id=pl.lit(RUNOFF), votes=pl.col("votes") + more)
        .with_columns(pct=(100 * pl.col("votes") / pl.col("votes").sum().over(key)).round(2))
    )
    sums = cells.group_by(key).agg(total=pl.col("votes").sum())
    areas = (
        page["areas"]
        .join(sums, on=key, how="left", maintain_order="left")
        .with_columns(election_id=pl.lit(RUNOFF), total_votes=pl.col("total"))
        .with_columns(margin_pct=(100 * pl.col("margin_votes") / pl.col("total")).round(2))
        .drop("total")
    )
    return page | {
        "areas": pl.concat([page["areas"], areas]),
        "area_results": pl.concat([page["area_results"], cells]),
    }


def test_two_right_rounds_have_no_findings():
    assert found(two_rounds(), "error", "warning", "info") == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            ("area_results", "votes", 915271, SECOND, pl.col("area") == "Essex", pl.col("candidate") == KERRY),
            ("area_votes", "error", "915271", "195271"),
        ),
        (
            ("areas", "total_votes", 331885, SECOND, pl.col("area") == "Essex"),
            ("area_sum", "error", "331885", "331588"),
        ),
        (
            ("areas", "margin_votes", 59854, SECOND, pl.col("area") == "Essex"),
            ("area_margin", "error", "59854", "58954"),
        ),
    ],
)
def test_a_fault_of_the_second_round_is_one_error_there(change, expected):
    assert found(broken(*change, of=two_rounds()), "error") == [expected]
