"""Prints on stdout: rows as an aligned table, CSV or JSON, and words; control characters of articles as escapes."""

from __future__ import annotations

import csv
import json
import math
import sys
from collections.abc import Sequence
from typing import Any

import click
from tabulate import tabulate  # type: ignore[import-untyped]

from cli.tables import MOST_ROWS, print_table
from pipeline.printable import one_line, printable


def print_rows(
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    *,
    as_json: bool = False,
    as_csv: bool = False,
    empty: str = "no rows",
) -> None:
    """NULL is `NULL` in a table, empty in CSV, null in JSON; dates and times are ISO 8601."""
    if as_json:
        names = _each_once(columns)
        print_json([dict(zip(names, row, strict=True)) for row in rows])
    elif as_csv:
        # Into a file or a pipe the values go as they are; a terminal gets no control characters.
        shown = [[_cell(value) for value in row] for row in rows] if sys.stdout.isatty() else rows
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(shown)
    elif rows:
        shown = [[_cell(value) for value in row] for row in rows]
        if sys.stdout.isatty() and len(rows) <= MOST_ROWS:
            print_table(list(map(one_line, columns)), shown)
            return
        aligned = ["right" if _are_numbers(shown, place) else "left" for place in range(len(columns))]
        options = {"tablefmt": "simple", "missingval": "NULL", "disable_numparse": True, "colalign": aligned}
        say(tabulate(shown, headers=columns, **options))
    else:
        say(empty, err=True)


def print_json(value: Any) -> None:
    """The value as JSON, one object or list; NaN and the infinities, which JSON does not know, are null."""
    # JSON itself escapes C0; what is left can only stand in strings.
    text = json.dumps(_finite(value), ensure_ascii=False, indent=2, default=str, allow_nan=False)
    click.echo(printable(text) if sys.stdout.isatty() else text)


def say(text: str = "", *, err: bool = False, nl: bool = True) -> None:
    """Print words that may come from articles: a terminal gets no control characters of theirs."""
    click.echo(printable(text), err=err, nl=nl)


def _each_once(columns: Sequence[str]) -> list[str]:
    """An object's keys: of two columns of one name, as `a JOIN b` has them, neither is lost."""
    names: list[str] = []
    for name in columns:
        here, number = name, 1
        while here in names or (number > 1 and here in columns):
            here, number = f"{name}_{number}", number + 1
        names.append(here)
    return names


def _finite(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {name: _finite(item) for name, item in value.items()}
    return [_finite(item) for item in value] if isinstance(value, list | tuple) else value


def _are_numbers(rows: Sequence[Sequence[Any]], place: int) -> bool:
    values = [row[place] for row in rows if row[place] is not None]
    return bool(values) and all(isinstance(value, int | float) and not isinstance(value, bool) for value in values)


def _cell(value: Any) -> Any:
    return one_line(value) if isinstance(value, str) else value
