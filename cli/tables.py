"""Rows as a table for a terminal, by rich: numbers to the right, long text folded to the width, faults in colour.

Only for terminals: elsewhere rows go out plain, see `printing`. Cells are shown as written; none is markup.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from typing import Any

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

MOST_ROWS = 1000  # beyond, folding costs more than it shows
NARROWEST = 12  # columns of text that a narrow terminal folds
_STYLES = {
    "severity": {"error": "bold red", "warning": "yellow", "info": "dim"},
    "status": {"new": "bold", "resolved": "green", "waived": "dim"},
    "state": {"ok": "green"},
}


def print_table(columns: Sequence[str], rows: Sequence[Sequence[Any]], console: Console | None = None) -> None:
    """Print on stdout as wide as the terminal; where even folded columns do not fit, a line a column: see _records."""
    console = console or Console(file=sys.stdout, highlight=False)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", show_edge=False)
    least = 0
    for place, name in enumerate(columns):
        values = [row[place] for row in rows]
        whole = max(map(cell_len, [name, *("NULL" if value is None else str(value) for value in values)]))
        if _is_fixed(values):
            right = not any(isinstance(value, date) for value in values)
            table.add_column(Text(name), justify="right" if right else "left", no_wrap=True)
        else:
            whole = min(whole, max(NARROWEST, cell_len(name)))
            table.add_column(Text(name), overflow="fold", min_width=whole)
        least += whole + 2
    if least - 2 > console.width:
        _records(columns, rows, console)
        return
    for row in rows:
        table.add_row(*(_cell(name, value) for name, value in zip(columns, row, strict=True)))
    console.print(table, crop=False)


def _records(columns: Sequence[str], rows: Sequence[Sequence[Any]], console: Console) -> None:
    """Each row's columns one under the other, so that no figure is cut and the terminal breaks no line in two."""
    for number, row in enumerate(rows, 1):
        console.print(Text(f"── {number} of {len(rows)}", style="dim"))
        record = Table.grid(padding=(0, 2))
        record.add_column(no_wrap=True, style="bold")
        record.add_column(overflow="fold")
        for name, value in zip(columns, row, strict=True):
            record.add_row(Text(name), _cell(name, value))
        console.print(record, crop=False)


def _is_fixed(values: Sequence[Any]) -> bool:
    """Figures, dates and truths: never folded."""
    return any(value is not None for value in values) and all(
        value is None or isinstance(value, int | float | date) for value in values
    )


def _cell(column: str, value: Any) -> Text:
    if value is None:
        return Text("NULL", style="dim")
    return Text(str(value), style=_STYLES.get(column, {}).get(str(value), ""))
