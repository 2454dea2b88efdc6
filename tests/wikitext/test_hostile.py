"""Markup made to break a reader: nothing raises, nothing is lost without a word, time grows with length and no
faster."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.wikitext.grid import table_grids
from pipeline.wikitext.page import read_page
from tests.long import LONG
from tests.wikitext.markup import pages

# Each took more than its share of time or raised in some version; repeated to 200 KB they must come back.
CRASHERS = [
    "{{a|",
    "{{{",
    "{{{{",
    "{|\n",
    "{|\n|-\n|\n",
    "[[",
    "[[a|",
    "[[File:x|[[b]]",
    "<ref>",
    "<nowiki>",
    "<!--",
    "<table>",
    "<table><tr><td>",
    "''",
    "'''a''b",
    "[http://a b",
    "-{",
    "\x00",
    "\x7f",
    "\x7f0\x7f",
    "\ud800",
    "{|\r\n| a\r\n|}\r\n",
    "<a\n",
    "{{#if:x|",
    "{{Election box begin}}",
    "{{Infobox election|a=",
    "{{!}}",
    '<span style="display:none">',
    "== a ==\n",
    "*#:;",
    "a=b ",
    "&amp;",
    " ",
    "= ",
]


@pytest.mark.parametrize("unit", CRASHERS)
@pytest.mark.timeout(60)
def test_repeated(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    page = read_page(text)
    assert len(page.wikitext) <= len(text)
    table_grids("{|\n|" + text)


@pytest.mark.parametrize(
    ("opening", "closing"),
    [("{{a|", "}}"), ("{{small|", "}}"), ("{{#if:x|", "}}"), ("{|\n|\n", "\n|}"), ("[[a|", "]]")],
)
@pytest.mark.timeout(60)
def test_nested_deeply(opening: str, closing: str) -> None:
    text = opening * 20_000 + "x" + closing * 20_000
    read_page(text)
    table_grids(text)


def test_spans_that_would_fill_memory_are_cut_and_reported() -> None:
    row = "|-\n| colspan=1000 rowspan=65534 | x\n"
    page = read_page("{|\n" + row * 2000 + "|}")
    assert sum(len(line.cells) for line in page.tables[0].rows) < 3_000_000
    assert "too_large" in {problem.kind for problem in page.problems}


def test_cells_without_end_are_left_out_and_reported() -> None:
    page = read_page("{|\n" + "|" * 700_000)
    assert len(page.tables[0].rows[0].cells) == 300_000
    assert "too_large" in {problem.kind for problem in page.problems}


def test_tables_too_deep_are_left_out_and_reported() -> None:
    page = read_page("{|\n|\n" * 50 + "x" + "\n|}" * 50)
    assert [problem.kind for problem in page.problems] == ["too_deep"]
    assert sum(table.host_no is None for table in page.tables) == 1


def test_calls_too_deep_are_left_out_and_reported() -> None:
    page = read_page("{{small|" * 25 + "x" + "}}" * 25)
    assert [problem.kind for problem in page.problems] == ["too_deep"]
    assert not read_page("{{small|" * 20 + "x" + "}}" * 20).problems


def test_column_templates_part_words() -> None:
    cell = read_page("{|\n| County results{{col-begin}}{{col-2}}Kerry{{col-end}}\n|}").tables[0].rows[0].cells[0]
    assert cell.text == "County results Kerry"


def test_problems_say_where() -> None:
    problems = read_page("ab {{unclosed").problems
    assert [(problem.kind, problem.offset) for problem in problems] == [("unclosed_template", 3)]


@settings(max_examples=150 if LONG else 60)
@given(st.one_of(st.text(), st.text(alphabet="{}[]|!-+=<>/'\n *#:;&ab\x7f\x00\ud800"), pages()))
def test_nothing_raises(text: str) -> None:
    page = read_page(text)
    grids = table_grids(text)
    for table in page.tables:
        assert 0 <= table.start <= table.end <= len(page.wikitext)
    for grid in grids:
        assert all(row for row in grid)
    page.wikitext.encode("utf-8")
