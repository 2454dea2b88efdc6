"""Readings of small pages in the dialects met: each `pages/*.case` has markup of ours and all the rows it must give.

A case is a comment, `title: …`, a `@@@ wikitext` part and one part per table of records that is compared:
`@@@ areas: area, geoid, …` and then all its rows, values parted by " | ", NULL as a dash, in the order of the page.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pytest

from pipeline.elections.reading import ElectionReading, read_election_page
from pipeline.wikitext.page import read_page

CASES = sorted((Path(__file__).parent / "pages").glob("*.case"))


class Expected(NamedTuple):
    """The rows of one table of records."""

    table: str
    columns: tuple[str, ...]
    rows: list[str]


class Case(NamedTuple):
    """A page and what it must give."""

    title: str
    wikitext: str
    expected: tuple[Expected, ...]


def read_case(path: Path) -> Case:
    """A case file's parts."""
    head, *parts = path.read_text("utf-8").split("\n@@@ ")
    title = next(line.removeprefix("title: ") for line in head.splitlines() if line.startswith("title: "))
    wikitext = next(part.removeprefix("wikitext\n") for part in parts if part.startswith("wikitext\n"))
    expected = []
    for part in parts:
        name, _, body = part.partition("\n")
        table, colon, columns = name.partition(":")
        if colon:
            rows = [line for line in body.splitlines() if line.strip()]
            expected.append(Expected(table, tuple(column.strip() for column in columns.split(",")), rows))
    return Case(title, wikitext, tuple(expected))


def shown(value: Any) -> str:
    """A value as a case file writes it."""
    return "-" if value is None else str(value)


def read(case: Case) -> ElectionReading:
    """The case's page, read."""
    return read_election_page(read_page(case.wikitext, case.title), 1)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_page_gives_these_rows(path: Path) -> None:
    case = read_case(path)
    reading = read(case)
    assert case.expected, f"{path.name} expects nothing"
    for expected in case.expected:
        records = getattr(reading, expected.table)
        rows = [" | ".join(shown(getattr(record, column)) for column in expected.columns) for record in records]
        assert rows == expected.rows, expected.table
    assert not reading.problems
