"""Options that several commands share."""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

from cli.completion import complete_table, complete_version

F = TypeVar("F", bound=Callable[..., Any])


def given_dataset(ctx: click.Context, _param: click.Parameter, value: str | None) -> Path:
    """The folder given; else the settings' one. Reading settings takes its time, so only where there are any."""
    if value is not None:
        if "://" in value:
            raise click.UsageError(
                f"{ctx.info_name} works on a folder; `canvass download {value} --dataset DIR` makes one, "
                "and `canvass refresh` takes a URL"
            )
        return Path(value)
    if Path("canvass.toml").exists() or {"CANVASS_DATASET", "CANVASS_CONFIG"} & set(os.environ):
        from pipeline.settings import read_settings

        return read_settings().dataset
    return Path("dataset")


def dataset_option(command: F) -> F:
    """--dataset DIR."""
    return click.option(
        "--dataset",
        metavar="DIR",
        callback=given_dataset,
        help="The dataset's folder (default: the settings', else `dataset`).",
    )(command)


def place_option(command: F) -> F:
    """--dataset DIR|URL: a folder as Path, an object store's URL as it is."""

    def place(ctx: click.Context, param: click.Parameter, value: str | None) -> Path | str:
        return value if value is not None and "://" in value else given_dataset(ctx, param, value)

    return click.option(
        "--dataset",
        metavar="DIR",
        callback=place,
        help="The dataset's folder (default: the settings', else `dataset`), or s3://BUCKET/PREFIX.",
    )(command)


def version_option(command: F) -> F:
    """--version V."""
    words = "A version of it, like 2026.11.23-1 (default: the latest)."
    return click.option("--version", metavar="V", help=words, shell_complete=complete_version)(command)


def json_option(command: F) -> F:
    """--json."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


def csv_option(command: F) -> F:
    """--csv."""
    return click.option("--csv", "as_csv", is_flag=True, help="Print CSV with a header.")(command)


def severity_option(command: F) -> F:
    """--severity, the mildest to show."""
    return click.option(
        "--severity",
        type=click.Choice(["error", "warning", "info"]),
        default="warning",
        show_default=True,
        help="The mildest to show.",
    )(command)


def page_option(command: F) -> F:
    """--page, a page_id or a part of a title."""
    return click.option("--page", metavar="TITLE", help="Only of pages with this in their title, or of this page_id.")(
        command
    )


class TableName(click.ParamType[str]):
    """A data table."""

    name = "table"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name, if there is such a table."""
        from schemas import DATA_TABLES

        if value in DATA_TABLES:
            return str(value)
        near = difflib.get_close_matches(value, DATA_TABLES, n=1, cutoff=0.5)
        hint = f"did you mean {near[0]!r}?" if near else f"they are: {', '.join(DATA_TABLES)}"
        raise click.BadParameter(f"there is no data table {value!r}; {hint}", ctx, param)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The tables that begin so."""
        return complete_table(ctx, param, incomplete)


class Moment(click.ParamType[datetime]):
    """A date or a time, ISO 8601; UTC where it names no zone."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """An aware datetime."""
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no time; write 2024-11-06 or 2024-11-06T12:00:00Z", param, ctx)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
