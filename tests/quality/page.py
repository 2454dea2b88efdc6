"""A small consistent page in memory (three counties, results, infobox), and ways to break it."""

from __future__ import annotations

import polars as pl

from pipeline.quality.running import check_tables
from pipeline.records import Area, AreaResult, Candidate, Election, Result
from schemas.frames import frame_of

TITLE = "2004 election in Massachusetts"
KERRY, BUSH, OTHERS = "John Kerry", "George W. Bush", "Others"
VOTES = {
    "Barnstable": (72156, 58527, 1465),
    "Berkshire": (47743, 16806, 742),
    "Essex": (194068, 135114, 4051),
    "Hampden": (113710, 70925, 2004),
    "Suffolk": (182592, 54923, 3130),
}


def tables(decimals=2):
    """All tables of the page, right to the last digit."""
    rows = VOTES | {"Totals": tuple(map(sum, zip(*VOTES.values(), strict=True)))}
    areas, cells = [], []
    for row_no, (area, votes) in enumerate(rows.items(), start=1):
        total, margin = sum(votes), votes[0] - votes[1]
        pct = [round(100 * v / total, decimals) for v in votes]
        key = (TITLE, 1, 2, row_no, "county", area)
        areas.append(
            Area(
                *key,
                is_total=area == "Totals",
                margin_votes=margin,
                margin_pct=round(100 * margin / total, decimals),
                total_votes=total,
            )
        )
        cells += [
            AreaResult(*key, who, None, v, p) for who, v, p in zip((KERRY, BUSH, OTHERS), votes, pct, strict=True)
        ]
    votes, total = rows["Totals"], sum(rows["Totals"])
    lines = [
        Result(TITLE, 1, 1, n, "Results", line, candidate=who, votes=v, pct=round(100 * v / total, decimals))
        for n, (line, who, v) in enumerate(
            [("candidate", KERRY, votes[0]), ("candidate", BUSH, votes[1]), ("other", OTHERS, votes[2])], start=1
        )
    ]
    lines.append(Result(TITLE, 1, 1, 4, "Results", "total", votes=total, pct=100.0))
    box = [
        Candidate(TITLE, n, who, popular_vote=v, pct=round(100 * v / total, decimals))
        for n, (who, v) in enumerate(zip((KERRY, BUSH), votes, strict=False), start=1)
    ]
    page = {
        "page_id": 1,
        "title": TITLE,
        "url": "https://en.wikipedia.org/w/index.php?oldid=7",
        "history_url": "",
        "rev_id": 7,
        "rev_sha1": "0" * 40,
        "wikitext_bytes": 1000,
        "source": "folder",
        "licence": "CC BY-SA 4.0",
        "parse_status": "ok",
    }
    records = {
        "pages": [page],
        "elections": [Election(TITLE, 1, 1)],
        "candidates": box,
        "results": lines,
        "areas": areas,
        "area_results": cells,
    }
    return {name: frame_of(name, rows) for name, rows in records.items()}


def broken(table, column, value, *where, of=None):
    """The page with one cell changed: that of the row for which `where` holds."""
    page = tables() if of is None else of
    row = pl.all_horizontal(where)
    assert page[table].filter(row).height == 1
    return page | {table: page[table].with_columns(pl.when(row).then(value).otherwise(column).alias(column))}


def found(page, *severities, **options):
    """(check_id, severity, observed, expected) of every finding of those severities."""
    findings = check_tables(page, **options).findings.filter(pl.col("severity").is_in(severities))
    return findings.select("check_id", "severity", "observed", "expected").rows()
