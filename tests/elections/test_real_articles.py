"""The 19 whole real articles of ../shared: the by-county tables complete, and nearly every table of figures read."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest

from pipeline.elections.kinds.view import is_value
from pipeline.elections.reading import ElectionReading, read_election_page
from pipeline.wikitext.model import Page, Table
from pipeline.wikitext.page import read_page

ARTICLES = Path(__file__).parents[3] / "shared" / "corpus" / "real-articles"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not ARTICLES.is_dir(), reason="../shared/corpus/real-articles is not there"),
]


@lru_cache(maxsize=32)
def read(name: str) -> tuple[Page, ElectionReading]:
    path = ARTICLES / f"{name}.wikitext"
    page = read_page(path.read_text("utf-8"), path.stem.replace("_", " "))
    return page, read_election_page(page, 1)


@pytest.mark.parametrize(
    ("name", "counties", "votes"),
    [
        (
            "United_States_presidential_election_in_Missouri,_2008",
            115,
            {"Barack Obama": 1_442_180, "John McCain": 1_445_812},  # the article's counties; statewide it has 1,441,911
        ),
        (
            "United_States_presidential_election_in_California,_2012",
            58,
            {"Barack Obama": 7_854_284, "Mitt Romney": 4_839_957},
        ),
        ("California_gubernatorial_election,_1962", 58, {"Pat Brown": 3_037_109, "Richard Nixon": 2_740_351}),
    ],
)
def test_counties_are_complete(name: str, counties: int, votes: dict[str, int]) -> None:
    _, reading = read(name)
    rows = [area for area in reading.areas if area.area_type == "county" and not area.is_total]
    assert len(rows) == counties
    assert len({area.geoid for area in rows}) == counties
    assert all(area.geoid and area.ocd_id for area in rows)
    places = {(area.table_no, area.row_no) for area in rows}
    sums: Counter[str] = Counter()
    for result in reading.area_results:
        if (result.table_no, result.row_no) in places:
            assert result.votes is not None and result.pct is not None, result
            sums[result.candidate] += result.votes
    assert {name: sums[name] for name in votes} == votes


def test_districts_of_missouri() -> None:
    _, reading = read("United_States_presidential_election_in_Missouri,_2008")
    districts = [area for area in reading.areas if area.area_type == "congressional_district"]
    assert [area.area for area in districts] == [str(number) for number in range(1, 10)]
    assert districts[0].geoid == "2901"
    assert districts[8].representative == "Kenny Hulshof / Blaine Luetkemeyer"


def holds_figures(table: Table) -> bool:
    """Whether a table holds votes, seats, percentages or polls: figures in two rows and a tenth of its cells."""
    rows = [[cell.text for cell in row.cells[1:] if cell.text.strip()] for row in table.rows]
    figures = sum(is_value(text) or text.endswith("%") for row in rows for text in row)
    of_rows = sum(any(is_value(text) or text.endswith("%") for text in row) for row in rows)
    return of_rows >= 2 and figures >= 0.1 * sum(map(len, rows))


def test_nearly_every_table_of_figures_gives_rows() -> None:
    full, unread = 0, []
    for path in sorted(ARTICLES.glob("*.wikitext")):
        page, reading = read(path.stem)
        assert not reading.problems
        read_tables = {
            record.table_no
            for records in (reading.results, reading.areas, reading.polls, reading.predictions)
            for record in records
        }
        for table, recognition in zip(page.tables, reading.recognitions, strict=True):
            if holds_figures(table):
                full += 1
                if table.table_no not in read_tables and recognition.kind != "seats":  # of which nothing is read
                    unread.append((path.stem, table.table_no, recognition.kind, recognition.reason))
            assert recognition.reason
    assert full > 140
    assert len(unread) <= full * 0.05, unread
