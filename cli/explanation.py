"""What `canvass explain` prints: the page, its tables, a row's markup with the cell marked, its cells, its records."""

from __future__ import annotations

import sys
from typing import Any

import click

from cli.printing import say
from pipeline.printable import one_line, printable

_KEYS = ("election_id", "page_id", "table_no", "row_no")


def print_explanation(told: dict[str, Any]) -> None:
    """Prints what `explain --json` gives, for people: marks and headings in colour on a terminal."""
    page = told["page"]
    _head(f"{page['title']}   (version {told['version']})")
    say(f"  page {page['page_id']}, revision {page['rev_id']}, {page['rev_timestamp'] or 'time not known'}")
    say(f"  {page['url'] or 'no link: source ' + page['source']}   parse status: {page['parse_status']}")
    for election in told.get("elections", []):
        _head(f"\ninfobox {election['infobox_no']}: {election['election_id']}")
        say(f"  {_stated(election)}")
    for table in told["tables"]:
        _head(f"\ntable {table['table_no']}: {table['kind']}   in section: {table['section_path'] or '(lead)'}")
        say(f"  {table['n_rows']} rows, {table['n_header_rows']} of them headers, {table['n_cols']} columns")
        if table["caption"]:
            say(f"  caption: {table['caption']}")
        if "reason" in table:
            say(f"  because: {table['reason']} (score {table['score']:g})")
    if told.get("markup"):
        what = "column" if told["is_across"] else "row"
        beside = " (polls side by side: a poll's row_no is its column)" if told["is_across"] else ""
        _head(f"\n{what} {told['row']} in the markup{beside}:")
        _draw(told["markup"])
    for cell in told.get("cells", []):
        kind = "header" if cell["is_header"] else "cell"
        origin = f"   (spans from row {cell['origin_row']}, column {cell['origin_col']})"
        spanned = origin if (cell["origin_row"], cell["origin_col"]) != (cell["row_no"], cell["col_no"]) else ""
        place = f"row {cell['row_no']}" if told["is_across"] else f"column {cell['col_no']}"
        say(f"\n{kind}, {place}: {cell['text']!r}{spanned}\n  markup: {cell['wikitext']}")
    for name, rows in told.get("records", {}).items():
        for row in rows:
            say(f"\n{name}: {_stated(row)}")


def _draw(markup: dict[str, Any]) -> None:
    """Lines with their numbers; the marked cell inverse on a terminal, underlined with ^ elsewhere."""
    marks = {line: (start, end) for line, start, end in markup["marks"]}
    wide = len(str(markup["first_line"] + len(markup["lines"])))
    for number, line in enumerate(markup["lines"]):
        margin = f"  {markup['first_line'] + number:>{wide}} "
        start, end = marks.get(number, (0, 0))
        before, cell, after = (one_line(part) for part in (line[:start], line[start:end], line[end:]))
        if not sys.stdout.isatty():
            say(f"{margin}{before}{cell}{after}")
            if cell:
                say(f"{' ' * (len(margin) + len(before))}{'^' * len(cell)}")
        else:
            click.echo(
                click.style(margin, dim=True) + before + click.style(cell, reverse=bool(cell), bold=True) + after
            )


def _head(text: str) -> None:
    click.echo(click.style(printable(text), bold=True))


def _stated(row: dict[str, Any]) -> str:
    """The values that a row has, its keys left out."""
    return ", ".join(f"{name} {value}" for name, value in row.items() if value is not None and name not in _KEYS)
