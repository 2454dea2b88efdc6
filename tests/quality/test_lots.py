"""Pages are checked in lots, and nothing tells of them: neither findings nor counts, whatever the lots.

So every check that is not marked `across_pages` has to look within a page. It is held to that by every row that it
compares, those that are right included: they are the same in lots of one page and all at once.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from output.release import write_tables
from pipeline.quality import running
from pipeline.quality.lots import EVERYTHING, Lot, lots_of
from pipeline.quality.registry import Check, checks
from pipeline.quality.row_counts import page_rows
from pipeline.quality.running import Checked, check_tables
from schemas import DATA_TABLES
from tests.quality.copies import STEP
from tests.quality.pages_read import read_source
from tests.quality.planted import faulty

col = pl.col
PAGES = 7
ONE_PAGE = 1  # rows: fewer than a page has


def telling_all(check: Check) -> Check:
    """The check with a finding for every row that it compared."""
    sql = f"SELECT * REPLACE (coalesce(size::DOUBLE, -1e6) AS size) FROM (\n{check.sql}\n)"
    return replace(check, thresholds={"info": -1e9}, sql=sql)


@pytest.fixture
def all_rows_told(monkeypatch: pytest.MonkeyPatch):
    every = tuple(map(telling_all, checks()))
    monkeypatch.setattr(running, "checks", lambda: every)


@pytest.fixture(scope="module")
def pages() -> dict[str, pl.DataFrame]:
    """Some pages of the sample with defects in them, among them neighbours."""
    tables = faulty(read_source("sample").tables, per_kind=6)
    titles = tables["pages"].sort("title")["title"]
    return of_pages(tables, tables["pages"].filter(col("title").is_in(titles[:PAGES].implode()))["page_id"])


def of_pages(tables: dict[str, pl.DataFrame], page_ids: pl.Series) -> dict[str, pl.DataFrame]:
    kept = {n: f.filter(col("page_id").is_in(page_ids.implode())) for n, f in tables.items() if "page_id" in f.columns}
    boxes = kept["elections"].select("election_id")
    return {**tables, **kept, "candidates": tables["candidates"].join(boxes, on="election_id", how="semi")}


def checked(tables: dict[str, Any], lot_rows: int) -> Checked:
    read = read_source("sample")
    fewer = page_rows(tables).with_columns(col("rows") + 5)
    return check_tables(tables, None, read.problems, read.source_problems, (), fewer, lot_rows)


def rows_of_three_pages(tables: dict[str, pl.DataFrame]) -> int:
    return 3 * int(page_rows(tables)["rows"].sum()) // tables["pages"].height


@pytest.mark.usefixtures("all_rows_told")
def test_what_is_compared_does_not_tell_of_the_lots(pages: dict[str, pl.DataFrame]):
    together = checked(pages, 10**9)
    assert together.checks.filter(col("rows_checked") > 0).height > 70
    apart = checked(pages, ONE_PAGE)
    assert apart.checks.equals(together.checks)
    assert apart.findings.equals(together.findings)


def test_findings_do_not_tell_of_the_lots_nor_of_where_tables_are(pages: dict[str, pl.DataFrame], tmp_path: Path):
    together = checked(pages, 10**9)
    assert together.findings.height > 60
    write_tables({name: pages[name] for name in DATA_TABLES}, tmp_path)
    lots = checked({name: tmp_path / f"{name}.parquet" for name in DATA_TABLES}, rows_of_three_pages(pages))
    assert lots.checks.equals(together.checks)
    assert lots.findings.equals(together.findings)


def test_a_check_of_neighbours_that_is_not_marked_would_be_seen(
    pages: dict[str, pl.DataFrame], monkeypatch: pytest.MonkeyPatch
):
    (check,) = (check for check in checks() if check.id == "links_mutual")
    for is_marked in (True, False):
        only = telling_all(replace(check, across_pages=is_marked))
        monkeypatch.setattr(running, "checks", lambda only=only: (only,))
        together, apart = (checked(pages, rows).checks["rows_checked"].item() for rows in (10**9, ONE_PAGE))
        assert together > 0
        assert (apart == together) is is_marked


@pytest.mark.parametrize("name", ["template_unknown", "turnout_previous"])
def test_a_check_within_pages_does_not_see_what_is_of_all_of_them(name: str, monkeypatch: pytest.MonkeyPatch):
    (check,) = (check for check in checks() if check.id == name)
    monkeypatch.setattr(running, "checks", lambda: (replace(check, across_pages=False),))
    with pytest.raises(RuntimeError, match=name):
        check_tables({})


@pytest.mark.usefixtures("all_rows_told")
def test_a_page_of_the_same_title_is_another_page(pages: dict[str, pl.DataFrame]):
    """Its election is in quarantine for its key; its tables are not held against the other page's."""
    one = pages["areas"].filter(col("geoid").is_not_null())["page_id"][0]
    first = of_pages(pages, pl.Series([one]))
    again = {name: f.with_columns(col("page_id") + STEP) for name, f in first.items() if "page_id" in f.columns}
    again["elections"] = again["elections"].clear()
    both = {**first, **{name: pl.concat([first[name], frame]) for name, frame in again.items()}}
    assert checked(both, ONE_PAGE).findings.equals(checked(both, 10**9).findings)


def test_lots_have_every_page_once():
    page_ids = pl.Series([7, -3, 100, 12, 5], dtype=pl.Int64)
    counts = pl.DataFrame({"page_id": [-3, 5, 12, 100], "rows": [10, 5000, 10, 10]})
    assert lots_of(page_ids, counts, 100_000) == [EVERYTHING]
    assert lots_of(pl.Series(dtype=pl.Int64), counts.clear()) == [EVERYTHING]
    lots = lots_of(page_ids, counts, 100)
    assert lots == [Lot(None, 5), Lot(5, 12), Lot(12, None)]  # the page of 5,000 rows is not divided
    assert [lot.condition for lot in lots] == [
        "(TRUE AND page_id <= 5 OR page_id IS NULL)",
        "(page_id > 5 AND page_id <= 12)",
        "(page_id > 12 AND TRUE)",
    ]


def test_rows_are_counted_in_frames_and_files_alike_wherever_the_files_are(tmp_path: Path):
    page = pl.DataFrame({"page_id": [7, 7, 8]})
    folder = tmp_path / "data[1]"  # in a pattern: data1
    for place, table in ((folder, page), (tmp_path / "data1", page.head(1))):
        place.mkdir()
        table.write_parquet(place / "areas.parquet")
    tables = {"areas": folder / "areas.parquet", "polls": folder / "none.parquet", "electors": page, "links": page}
    assert page_rows(tables).rows() == [(7, "areas", 2), (7, "electors", 2), (8, "areas", 1), (8, "electors", 1)]
