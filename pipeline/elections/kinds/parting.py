"""Parts a table into title, header and body, which `!` alone does not: from a page's table to its view.

Old articles write headers as bold cells, units (`| # || %`) in ordinary ones, and Totals rows with `!`. Decides nothing
of what the table is about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

from pipeline.elections.kinds.boxes_without_begin import box_heads
from pipeline.elections.kinds.colours_before import with_colours_headed
from pipeline.elections.kinds.dotted import with_dots_as_commas
from pipeline.elections.kinds.labelled_lines import with_ballots_as_columns
from pipeline.elections.kinds.run_together import rows_apart
from pipeline.elections.kinds.stacked import unstacked
from pipeline.elections.kinds.statistics_above import statistics_above
from pipeline.elections.kinds.view import (
    Column,
    TableView,
    folded,
    is_value,
    own_cells,
    spans_table,
    speaks_of_election,
)
from pipeline.wikitext.model import Cell, Page, Row, Table, texts_of
from pipeline.wikitext.remembering import remembered

_UNIT: Final = re.compile(
    r"#|%|±%?|\+/[-−–]|votes?|pct\.?|percent(age)?|count|number|no\.?|share|% votes?|v(otes)? ?%|swing|seats"
)
_HEADER_WORDS: Final = re.compile(
    r"county|parish|borough|district|ward|municipality|town|city|state|province|area|constituency|riding|party"
    r"|candidates?|votes?|%|#|totals?|percent(age)?|seats|change|source|rating|pollster|poll source|date.*|margin.*"
    r"|turnout|swing|lead|department|region|electoral (?:district|division)|riding|canton|prefecture|governorate|oblast"
    r"|option|choice"
)
_NAMED: Final = re.compile(
    r"(?:(?:political |presidential )?(?:candidates?|nominees?|names?|part(?:y|ies)|affiliations?|contestants?|persons?"
    r"|winners?|tickets?|proposition|option))(?:[ /’'].{0,20})?"
)
# Bold from its first letter on, whatever is around it: `{{nowrap|'''Department'''}}`, `<small>'''Seats'''</small>`.
_BOLD: Final = re.compile(r"(?:\s|<[^<>]{1,200}>|\{\{[^{}|]{1,40}\|(?:[^{}|']{0,40}\|)?)*'''")
_NAMES_BESIDE: Final = 3  # header cells at least beside each that looks like a figure
_LONGEST_HEADER: Final = 60  # of names
_MOST_HEADERS: Final = 12  # cells above a column that are read: a page may repeat its header rows by the thousand
_LONGEST_TITLE: Final = 500  # characters of a title or heading in which words are sought; those of articles take 200


@remembered
def _is_of_names(text: str) -> bool:
    """Whether a header says that names stand below it."""
    return len(text) <= _LONGEST_HEADER and bool(_NAMED.fullmatch(folded(text)))


def _is_header_row(row: Row, row_no: int, begun: bool) -> bool:
    cells = [cell for cell in own_cells(row) if cell.text.strip()]
    own = [cell for cell in cells if cell.origin_row == row_no]
    if not own:
        return begun and bool(cells) and all(cell.is_header for cell in cells)
    if any(is_value(cell.text) and (len(cell.text) > 2 or not cell.is_header) for cell in own):
        if begun:
            return _stands_in_header(row, row_no, own)
        return all(cell.is_header for cell in row.cells) and are_names_like_figures(own)
    marked = sum(cell.is_header for cell in own)
    whole = all(cell.is_header for cell in row.cells)
    if marked > len(own) / 2 and (len(own) > 1 or begun or len(cells) > 1 or whole):
        return True
    return begun and all(_UNIT.fullmatch(folded(cell.text)) for cell in own)


def _stands_in_header(row: Row, row_no: int, own: list[Cell]) -> bool:
    """Whether the header's first cell reaches down beside figures that are headings: `! Votes !! % !! 25%`."""
    return (
        row.cells[0].origin_row < row_no
        and all(cell.is_header for cell in row.cells)
        and not all(is_value(cell.text) for cell in own)
    )


def are_names_like_figures(own: Sequence[Cell]) -> bool:
    """Whether the figures in a header's first row are few among words, so that they are names: `Cook`, `IE`, `538`."""
    return _NAMES_BESIDE * sum(is_value(cell.text) for cell in own) < len(own)


def is_bold(cell: Cell) -> bool:
    """Whether a cell is bold from its first letter on."""
    return _BOLD.match(cell.wikitext) is not None


def _is_plain_header(row: Row) -> bool:
    """A header row in ordinary cells: no figure, and two cells or more with header words. Bold ones are headers before
    (bold_headers.py)."""
    texts = [folded(cell.text) for cell in own_cells(row) if cell.text.strip()]
    known = sum(bool(_HEADER_WORDS.fullmatch(text)) for text in texts)
    return known >= 2 and known >= len(texts) / 3 and not any(is_value(text) for text in texts)


def _header(table: Table) -> tuple[list[str], list[int], int, Sequence[int]]:
    """Title texts, header rows, the first row of the body behind them, and the rows of the body above them."""
    titles, header, first = _header_at_top(table)
    if header:
        return titles, header, first, ()
    # no header at all: what spans the table at the top is still its title, the rest is body
    first = next((no for no, row in enumerate(table.rows) if not spans_table(row)), len(table.rows))
    below = statistics_above(table, first)
    return (titles, header, first, ()) if below is None else (titles, [below.header], below.header + 1, below.rows)


def _header_at_top(table: Table) -> tuple[list[str], list[int], int]:
    titles: list[str] = []
    header: list[int] = []
    no = 0
    for no, row in enumerate(table.rows):
        if spans_table(row):
            if header:
                break
            titles.append(row.cells[0].text)
        elif _is_header_row(row, no, bool(header)) or (not header and _is_plain_header(row)):
            header.append(no)
        elif any(map(str.strip, texts_of(row.cells))):
            break
        no += 1
    return titles, header, no


def _folded_texts(cells: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(map(folded, texts_of(cells)))


def _cells_by_column(body: Sequence[tuple[int, Row]], heads: Sequence[Column]) -> list[list[Cell]]:
    """The cells of `TableView.column_cells`, for each header a list."""
    rows = [row.cells for _, row in body]
    ragged = len({*map(len, rows)}) > 1
    columns: list[list[Cell]] = (
        [[*filter(None, cells)] for cells in zip_longest(*rows)] if ragged else [[*cells] for cells in zip(*rows)]  # noqa: B905
    )
    by_column: list[list[Cell]] = []
    for cells in columns:
        spans = [cell.colspan for cell in cells]
        is_plain = spans.count(1) == len(spans)
        by_column.append(cells if is_plain else [cell for cell, span in zip(cells, spans, strict=True) if span == 1])
    as_wide: dict[int, list[Cell]] = {}
    for head in heads[: len(columns)]:
        last = head.cells[-1] if head.cells else None
        if last is not None and last.colspan > 1 and last.origin_col == head.index:
            span = by_column[head.index : head.index + last.colspan]
            if not any(cell.text.strip() for column in span for cell in column):
                as_wide[head.index] = [
                    cell
                    for cell in columns[head.index]
                    if cell.colspan == last.colspan and cell.origin_col == head.index
                ]
    for index, cells in as_wide.items():
        if cells:
            by_column[index] = cells
    return by_column + [[] for _ in range(len(heads) - len(by_column))]


def _with_blanks_headed(heads: Sequence[tuple[Cell, ...]]) -> Sequence[tuple[Cell, ...]]:
    """The header rows with headings over the blank cells behind them, where the same units stand below two of them.

    `! 1st round !! !! Runoff !!` over `! Votes !! % !! Votes !! %`, for want of a colspan.
    """
    if len(heads) < 2:
        return heads
    top = list(heads[0])
    runs: dict[tuple[str, ...], list[int]] = {}
    for col, cell in enumerate(heads[0]):
        if not cell.text.strip() or not cell.colspan == cell.rowspan == 1:
            continue
        end = col + 1
        while end < len(top) and not top[end].text.strip() and top[end].colspan == top[end].rowspan == 1:
            end += 1
        if end - col > 1:
            runs.setdefault(_folded_texts(heads[1][col:end]), []).append(col)
    for units, cols in runs.items():
        if len(cols) > 1 and len({*units}) == len(units) and any(map(_UNIT.fullmatch, units)):
            for col in cols:
                top[col : col + len(units)] = [top[col].changed(colspan=len(units))] * len(units)
    return [tuple(top), *heads[1:]]


def _columns(heads: Sequence[tuple[Cell, ...]], width: int) -> list[Column]:
    """The columns below these header rows."""
    columns = []
    for index in range(width):
        heading = {id(row[index]): row[index] for row in heads if index < len(row)}
        above = tuple([cell for cell in heading.values() if cell.text.strip()])
        if len(above) > _MOST_HEADERS:
            above = (*above[: _MOST_HEADERS - 1], above[-1])
        columns.append(Column(index, above, folded(" ".join([cell.text for cell in above]))))
    return columns


def _body(table: Table, first: int, heads: Sequence[tuple[Cell, ...]]) -> tuple[tuple[int, Row], ...]:
    """The rows from there on with their numbers, header rows that are said again left out."""
    doubles = {_folded_texts(row) for row in heads}
    begins = {texts[0] for texts in doubles if texts}
    return tuple(
        [
            (no, row)
            for no, row in enumerate(table.rows[first:], first)
            if folded(row.cells[0].text) not in begins or _folded_texts(row.cells) not in doubles
        ]
    )


def view_of(table: Table, page: Page) -> TableView:
    """The view of a page's table."""
    path: tuple[str, ...] = ()
    if 0 <= table.section_no < len(page.sections):
        path = page.sections[table.section_no].path
    of_election = any(speaks_of_election(infobox.template) for infobox in page.infoboxes)
    return parted(table, page.title, path, of_election=of_election)


def parted(table: Table, page_title: str, path: tuple[str, ...], *, of_election: bool) -> TableView:
    """The view of a table below these headings; `of_election`: that its page is of one is known already."""
    table = with_ballots_as_columns(table)
    apart = rows_apart(table)
    whole, table = table, apart.table if apart is not None else table
    titles, header, first, above = _header(table)
    table = with_colours_headed(with_dots_as_commas(table, header, first), header, first)
    heads = [table.rows[no].cells for no in header] or box_heads(table)
    columns = _columns(_with_blanks_headed(heads), table.n_cols)
    body = (*[(no, table.rows[no]) for no in above], *_body(table, first, heads))
    names = frozenset([column.index for column in columns if column.cells and _is_of_names(column.cells[-1].text)])
    body = unstacked(body, names) if names else body
    if apart is not None:  # what is read keeps the numbers of the rows that it stands in
        body = tuple([(apart.numbers[no], row) for no, row in body])
        header, table = [apart.numbers[no] for no in header], whole
    rows = tuple([numbered for numbered in body if not spans_table(numbered[1])])
    cells = _cells_by_column(body, columns)
    box_title = table.call.params.get("title", "") if table.call else ""
    all_titles = tuple(dict.fromkeys(text.strip() for text in (table.caption, box_title, *titles) if text.strip()))
    words = folded(" | ".join([said[:_LONGEST_TITLE] for said in (*all_titles, *reversed(path))]))
    return TableView(
        table=table,
        page_title=page_title,
        path=path,
        titles=all_titles,
        words=words,
        is_of_election=of_election or speaks_of_election(f"{folded(page_title)} | {words}"),
        header_rows=tuple(header),
        columns=tuple(columns),
        header_words=" | ".join([column.text for column in columns]),
        body=body,
        rows=rows,
        widest=max([len(row.cells) for _, row in rows], default=0),
        cells=cells,
        texts=[texts_of(of_column) for of_column in cells],
    )
