"""`canvass explain`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.options import dataset_option, json_option, version_option
from cli.printing import print_json, say

if TYPE_CHECKING:
    from output.folder import Release


@click.command(short_help="Where a value came from: page, revision, section, table, row, cell, raw markup, link.")
@click.argument("election")
@dataset_option
@version_option
@click.option("--table", "table_no", type=click.IntRange(min=1), metavar="T", help="The page's table, from 1.")
@click.option("--row", "row_no", type=click.IntRange(min=0), metavar="N", help="The row of its grid, from 0.")
@json_option
def explain(
    election: str, dataset: Path, version: str | None, table_no: int | None, row_no: int | None, as_json: bool
) -> None:
    """Say where a version's values came from. ELECTION is an election_id, an article's title, or a part of one.

    \b
    canvass explain "2004 United States presidential election in Massachusetts"
    canvass explain "election in Massachusetts" --table 3 --row 6
    """
    if row_no is not None and table_no is None:
        raise click.UsageError("--row needs --table")
    from output.folder import open_release

    release = open_release(dataset, version)
    page = _page(release, election)
    told: dict[str, Any] = {"version": release.version, "page": page}
    if table_no is None:
        told["elections"] = _rows(release, "elections", page["page_id"])
    told["tables"] = _tables(release, dataset, page, table_no)
    if row_no is not None and table_no is not None:
        told["cells"] = _cells(release, page["page_id"], table_no, row_no)
        told["records"] = _records(release, page["page_id"], table_no, row_no)
    if as_json:
        print_json(told)
    else:
        _print(told)


def _ask(release: Release, statement: str, parameters: list[Any]) -> list[dict[str, Any]]:
    from output.sql import query

    answer = query(release, statement, parameters)
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


def _page(release: Release, election: str) -> dict[str, Any]:
    """The page of an election_id or title; UsageError where none or several match."""
    from pipeline.errors import UsageError

    columns = "page_id, title, rev_id, rev_timestamp, url, history_url, source, parse_status"
    exact = f"""SELECT {columns} FROM pages WHERE title = ?
        OR page_id IN (SELECT page_id FROM elections WHERE election_id = ?)"""
    found = _ask(release, exact, [election, election])
    if not found:
        found = _ask(release, f"SELECT {columns} FROM pages WHERE contains(lower(title), lower(?))", [election])
    if len(found) != 1:
        close = "jaro_winkler_similarity(lower(title), lower(?)) DESC, title"
        near = found[:5] or _ask(release, f"SELECT title FROM pages ORDER BY {close} LIMIT 3", [election])
        what = f"{len(found)} pages match" if found else "there is no page or election"
        raise UsageError(f"{what} {election!r}", remedy=f"Perhaps: {'; '.join(page['title'] for page in near)}")
    return found[0]


def _rows(release: Release, table: str, page_id: int) -> list[dict[str, Any]]:
    return _ask(release, f"SELECT * FROM {table} WHERE page_id = ? ORDER BY ALL", [page_id])


def _tables(release: Release, dataset: Path, page: dict[str, Any], table_no: int | None) -> list[dict[str, Any]]:
    """The page's tables with their kind, and why: read again from the archived revision by the code at hand."""
    from pipeline.errors import UsageError

    tables = _ask(
        release,
        "SELECT table_no, section_path, caption, kind, n_rows, n_cols, n_header_rows FROM page_tables "
        "WHERE page_id = ? AND (? IS NULL OR table_no = ?) ORDER BY table_no",
        [page["page_id"], table_no, table_no],
    )
    if table_no is not None and not tables:
        raise UsageError(f"{page['title']} has no table {table_no}", remedy="Leave --table out to see them")
    reasons = _recognitions(dataset, page)
    return [table | reasons.get(table["table_no"], {}) for table in tables]


def _recognitions(dataset: Path, page: dict[str, Any]) -> dict[int, dict[str, Any]]:
    from pipeline.archive import Archive
    from pipeline.elections.reading import read_election_page
    from pipeline.wikitext.page import read_page

    try:
        (revision,) = Archive(dataset).read([(page["page_id"], page["rev_id"])])
    except KeyError:  # a release that was copied without its archive
        return {}
    reading = read_election_page(read_page(revision.wikitext, revision.title), revision.page_id)
    return {r.table_no: {"score": r.score, "reason": r.reason} for r in reading.recognitions}


def _cells(release: Release, page_id: int, table_no: int, row_no: int) -> list[dict[str, Any]]:
    statement = """SELECT col_no, is_header, text, wikitext, origin_row, origin_col FROM cells
        WHERE page_id = ? AND table_no = ? AND row_no = ? ORDER BY col_no"""
    return _ask(release, statement, [page_id, table_no, row_no])


def _records(release: Release, page_id: int, table_no: int, row_no: int) -> dict[str, list[dict[str, Any]]]:
    """The rows of every table that came from that row."""
    tables = ("results", "areas", "area_results", "predictions", "polls", "poll_results")
    statement = "SELECT * FROM {} WHERE page_id = ? AND table_no = ? AND row_no = ? ORDER BY ALL"
    found = {name: _ask(release, statement.format(name), [page_id, table_no, row_no]) for name in tables}
    return {name: rows for name, rows in found.items() if rows}


def _print(told: dict[str, Any]) -> None:
    page = told["page"]
    say(f"{page['title']}   (version {told['version']})")
    say(f"  page {page['page_id']}, revision {page['rev_id']}, {page['rev_timestamp'] or 'time not known'}")
    say(f"  {page['url'] or 'no link: source ' + page['source']}   parse status: {page['parse_status']}")
    for election in told.get("elections", []):
        say(f"\ninfobox {election['infobox_no']}: {election['election_id']}\n  {_stated(election)}")
    for table in told["tables"]:
        say(f"\ntable {table['table_no']}: {table['kind']}   in section: {table['section_path'] or '(lead)'}")
        say(f"  {table['n_rows']} rows, {table['n_header_rows']} of them headers, {table['n_cols']} columns")
        if table["caption"]:
            say(f"  caption: {table['caption']}")
        if "reason" in table:
            say(f"  because: {table['reason']} (score {table['score']:g})")
    for cell in told.get("cells", []):
        kind = "header" if cell["is_header"] else "cell"
        origin = f"   (spans from row {cell['origin_row']}, column {cell['origin_col']})"
        spanned = origin if (cell["origin_row"], cell["origin_col"]) != _place(told, cell) else ""
        say(f"\n{kind}, column {cell['col_no']}: {cell['text']!r}{spanned}\n  markup: {cell['wikitext']}")
    for name, rows in told.get("records", {}).items():
        for row in rows:
            say(f"\n{name}: {_stated(row)}")


def _stated(row: dict[str, Any]) -> str:
    """The values that a row has, its keys left out."""
    return ", ".join(f"{name} {value}" for name, value in row.items() if value is not None and name not in _KEYS)


def _place(told: dict[str, Any], cell: dict[str, Any]) -> tuple[int, int]:
    """Where the cell stands: its row is the one asked for."""
    rows = [rows[0]["row_no"] for rows in told["records"].values()]
    return (rows[0] if rows else cell["origin_row"], cell["col_no"])


_KEYS = ("election_id", "page_id", "table_no", "row_no")
