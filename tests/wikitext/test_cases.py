"""Every `cases/*.case`: a text and the grids that MediaWiki 1.39 renders it to.

A case begins with a line on what it shows; `=== wikitext` and the text; `=== n grids` and the grids, one row a line as
JSON, header cells marked by a star, grids parted by `---`. They were compared with a real MediaWiki when written, and
are again wherever one can be started (test_mediawiki.py).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import pytest

from pipeline.wikitext.grid import Grid, table_grids
from pipeline.wikitext.page import read_page

CASES = sorted(Path(__file__).with_name("cases").glob("*.case"))


class Case(NamedTuple):
    """A case file."""

    about: str
    wikitext: str
    grids: list[list[list[str]]]


def read_case(path: Path) -> Case:
    """The case in a file."""
    about, _, rest = path.read_text(encoding="utf-8").partition("\n=== wikitext\n")
    wikitext, _, tail = rest.rpartition("\n=== ")
    count, *rows = tail.splitlines()
    grids: list[list[list[str]]] = [] if count == "0 grids" else [[]]
    for row in rows if grids else []:
        if row == "---":
            grids.append([])
        elif row:
            grids[-1].append(json.loads(row))
    return Case(about, wikitext, grids)


def starred(grids: list[Grid]) -> list[list[list[str]]]:
    """Grids as cases write them."""
    return [[[text + "*" * is_header for text, is_header in row] for row in grid] for grid in grids]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_grid_of_case(path: Path) -> None:
    case = read_case(path)
    assert starred(table_grids(case.wikitext)) == case.grids, case.about


# A table that is never closed ends at the next heading in a page's reading, but not on the wiki
# (docs/wikitext-engine.md).
@pytest.mark.parametrize(
    "path", [path for path in CASES if "unclosed-swallows" not in path.stem], ids=lambda path: path.stem
)
def test_page_has_the_same_tables(path: Path) -> None:
    case = read_case(path)
    page = read_page(case.wikitext)
    grids = [
        [[(cell.text, cell.is_header) for cell in row.cells] for row in table.rows]
        for table in page.tables
        if table.host_no is None
    ]
    assert starred(grids) == case.grids


def test_there_are_cases() -> None:
    assert len(CASES) > 40
