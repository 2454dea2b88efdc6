"""Cuts the pages of a dataset into lots that are checked one after the other, so that memory holds one of them.

A lot is a stretch of page ids: the data tables' files are in the order of pages, so that DuckDB reads of each what it
needs. Which lots there are changes no finding.
"""

from __future__ import annotations

from typing import NamedTuple

import polars as pl

LOT_ROWS = 1_000_000
"""Rows of a lot, those of the tables that `row_counts` counts: with them a lot of checks needs some 300 MB."""
_PAGE = 50  # rows that a page counts for besides its own: a page of nothing is looked at, too


class Lot(NamedTuple):
    """The pages after the one id, up to the other; None: from the first, to the last. The first has rows of no page."""

    after: int | None = None
    until: int | None = None

    @property
    def condition(self) -> str:
        """What holds for the lot's rows, in SQL."""
        first = "TRUE" if self.after is None else f"page_id > {self.after}"
        last = "TRUE" if self.until is None else f"page_id <= {self.until}"
        return f"({first} AND {last}{' OR page_id IS NULL' if self.after is None else ''})"


EVERYTHING = Lot()


def lots_of(page_ids: pl.Series, counts: pl.DataFrame, rows: int = LOT_ROWS) -> list[Lot]:
    """Lots of about so many rows, in the order of page ids; one at least. `counts`: of `row_counts.page_rows`."""
    if rows >= _PAGE * page_ids.len() + int(counts["rows"].sum()):
        return [EVERYTHING]
    each = pl.concat(
        [page_ids.to_frame("page_id").with_columns(rows=pl.lit(_PAGE, pl.Int64)), counts.select("page_id", "rows")]
    )
    weighed = each.group_by("page_id").agg(pl.col("rows").sum()).sort("page_id")
    before = pl.col("rows").cum_sum() - pl.col("rows")
    last = weighed.group_by(before // rows, maintain_order=True).agg(pl.col("page_id").last())["page_id"].to_list()
    return [Lot(*ends) for ends in zip([None, *last[:-1]], [*last[:-1], None], strict=True)]
