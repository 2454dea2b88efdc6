"""A small dataset in memory: two pages with a table by county each, and a way to publish it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import polars as pl

from output.release import Provenance, publish
from pipeline.records import (
    Area,
    AreaResult,
    Candidate,
    CellRecord,
    Election,
    LinkRecord,
    PageTable,
    Poll,
    PollResult,
    Prediction,
    Result,
    SectionRecord,
)
from schemas.frames import frame_of

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
COUNTIES = ("Barnstable", "Essex", "Suffolk")


def page(page_id=1, title="2004 election in Massachusetts", rev_id=100, **other):
    """A row of pages."""
    return {
        "page_id": page_id,
        "title": title,
        "url": f"https://example.org/?oldid={rev_id}",
        "history_url": f"https://example.org/?history={page_id}",
        "rev_id": rev_id,
        "rev_timestamp": datetime(2026, 1, 1),
        "rev_sha1": "0" * 40,
        "wikitext_bytes": 1000,
        "source": "sample",
        "licence": "CC BY-SA 4.0",
        "parse_status": "ok",
    } | other


def of_page(page_id=1, title="2004 election in Massachusetts", rev_id=100, others=4051, **held):
    """All tables of one page; `others` is the votes of Others in Essex."""
    areas = [Area(title, page_id, 1, n + 2, "county", c, total_votes=900 + n) for n, c in enumerate(COUNTIES)]
    areas.append(Area(title, page_id, 1, 5, "county", "Totals", is_total=True))
    votes = {"John Kerry": 600, "George W. Bush": 250, "Others": 50}
    results = [
        AreaResult(title, page_id, 1, area.row_no, "county", area.area, name, party, count, 1.5)
        for area in areas
        for (name, count), party in zip(votes.items(), ("Democratic", "Republican", None), strict=True)
    ]
    results[5] = results[5]._replace(votes=others)
    return {
        "pages": frame_of("pages", [page(page_id, title, rev_id, **held)]),
        "elections": frame_of("elections", [Election(title, page_id, 1, election_date=date(2004, 11, 2), year=2004)]),
        "candidates": frame_of(
            "candidates", [Candidate(title, 1, "John Kerry"), Candidate(title, 2, "George W. Bush")]
        ),
        "results": frame_of("results", [Result(title, page_id, 2, 1, None, "candidate", "Democratic", votes=1800)]),
        "areas": frame_of("areas", areas),
        "area_results": frame_of("area_results", results),
        "predictions": frame_of("predictions", [Prediction(title, page_id, 3, 1, "CNN", rating_level="Solid")]),
        "polls": frame_of("polls", [Poll(title, page_id, 4, 1, "Zogby", date(2004, 10, 1), date(2004, 10, 3))]),
        "poll_results": frame_of("poll_results", [PollResult(title, page_id, 4, 1, "John Kerry", 60.0)]),
        "page_tables": frame_of("page_tables", [PageTable(page_id, 1, "Results", None, "areas", 6, 4, 2)]),
        "cells": frame_of(
            "cells", [CellRecord(page_id, 1, r, c, r < 2, f"{r} {c}", "", r, c) for r in range(6) for c in range(4)]
        ),
        "sections": frame_of("sections", [SectionRecord(page_id, 0, 1, "", "", "The election was held.")]),
        "links": frame_of("links", [LinkRecord(page_id, 0, 0, "John Kerry", "Kerry")]),
    }


def tables_of(*pages):
    """The tables of several pages together; each page is what `of_page` gave."""
    return {name: pl.concat([tables[name] for tables in pages]) for name in pages[0]}


def massachusetts(**changes):
    """Both pages; the first one changed."""
    return tables_of(of_page(**changes), of_page(2, "2004 election in Maine", 200))


def finding(**other):
    """A row of findings."""
    return {
        "finding_id": "f1",
        "check_id": "sums",
        "severity": "error",
        "page_id": 1,
        "message": "The sum differs",
        "status": "new",
    } | other


def put(dataset, tables, *, parser="p1", at=NOON, **other):
    """Publishes, with a parser's version."""
    return publish(dataset, tables, created_at=at, provenance=Provenance(parser), **other)
