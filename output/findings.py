"""A release's findings as people read them: with the page, the place on it, and the links to look and to edit.

Reads the release's DuckDB file only. `edit_url` opens the editor of the article as it is today, at the section of the
row at fault where that is known (the lead for infoboxes): https://www.mediawiki.org/wiki/Manual:Parameters_to_index.php
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import duckdb

from output.folder import Release
from output.sql import connect

_SEVERITIES = ("error", "warning", "info")
_AT_A_TIME = 10_000  # findings that are in memory
_STATEMENT = """
WITH placed AS (
    SELECT * REPLACE (if(finding_id IN (SELECT unnest($waived)), 'waived', status) AS status),
        try_cast(json_extract_string(record_key, '$.table_no') AS BIGINT) AS table_no,
        try_cast(json_extract_string(record_key, '$.row_no') AS BIGINT) AS row_no
    FROM findings WHERE ($pages IS NULL OR page_id IN (SELECT unnest($pages)))
        AND ($after IS NULL OR finding_id > $after) AND ($until IS NULL OR finding_id <= $until)
), titled AS (
    SELECT p.*, t.section_path, t.caption, p.table_name IN ('elections', 'candidates') AS in_infobox
    FROM placed p LEFT JOIN page_tables t USING (page_id, table_no)
), once AS (
    -- A path that the page has twice names no section.
    SELECT page_id, section_path, any_value(section_no) AS section_no
    FROM sections SEMI JOIN placed USING (page_id) GROUP BY ALL HAVING count(*) = 1
), numbered AS (
    SELECT t.* EXCLUDE in_infobox, CASE WHEN in_infobox THEN 0 ELSE o.section_no END AS section_no
    FROM titled t LEFT JOIN once o USING (page_id, section_path)
)
SELECT f.*, p.title, p.rev_id, p.url AS page_url,
    nullif(replace(p.history_url, '&action=history', '&action=edit'), '')
        || coalesce('&section=' || section_no, '') AS edit_url
FROM numbered f LEFT JOIN pages p USING (page_id)
WHERE severity IN (SELECT unnest($severities)) AND ($status IS NULL OR status IN (SELECT unnest($status)))
    AND ($checks IS NULL OR check_id IN (SELECT unnest($checks)))
    AND ($page IS NULL OR contains(lower(p.title), lower($page)) OR f.page_id = try_cast($page AS BIGINT))
ORDER BY list_position(['error', 'warning', 'info'], severity), p.title, f.page_id, check_id, table_no, row_no,
    finding_id
LIMIT $count
"""


def findings_told(
    release: Release,
    *,
    severity: str = "info",
    statuses: Collection[str] | None = None,
    waived: Collection[str] = (),
    checks: Collection[str] | None = None,
    page: str | None = None,
) -> list[dict[str, Any]]:
    """The findings of a release, errors first: the columns of `findings`, and title, rev_id, page_url, table_no,
    row_no, section_path, caption, section_no, edit_url (NULL where the source has no links).

    `severity`: the mildest. `statuses`, `checks`: only those. `waived`: finding_ids that count as waived whatever the
    release says. `page`: a page_id, or a part of a title.
    """
    with connect(release) as connection:
        return findings_in(connection, severity=severity, statuses=statuses, waived=waived, checks=checks, page=page)


def findings_in(
    connection: duckdb.DuckDBPyConnection,
    *,
    severity: str = "info",
    statuses: Collection[str] | None = None,
    waived: Collection[str] = (),
    checks: Collection[str] | None = None,
    page: str | None = None,
    pages: Collection[int] | None = None,
    after: str | None = None,
    until: str | None = None,
    count: int | None = None,
) -> list[dict[str, Any]]:
    """As `findings_told`, of a release that is open. `pages`: only theirs. `count`: so many at most.

    `after`, `until`: only those whose finding_id is after the one, and not after the other.
    """
    cursor = connection.execute(
        _STATEMENT,
        {
            "waived": list(waived),
            "severities": list(_SEVERITIES[: _SEVERITIES.index(severity) + 1]),
            "status": list(statuses) if statuses is not None else None,
            "checks": list(checks) if checks is not None else None,
            "page": page,
            "pages": list(pages) if pages is not None else None,
            "after": after,
            "until": until,
            "count": count,
        },
    )
    columns = [item[0] for item in cursor.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def all_by_id(connection: duckdb.DuckDBPyConnection) -> Iterator[dict[str, Any]]:
    """All findings of a release that is open, as `findings_in` has them, by finding_id; some of them in memory."""
    ends = connection.execute(
        "SELECT finding_id FROM (SELECT finding_id, row_number() OVER (ORDER BY finding_id) AS n FROM findings) "
        "WHERE n % $size = 0 ORDER BY finding_id",
        {"size": _AT_A_TIME},
    ).fetchall()
    bounds = [None, *(finding_id for (finding_id,) in ends), None]
    for after, until in pairwise(bounds):
        yield from sorted(findings_in(connection, after=after, until=until), key=lambda row: str(row["finding_id"]))


class FaultyPage(NamedTuple):
    """A page with errors and warnings that stand, of some checks, and how many of each."""

    page_id: int
    title: str | None
    error: int
    warning: int


def faulty_pages(connection: duckdb.DuckDBPyConnection, checks: Collection[str]) -> list[FaultyPage]:
    """The pages with errors or warnings of these checks that are new or ongoing."""
    cursor = connection.execute(
        "SELECT f.page_id, any_value(p.title), "
        "count(*) FILTER (severity = 'error'), count(*) FILTER (severity = 'warning') "
        "FROM findings f LEFT JOIN pages p USING (page_id) "
        "WHERE page_id IS NOT NULL AND severity IN ('error', 'warning') AND status IN ('new', 'ongoing') "
        "AND check_id IN (SELECT unnest($checks)) GROUP BY f.page_id",
        {"checks": list(checks)},
    )
    return [FaultyPage(*row) for row in cursor.fetchall()]


def faults_of(connection: duckdb.DuckDBPyConnection, pages: Sequence[FaultyPage]) -> Iterator[list[dict[str, Any]]]:
    """The errors and warnings that stand on these pages, of some pages at a time in their order."""
    lot: list[int] = []
    weight = 0
    for page in pages:
        lot.append(page.page_id)
        weight += page.error + page.warning
        if weight >= _AT_A_TIME:
            yield _standing(connection, lot)
            lot, weight = [], 0
    if lot:
        yield _standing(connection, lot)


def _standing(connection: duckdb.DuckDBPyConnection, pages: Collection[int]) -> list[dict[str, Any]]:
    return findings_in(connection, severity="warning", statuses=("new", "ongoing"), pages=pages)
