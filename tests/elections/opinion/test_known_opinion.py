"""Infoboxes, predictions, polls and electors of the generated articles of ../shared against their gold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipeline.elections.reading import ElectionReading, read_election_page
from pipeline.wikitext.page import read_page

GENERATED = Path(__file__).parents[4] / "shared" / "corpus" / "generated"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not GENERATED.is_dir(), reason="../shared/corpus/generated is not there"),
]
KEYS = {
    "elections": ["title"],
    "candidates": ["title", "ordinal"],
    "predictions": ["title", "row_no"],
    "polls": ["title", "row_no"],
    "electors": ["title", "ordinal"],
}
SHORT_OR_TITLE = {"party", "before_party", "after_party"}  # gold has the short name, the dataset the article's title


@cache
def reading(title: str) -> ElectionReading:
    wikitext = (GENERATED / f"{title.replace(' ', '_')}.wikitext").read_text("utf-8")
    return read_election_page(read_page(wikitext, title), 1)


def found_rows(table: str, titles: list[str]) -> Iterator[tuple[tuple[Any, ...], dict[str, Any]]]:
    for title in titles:
        for record in getattr(reading(title), table):
            row = record._asdict() | {"title": title}
            yield tuple(row[key] for key in KEYS[table]), row


def agrees(column: str, wanted: Any, got: Any) -> bool:
    if isinstance(got, date):
        return bool(got.isoformat() == wanted)
    if column in SHORT_OR_TITLE:
        return str(got).startswith(wanted)
    return got in wanted.split("|") if isinstance(wanted, str) else bool(got == wanted)


@pytest.mark.parametrize("table", KEYS)
def test_every_cell_of_the_gold_and_no_row_more(table: str) -> None:
    gold = pl.read_parquet(GENERATED / "gold" / f"{table}.parquet").to_dicts()
    titles = sorted(path.stem.replace("_", " ") for path in GENERATED.glob("*.wikitext"))
    found = dict(found_rows(table, titles))
    wrong = []
    for row in gold:
        key = tuple(row[name] for name in KEYS[table])
        got = found.pop(key, {})
        for column, wanted in row.items():
            if (
                wanted is not None
                and column not in {"title", "optional"}
                and not agrees(column, wanted, got.get(column))
            ):
                wrong.append((*key, column, wanted, got.get(column)))
    assert not wrong
    assert not found


def test_poll_shares() -> None:
    gold = pl.read_parquet(GENERATED / "gold" / "poll_results.parquet").to_dicts()
    for row in gold:
        shares = {
            result.choice: result.pct
            for result in reading(row["title"]).poll_results
            if (result.table_no, result.row_no) == (row["table_no"], row["row_no"])
        }
        assert row["pct"] in {shares.get(choice) for choice in row["choice"].split("|")}
