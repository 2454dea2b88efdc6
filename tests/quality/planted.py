"""Defects planted in copies of right pages, one per page, and the share of them that the checks tell of.

`python -m tests.quality.planted` prints the share per kind of defect, over the bundled sample.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from random import Random
from typing import Any, NamedTuple

import polars as pl

from pipeline.quality.running import check_tables
from tests.quality.copies import STEP, copies

col = pl.col
AREA, TOTALS = col("is_total").not_(), col("is_total")
CANDIDATE = col("line") == "candidate"


class Defect(NamedTuple):
    """A kind of defect: which cells it may befall, what becomes of one. `change` "drop" and "double" are of rows."""

    name: str
    table: str
    column: str
    where: pl.Expr
    change: Callable[[Any, Random], Any] | str


def swapped_digits(value: Any, random: Random) -> Any:
    """Two neighbouring digits change places: 194068 → 194608, 61.94 → 69.14; the value itself where it has no two."""
    text = str(value)
    digits = [i for i, ch in enumerate(text) if ch.isdigit()]
    pairs = [(a, b) for a, b in pairwise(digits) if text[a] != text[b]]
    if not pairs:
        return value
    a, b = random.choice(pairs)
    letters = list(text)
    letters[a], letters[b] = letters[b], letters[a]
    return type(value)("".join(letters))


def one_digit(value: Any, random: Random) -> Any:
    """One digit is another."""
    text = str(value)
    at = random.choice([i for i, ch in enumerate(text) if ch.isdigit()])
    return type(value)(text[:at] + random.choice([d for d in "123456789" if d != text[at]]) + text[at + 1 :])


DEFECTS = (
    Defect("digits swapped in an area's votes", "area_results", "votes", AREA, swapped_digits),
    Defect("one digit wrong in an area's votes", "area_results", "votes", AREA, one_digit),
    Defect("an area's votes times ten", "area_results", "votes", AREA, lambda value, _: value * 10),
    Defect("an area's votes emptied", "area_results", "votes", AREA, lambda *_: None),
    Defect("digits swapped in an area's percentage", "area_results", "pct", AREA, swapped_digits),
    Defect("digits swapped in an area's total", "areas", "total_votes", AREA, swapped_digits),
    Defect("digits swapped in an area's margin", "areas", "margin_votes", AREA, swapped_digits),
    Defect("digits swapped in the Totals row", "area_results", "votes", TOTALS, swapped_digits),
    Defect("an area dropped", "areas", "area", AREA, "drop"),
    Defect("an area doubled", "areas", "area", AREA, "double"),
    Defect("digits swapped in a candidate's votes", "results", "votes", CANDIDATE, swapped_digits),
    Defect("digits swapped in a candidate's percentage", "results", "pct", CANDIDATE, swapped_digits),
    Defect("digits swapped in the total of the results", "results", "votes", col("line") == "total", swapped_digits),
    Defect("a line of the results dropped", "results", "candidate", CANDIDATE, "drop"),
    Defect("digits swapped in the infobox's votes", "candidates", "popular_vote", pl.lit(True), swapped_digits),
    Defect("digits swapped in the infobox's percentage", "candidates", "pct", pl.lit(True), swapped_digits),
    Defect("electoral votes off", "candidates", "electoral_vote", pl.lit(True), lambda value, _: value + 1),
    Defect(
        "the date in another year", "elections", "election_date", pl.lit(True), lambda d, _: d.replace(year=d.year + 4)
    ),
    Defect(
        "the date a day off", "elections", "election_date", col("office") == "President", lambda d, _: d + timedelta(1)
    ),
    Defect("the next year before the election", "elections", "next_year", pl.lit(True), lambda year, _: year - 8),
)


class Planted(NamedTuple):
    """How many defects of a kind were planted, and how many were told of."""

    name: str
    planted: int
    told: int
    missed: tuple[str, ...]


def measure(
    tables: dict[str, pl.DataFrame], per_kind: int, seed: int = 1, severities: tuple[str, ...] = ("error", "warning")
) -> list[Planted]:
    """Plant `per_kind` defects of each kind, in cells drawn at random, and run the checks once over all copies."""
    random = Random(seed)
    tables = {name: frame.sort(frame.columns[:2]) for name, frame in _with_pages(tables).items()}
    drawn = [(defect, cell) for defect in DEFECTS for cell in _drawn(tables, defect, per_kind, random)]
    free: dict[int, int] = defaultdict(int)  # per page: the copy that no defect befell yet; copy 0 stays right
    placed = []
    for defect, (row, page_id, value) in drawn:
        changed = defect.change if isinstance(defect.change, str) else defect.change(value, random)
        if changed != value:
            free[page_id] += 1
            placed.append((defect, row, page_id, free[page_id], value, changed))
    n = max(free.values()) + 1
    many = copies(tables, n)
    for defect, row, _, copy, _, changed in placed:
        many[defect.table] = _changed(many[defect.table], row * n + copy, defect, changed)
    told = _told({name: _without_marks(frame) for name, frame in _followed(many).items()}, severities)
    found: dict[str, list[tuple[bool, str]]] = defaultdict(list)
    for defect, _, page_id, copy, value, changed in placed:
        is_told = bool(told[page_id + copy * STEP] - told[page_id])
        found[defect.name].append((is_told, f"page {page_id}: {value} → {changed}"))
    return [
        Planted(name, len(each), sum(ok for ok, _ in each), tuple(what for ok, what in each if not ok))
        for name, each in found.items()
    ]


def faulty(tables: dict[str, pl.DataFrame], per_kind: int, seed: int = 1) -> dict[str, pl.DataFrame]:
    """The tables with defects of all kinds in them, several on a page."""
    random = Random(seed)
    tables = {name: frame.sort(frame.columns[:2]) for name, frame in _with_pages(tables).items()}
    for defect, (row, _, value) in [(d, cell) for d in DEFECTS for cell in _drawn(tables, d, per_kind, random)]:
        changed = defect.change if isinstance(defect.change, str) else defect.change(value, random)
        tables[defect.table] = _changed(tables[defect.table], row, defect, changed)
    return {name: _without_marks(frame) for name, frame in _followed(tables).items()}


def _with_pages(tables: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """`_page` in candidates, and `is_total` in area_results, to draw by."""
    boxes = tables["elections"].select("election_id", _page="page_id")
    totals = tables["areas"].select("page_id", "table_no", "row_no", "area", "is_total").unique()
    return tables | {
        "candidates": tables["candidates"].join(boxes, on="election_id", how="left", maintain_order="left"),
        "area_results": tables["area_results"].join(
            totals, on=["page_id", "table_no", "row_no", "area"], how="left", maintain_order="left"
        ),
    }


def _drawn(tables: dict[str, pl.DataFrame], defect: Defect, n: int, random: Random) -> list[tuple[int, int, Any]]:
    page = "_page" if defect.table == "candidates" else "page_id"
    rows = tables[defect.table].with_row_index("_row").filter(defect.where, col(defect.column).is_not_null())
    cells = rows.select("_row", page, defect.column).rows()
    return random.sample(cells, min(n, len(cells)))


def _changed(frame: pl.DataFrame, position: int, defect: Defect, changed: Any) -> pl.DataFrame:
    if isinstance(defect.change, str):
        marks = frame["_mark"] if "_mark" in frame.columns else pl.Series("_mark", [""] * frame.height)
        marks[position] = defect.change
        return frame.with_columns(marks.alias("_mark"))
    values = frame[defect.column].clone()
    values[position] = changed
    return frame.with_columns(values.alias(defect.column))


def _followed(tables: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The results of an area that is dropped or doubled go with it."""
    if "_mark" not in tables["areas"].columns:
        return tables
    key = ["page_id", "table_no", "row_no", "area"]
    marks = tables["areas"].select(*key, "_mark").unique()
    return tables | {"area_results": tables["area_results"].join(marks, on=key, how="left")}


def _without_marks(frame: pl.DataFrame) -> pl.DataFrame:
    if "_mark" in frame.columns:
        doubled = frame.filter(col("_mark") == "double").with_columns(col("row_no") + 1000)
        frame = pl.concat([frame.filter((col("_mark") != "drop").fill_null(True)), doubled])
    return frame.drop("_mark", "_page", *(["is_total"] if "candidate" in frame.columns else []), strict=False)


def _told(
    tables: dict[str, pl.DataFrame], severities: tuple[str, ...]
) -> dict[int, set[tuple[str, str | None, str | None]]]:
    """Per page what the checks tell of it: check, observed, expected."""
    found: dict[int, set[tuple[str, str | None, str | None]]] = defaultdict(set)
    findings = check_tables(tables).findings.filter(col("severity").is_in(severities))
    boxes = dict(tables["elections"].select("election_id", "page_id").rows())
    for page_id, election_id, *what in findings.select(
        "page_id", "election_id", "check_id", "observed", "expected"
    ).rows():
        found[boxes.get(election_id, -1) if page_id is None else page_id].add(tuple(what))
    return found


def main() -> None:
    """Print the share per kind, over the sample."""
    from tests.quality.pages_read import read_source

    for kind in measure(read_source("sample").tables, per_kind=60):
        print(f"{kind.told / kind.planted:7.1%} of {kind.planted:3}  {kind.name}")
        for miss in kind.missed[:4]:
            print(" " * 12, "missed:", miss)


if __name__ == "__main__":
    main()
