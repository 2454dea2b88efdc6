"""`canvass explain`."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.explanation import print_explanation
from cli.options import dataset_option, json_option, version_option
from cli.printing import print_json, say

if TYPE_CHECKING:
    from output.folder import Release
    from pipeline.revision import Revision


@click.command(short_help="Where a value came from: page, revision, table, cell, markup, link.")
@click.argument("election")
@dataset_option
@version_option
@click.option(
    "--table", "table_no", type=click.IntRange(min=0), metavar="T", help="The page's table, from 1; 0: lists."
)
@click.option("--row", "row_no", type=click.IntRange(min=0), metavar="N", help="The row of its grid, from 0.")
@click.option("--column", "col_no", type=click.IntRange(min=0), metavar="C", help="The column of its grid, from 0.")
@click.option("--bundle", is_flag=True, help="Write the page and what is read from it into a zip, to report a fault.")
@json_option
def explain(
    election: str,
    dataset: Path,
    version: str | None,
    table_no: int | None,
    row_no: int | None,
    col_no: int | None,
    bundle: bool,
    as_json: bool,
) -> None:
    """Say where a version's values came from. ELECTION is an election_id, an article's title, or a part of one.

    With --row, the lines of the markup that the row stands on, and with --column the cell marked in them. Where polls
    stand side by side, a poll's row_no is the number of its column, and --row shows that column.

    \b
    canvass explain "2004 United States presidential election in Massachusetts"
    canvass explain "2004 Massachusetts" --table 3 --row 6 --column 6
    canvass explain "2004 Massachusetts" --bundle
    """
    if row_no is not None and table_no is None:
        raise click.UsageError("--row needs --table")
    if col_no is not None and row_no is None:
        raise click.UsageError("--column needs --row")
    from output.folder import open_release

    release = open_release(dataset, version)
    page = _page(release, election)
    revision = _revision(dataset, page)
    if bundle:
        _write_bundle(revision, page)
        return
    told: dict[str, Any] = {"version": release.version, "page": page}
    if table_no is None:
        told["elections"] = _rows(release, "elections", page["page_id"])
    told["tables"] = _tables(release, revision, page, table_no) if table_no != OF_LISTS else []
    if table_no == OF_LISTS:
        told["records"] = _of_lists(release, page, row_no)
    elif row_no is not None and table_no is not None:
        (table,) = told["tables"]
        told["row"], told["is_across"] = row_no, table["kind"] == ACROSS
        told["cells"] = _cells(release, page, table, row_no, col_no)
        told["records"] = _records(release, page["page_id"], table_no, row_no)
        told["markup"] = _markup(revision, table, row_no, col_no)
    if as_json:
        print_json(told)
    else:
        print_explanation(told)


def _ask(release: Release, statement: str, parameters: list[Any]) -> list[dict[str, Any]]:
    from output.sql import query

    answer = query(release, statement, parameters)
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


def _page(release: Release, election: str) -> dict[str, Any]:
    """The page of an election_id or title, or the only one with all those words; UsageError for none or several."""
    from pipeline.errors import UsageError

    columns = "page_id, title, rev_id, rev_timestamp, url, history_url, source, parse_status, licence"
    exact = f"""SELECT {columns} FROM pages WHERE title = string_split(?, '#')[1]
        OR page_id IN (SELECT page_id FROM elections WHERE election_id = ?)"""
    found = _ask(release, exact, [election, election])
    words = election.lower().split()
    if not found:
        statement = f"""SELECT {columns} FROM pages
            WHERE len(list_filter(?, lambda word: NOT contains(lower(title), word))) = 0 ORDER BY title"""
        found = _ask(release, statement, [words])
    if len(found) != 1:
        # Near: each word asked for has a word in the title that is like it.
        likeness = (
            "list_max(list_transform(string_split(lower(title), ' '), lambda w: jaro_winkler_similarity(w, word)))"
        )
        close = f"list_sum(list_transform(?, lambda word: {likeness})) DESC, title"
        near = found[:5] or _ask(release, f"SELECT title FROM pages ORDER BY {close} LIMIT 3", [words])
        what = f"{len(found)} pages match" if found else "there is no page or election"
        raise UsageError(f"{what} {election!r}", remedy=f"Perhaps: {'; '.join(page['title'] for page in near)}")
    return found[0]


def _revision(dataset: Path, page: dict[str, Any]) -> Revision | None:
    """The archived revision; None in a release that was copied without its archive."""
    from pipeline.archive import Archive

    try:
        (revision,) = Archive(dataset).read([(page["page_id"], page["rev_id"])])
    except KeyError:
        return None
    return revision


def _write_bundle(revision: Revision | None, page: dict[str, Any]) -> None:
    from pipeline.errors import DatasetError
    from pipeline.steps.bundle import bundle_of

    if revision is None:
        raise DatasetError(f"the markup of {page['title']!r} is not in the archive", remedy="Run `canvass refresh`")
    name = re.sub(r"[^0-9A-Za-z]+", "-", revision.title).strip("-")[:80] or "page"
    path = Path(f"canvass-bundle-{name}.zip")
    path.write_bytes(bundle_of(revision, page["licence"] or ""))
    say(f"wrote {path} ({path.stat().st_size / 1000:,.0f} kB): attach it to an issue, or `make case BUNDLE={path}`")


def _rows(release: Release, table: str, page_id: int) -> list[dict[str, Any]]:
    return _ask(release, f"SELECT * FROM {table} WHERE page_id = ? ORDER BY ALL", [page_id])


def _tables(
    release: Release, revision: Revision | None, page: dict[str, Any], table_no: int | None
) -> list[dict[str, Any]]:
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
    reasons = _recognitions(revision) if revision else {}
    return [table | reasons.get(table["table_no"], {}) for table in tables]


def _recognitions(revision: Revision) -> dict[int, dict[str, Any]]:
    from pipeline.elections.reading import read_election_page
    from pipeline.wikitext.page import read_page

    reading = read_election_page(read_page(revision.wikitext, revision.title), revision.page_id)
    return {r.table_no: {"score": r.score, "reason": r.reason} for r in reading.recognitions}


OF_LISTS = 0
"""The table_no of what was read from lists, `* CNN: Kerry`: there is no grid, and row_no is the item."""
ACROSS = "polls_across"
"""The kind of table in which pollsters stand side by side: the row_no of a poll is the number of its column."""


def _cells(
    release: Release, page: dict[str, Any], table: dict[str, Any], row_no: int, col_no: int | None
) -> list[dict[str, Any]]:
    """The cells of a row, or one of them; UsageError where the table has no such row or column.

    Of pollsters side by side, the cells of a poll's column, and `--column` is the row that one of them stands in.
    """
    from pipeline.errors import UsageError

    sizes = {"row": table["n_rows"], "column": table["n_cols"]}
    lines, across = ("column", "row") if table["kind"] == ACROSS else ("row", "column")
    for option, name, asked in (("row", lines, row_no), ("column", across, col_no)):
        if asked is not None and asked >= sizes[name]:
            what = f"table {table['table_no']} has no {name} {asked}"
            why = ", and its polls stand in columns" if name != option else ""
            raise UsageError(what, remedy=f"It has {sizes[name]:,} {name}s, counted from 0{why}")
    line, place = ("col_no", "row_no") if table["kind"] == ACROSS else ("row_no", "col_no")
    statement = f"""SELECT row_no, col_no, is_header, text, wikitext, origin_row, origin_col FROM cells
        WHERE page_id = ? AND table_no = ? AND {line} = ? AND (? IS NULL OR {place} = ?) ORDER BY {place}"""
    return _ask(release, statement, [page["page_id"], table["table_no"], row_no, col_no, col_no])


def _markup(revision: Revision | None, told: dict[str, Any], row_no: int, col_no: int | None) -> dict[str, Any] | None:
    """The lines of the page that the row stands on, and the stretches of the column's cell in them."""
    from cli.drawing import draw, draw_column
    from pipeline.wikitext.page import read_page

    tables = read_page(revision.wikitext, revision.title).tables if revision is not None else []
    table = next((table for table in tables if table.table_no == told["table_no"]), None)
    if revision is None or table is None:
        return None
    how = draw_column if told["kind"] == ACROSS else draw
    drawing = how(revision.wikitext, table, row_no, col_no)
    return asdict(drawing) if drawing else None


def _of_lists(release: Release, page: dict[str, Any], row_no: int | None) -> dict[str, list[dict[str, Any]]]:
    """The rows that came from the page's lists, or from one item; UsageError where none did."""
    from pipeline.errors import UsageError

    found = _records(release, page["page_id"], OF_LISTS, row_no)
    if not found:
        item = "" if row_no is None else f", item {row_no}"
        raise UsageError(f"no record of {page['title']} was read from a list{item}", remedy="Its tables count from 1")
    return found


def _records(release: Release, page_id: int, table_no: int, row_no: int | None) -> dict[str, list[dict[str, Any]]]:
    """The rows of every table that came from that row, or from any."""
    tables = ("results", "areas", "area_results", "predictions", "polls", "poll_results")
    statement = "SELECT * FROM {} WHERE page_id = ? AND table_no = ? AND (? IS NULL OR row_no = ?) ORDER BY ALL"
    found = {name: _ask(release, statement.format(name), [page_id, table_no, row_no, row_no]) for name in tables}
    return {name: rows for name, rows in found.items() if rows}
