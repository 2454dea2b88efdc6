"""The bundled sample against its known answers (tests/known): every row and every cell written there."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.parse import PageRecords, parse_page
from pipeline.sources.folder import title_of
from pipeline.sources.sample import PAGES

KNOWN = Path(__file__).parent / "known"
MASSACHUSETTS = yaml.safe_load((KNOWN / "massachusetts_2004.yaml").read_text(encoding="utf-8"))
TABLES = tuple(sorted(path.stem for path in (KNOWN / "sample").glob("*.csv")))
FILES = {title_of(path.name): path for path in sorted(PAGES.glob("*.wikitext"))}


@cache
def records_of(title: str) -> PageRecords:
    return parse_page(FILES[title].read_text(encoding="utf-8"), title)


@cache
def answers(table: str) -> dict[str, list[dict[str, str]]]:
    """Known rows of a table by page."""
    by_page: dict[str, list[dict[str, str]]] = {title: [] for title in FILES}
    with (KNOWN / "sample" / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            by_page[row.pop("page")].append(row)
    return by_page


def agrees(known: str, found: Any) -> bool:
    """Whether a known cell, as CSV text, says the same as a parsed value."""
    match found:
        case None:
            return False
        case bool():
            return known == str(found).lower()
        case int() | float():
            return abs(float(known) - found) < 1e-9
        case date():
            return known == found.isoformat()
        case _:
            return str(found) in known.split("|")


def differences(table: str, known: list[dict[str, str]], found: list[Any]) -> Iterator[str]:
    """Rows are paired in the page's order; where the order of candidates in a row is free, by candidate."""
    if len(known) != len(found):
        yield f"{table}: {len(found)} rows, {len(known)} expected"
        return
    for row, record in zip(known, found, strict=True):
        for column, value in row.items():
            if value and not agrees(value, getattr(record, column)):
                yield f"{table} {list(row.values())[:6]}: {column} is {getattr(record, column)!r}, expected {value!r}"


def test_known_answers_speak_of_every_page() -> None:
    told = {page for table in TABLES for page, rows in answers(table).items() if rows}
    assert told == set(FILES)
    assert len(FILES) >= 12


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("title", FILES)
def test_every_cell(title: str, table: str) -> None:
    wrong = list(differences(table, answers(table)[title], records_of(title)[table]))
    assert not wrong, "\n".join(wrong[:20])


@pytest.mark.parametrize("title", FILES)
def test_page_is_read_without_loss(title: str) -> None:
    page = records_of(title)
    assert (page.status, page.problems) == ("ok", [])
    assert [table.table_no for table in page.page_tables if table.kind == "unknown"] == []
    assert [(row.construct, row.name) for row in page.coverage if row.outcome == "unknown"] == []


def test_massachusetts_sections() -> None:
    sections = {section.heading: section for section in records_of(MASSACHUSETTS["page"]).sections if section.heading}
    assert list(sections) == [known["heading"] for known in MASSACHUSETTS["sections"]]
    for known in MASSACHUSETTS["sections"]:
        section = sections[known["heading"]]
        assert section.level == known["level"]
        assert known.get("says", "") in section.text
        assert not any(mark in section.text for mark in ("[[", "{{", "<ref", "<!--", "|}"))


def test_massachusetts_links() -> None:
    page = records_of(MASSACHUSETTS["page"])
    for heading, known in MASSACHUSETTS["links"].items():
        number = next(section.section_no for section in page.sections if section.heading == heading)
        links = [[link.target, link.label] for link in page.links if link.section_no == number]
        assert links == known


def test_massachusetts_tables() -> None:
    assert [table.kind for table in records_of(MASSACHUSETTS["page"]).page_tables] == MASSACHUSETTS["tables"]
