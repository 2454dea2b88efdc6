"""Prints rows as an aligned table, CSV or JSON, on stdout."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Sequence
from typing import Any

import click
from tabulate import tabulate  # type: ignore[import-untyped]


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
        print_json([dict(zip(columns, row, strict=True)) for row in rows])
    elif as_csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
    elif rows:
        click.echo(tabulate(rows, headers=columns, tablefmt="simple", missingval="NULL", disable_numparse=True))
    else:
        click.echo(empty, err=True)


def print_json(value: Any) -> None:
    """The value as JSON, one object or list."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))
