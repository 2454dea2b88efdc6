"""Writes a page's tables anew from their grids, with a column more, their columns in another order, the header again.

What a table says of its candidates stays the same, so its records must too. Tables that templates write, and those with
tables in their cells, are left as they are; so is a table for which a change makes no sense.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from pipeline.wikitext.model import Table
from pipeline.wikitext.page import read_page


class Own(NamedTuple):
    """A cell where it begins."""

    is_header: bool
    wikitext: str
    rowspan: int = 1
    colspan: int = 1
    attributes: str = ""


Rows = list[list[Own]]
Change = Callable[[Rows, int], Rows | None]  # the rows and how many of them are headers; None: makes no sense here

_UNITS = ({"#", "%"}, {"Votes", "%"})


def _rows(table: Table) -> Rows:
    found = []
    for y, row in enumerate(table.rows):
        own = [cell for x, cell in enumerate(row.cells) if (cell.origin_row, cell.origin_col) == (y, x)]
        found.append(
            [
                Own(
                    cell.is_header,
                    cell.wikitext,
                    cell.rowspan,
                    cell.colspan,
                    "".join(f' {k}="{v}"' for k, v in cell.attrs.items() if k not in {"rowspan", "colspan"}),
                )
                for cell in own
            ]
        )
    return found


def _written(rows: Rows, caption: str) -> str:
    lines = ['{| class="wikitable"', *([f"|+ {caption}"] if caption else [])]
    for row in rows:
        lines.append("|-")
        for cell in row:
            spans = (f' {name}="{n}"' for name, n in (("rowspan", cell.rowspan), ("colspan", cell.colspan)) if n != 1)
            attributes = (cell.attributes + "".join(spans)).strip()
            lines.append(f"{'!' if cell.is_header else '|'} {f'{attributes} | ' if attributes else ''}{cell.wikitext}")
    return "\n".join([*lines, "|}"])


def _is_plain(table: Table, source: str) -> bool:
    """Whether a table stands for itself: none within, none around it, and no template writes it or its cells' bars."""
    alone = not table.nested and table.host_no is None and table.call is None
    begins = source.lstrip("\n :").startswith("{|") and "{{" not in source.split("\n", 1)[0]
    writes = ("{{election", "{{party name with", "{{party color")
    return alone and begins and not any(template in source.casefold() for template in writes)


def restructured(wikitext: str, title: str, change: Change) -> str:
    """The page with the change made to every table that it makes sense for."""
    page = read_page(wikitext, title)
    text = page.wikitext
    for table in reversed(page.tables):
        if _is_plain(table, page.wikitext[table.start : table.end]):
            rows = change(_rows(table), table.n_header_rows)
            if rows is not None:
                text = text[: table.start] + _written(rows, table.caption) + text[table.end :]
    return text


def _is_whole(rows: Rows, headers: int) -> bool:
    """Whether every row of the body has all its cells, one a column."""
    width = sum(cell.colspan for cell in rows[0]) if rows else 0
    body = rows[headers:]
    return (
        bool(headers and body)
        and width > 1
        and any(len(row) > 1 for row in rows[:headers])
        and all(len(row) == width and all(cell.rowspan == cell.colspan == 1 for cell in row) for row in body)
    )


def column_behind(header: str, cell: str) -> Change:
    """A column at the end that tells nothing of anybody's votes."""

    def change(rows: Rows, headers: int) -> Rows | None:
        if not _is_whole(rows, headers):
            return None
        top = next(number for number, row in enumerate(rows) if len(row) > 1)  # above it are titles
        titles = [[row[0]._replace(colspan=row[0].colspan + 1)] for row in rows[:top]]
        return [
            *titles,
            [*rows[top], Own(True, header, headers - top)],
            *rows[top + 1 : headers],
            *([*row, Own(False, cell)] for row in rows[headers:]),
        ]

    return change


def header_again(rows: Rows, headers: int) -> Rows | None:
    """The header a second time, below the third row."""
    if not _is_whole(rows, headers) or len(rows) < headers + 4:
        return None
    return [*rows[: headers + 3], *rows[:headers], *rows[headers + 3 :]]


def _pairs(rows: Rows, headers: int) -> list[tuple[int, int]]:
    """The columns of names over a count and a share: where they begin in the grid, and among the second row's cells."""
    if headers != 2 or not _is_whole(rows, headers):
        return []
    found, col, below = [], 0, 0
    for cell in rows[0]:
        if cell.rowspan == 1:
            units = {low.wikitext.strip().strip("'") for low in rows[1][below : below + cell.colspan]}
            if cell.colspan == 2 and units in _UNITS:
                found.append((col, below))
            below += cell.colspan
        col += cell.colspan
    return found


def shares_first(rows: Rows, headers: int) -> Rows | None:
    """Each share before its votes."""
    pairs = _pairs(rows, headers)
    if not pairs:
        return None
    first, units, *body = [list(row) for row in rows]
    for col, below in pairs:
        units[below], units[below + 1] = units[below + 1], units[below]
        for row in body:
            row[col], row[col + 1] = row[col + 1], row[col]
    return [first, units, *body]


def candidates_reversed(rows: Rows, headers: int) -> Rows | None:
    """The last candidate first; not where margins, totals or others stand among them."""
    cols = [col for col, _ in _pairs(rows, headers)]
    names = [place for place, cell in enumerate(rows[0]) if cell.colspan == 2 and cell.rowspan == 1] if cols else []
    said = " ".join(rows[0][place].wikitext.casefold() for place in names)
    if len(cols) < 2 or len(names) != len(cols) or cols != list(range(cols[0], cols[0] + 2 * len(cols), 2)):
        return None
    if any(word in said for word in ("margin", "total", "other")):
        return None
    first, units, *body = [list(row) for row in rows]
    for place, cell in zip(names, [first[place] for place in reversed(names)], strict=True):
        first[place] = cell
    for row in body:
        row[cols[0] : cols[-1] + 2] = [cell for col in reversed(cols) for cell in (row[col], row[col + 1])]
    return [first, units, *body]


CHANGES: dict[str, Change] = {
    "from the grid": lambda rows, headers: rows,
    "an empty column": column_behind("", ""),
    "a column of references": column_behind("Ref.", '<ref name="a">x</ref>'),
    "a column of notes": column_behind("Notes", "Recount in part"),
    "the header again": header_again,
    "shares first": shares_first,
    "candidates reversed": candidates_reversed,
}
