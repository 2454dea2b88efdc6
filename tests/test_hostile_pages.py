"""Every hostile page of the registry comes back, none failed; those that once took the square of their length at a
length that would show it."""

from __future__ import annotations

import pytest

from pipeline.parse import parse_page
from pipeline.wikitext.page import read_page
from pipeline.wikitext.spans import MOST_PLACES
from tests.hostile_pages import HOSTILE, baited

TITLE = "2004 United States presidential election in Massachusetts"
SHORT = 4_000  # characters: enough to nest, to overflow no limit
LONG = 120_000
FAMILIES = sorted({name.partition(": ")[0] if ": " in name else "others" for name in HOSTILE})

# Took minutes or the square of their length in some version: by what, stands in the history of the code that mends it.
ONCE_SLOW = [
    "bait: open tags as header",
    "election: blanks in a field",
    "election: classes of a tag",
    "election: digits to format",
    "run: letters in a tag",
    "bait: brackets as link",
    "bait: notes as link",
    "election: header rows",
    "a table that ends nowhere",
    "numbered: templates",
    "numbered: nominees",
    "election: a row of bangs",
    "people in thousands of tables",
    "long: one header of words",
    "shaped: section path",
    "nests: parameters 30000 deep",
    "nests: lists 400 deep",
    "election: bars",
    "grids: long headings over tables",
    "grids: long headings over headings",
    "grids: counts of totals",
    "mixed: a caption of an electorate",
    "mixed: letters of parties",
    "mixed: daggers of candidates",
    "stretched: a remark without an end",
    "stretched: notes that begin again",
    "stretched: notes with links in a cell",
]
# Filled gigabytes, in 100,000 characters, with places that spans reach over.
ONCE_LARGE = [
    "grids: ladders in nests",
    "grids: spans around spans",
    "stretched: columns spanned in each table",
    "stretched: holes before a span",
    "stretched: holes before far spans",
]


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.timeout(120)
def test_every_hostile_page_comes_back(family: str) -> None:
    for name, page in HOSTILE.items():
        if name.startswith(f"{family}: ") or (family == "others" and ": " not in name):
            records = parse_page(page(SHORT), TITLE)
            assert records.status != "failed", (name, records.problems)
            assert "election_fault" not in {problem.kind for problem in records.problems}, (name, records.problems)


@pytest.mark.parametrize("name", ONCE_SLOW)
@pytest.mark.timeout(60)
def test_once_slow_pages_grow_no_faster_than_their_length(name: str) -> None:
    assert parse_page(HOSTILE[name](LONG), TITLE).status != "failed"


@pytest.mark.parametrize("name", ONCE_LARGE)
def test_spans_fill_no_more_places_than_a_page_may(name: str) -> None:
    page = read_page(HOSTILE[name](LONG))
    assert sum(len(row.cells) for table in page.tables for row in table.rows) < 2 * MOST_PLACES
    assert "too_large" in {problem.kind for problem in page.problems}


def test_a_table_whose_spans_were_cut_is_not_read() -> None:
    shares = "{|\n! County !! Kerry% !! Bush%\n|-\n| Essex || 50% || 40%\n|-\n| rowspan=2 | Bristol || 40% || 50%\n"
    records = parse_page(
        HOSTILE["stretched: holes before a span"](30_000) + "\n" + shares + "|-\n| 3% || 4%\n|}", TITLE
    )
    assert records.status == "partial"
    assert [table.kind for table in records.page_tables] == ["unknown", "unknown"]
    assert records.areas == []
    assert parse_page(shares + "|}", TITLE).areas


def test_a_heading_tells_its_beginning_to_what_stands_below() -> None:
    sections = read_page("== " + "a" * 1000 + " ==\n=== b ===\n").sections
    assert [len(section.heading) for section in sections] == [0, 1000, 1]
    assert [len(path) for section in sections for path in section.path] == [255, 255, 1]


def test_rows_beyond_the_limit_are_left_unread_and_said_so() -> None:
    few = "{|\n! County !! Kerry% !! Kerry#\n|-\n| Essex || 50% || 5\n|-\n| Bristol || 40% || 4\n|}\n"
    records = parse_page(HOSTILE["numbered: areas"](600_000) + "\n" + few, TITLE)
    assert [problem.kind for problem in records.problems] == ["too_large"]
    assert records.status == "partial"
    assert [table.kind for table in records.page_tables] == ["unknown", "areas"]
    assert [area.area for area in records.areas] == ["Essex", "Bristol"]


def test_a_bait_stands_where_the_place_says() -> None:
    assert baited("a$b$", "x", 10) == "axxxbxxx"
