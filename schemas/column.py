"""The vocabulary in which the tables are written: columns, limits, keys.

A column says what it means, its unit and the limits beyond which a row is quarantined. Limits are only those that no
honest article can break; what is merely implausible (a turnout above 100 %, as in Liberia 1927) is for the checks.
Nothing here knows any particular table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, NamedTuple

import pandera.polars as pa
import polars as pl

# TIMESTAMP without a zone: always UTC.
Timestamp = Annotated[pl.Datetime, "us", None]

VOTES_MAX = 10**11
"""Above the world's population ten times over; also catches numbers that do not fit 64 bits (see frames.py)."""
PCT_MAX = 101.0
"""Totals of rounded percentages reach 100.1; nobody means more than 101."""


def column(
    description: str,
    *,
    unit: str | None = None,
    required: bool = False,
    minimum: float | date | None = None,
    maximum: float | date | None = None,
    one_of: Sequence[str] | None = None,
    non_empty: bool = False,
) -> Any:
    """A pandera field: nullable unless `required`, with its limits and its unit."""
    return pa.Field(
        nullable=not required,
        ge=minimum,
        le=maximum,
        isin=list(one_of) if one_of else None,
        str_length={"min_value": 1} if non_empty else None,
        description=description,
        metadata={"unit": unit, "minimum": minimum, "maximum": maximum, "one_of": tuple(one_of or ())},
    )


def identifier(description: str) -> Any:
    """A required text that is never empty: a key or part of one."""
    return column(description, required=True, non_empty=True)


def position(description: str, *, first: int) -> Any:
    """A required running number on a page, counted from `first`."""
    return column(description, unit="number", required=True, minimum=first, maximum=2**31)


def page_id() -> Any:
    """The page that a row came from."""
    return column(
        "Page the row came from: MediaWiki's page id; negative and derived from the title where a source has no ids",
        required=True,
    )


def election_id() -> Any:
    """The election that a row belongs to."""
    return identifier("Election the row belongs to: the article's title, with #2, #3 … for its further infoboxes")


def contest_id() -> Any:
    """The election or stage of one that an area's row belongs to."""
    return identifier(
        "Election the row belongs to: the article's title, with #2, #3 … for its further infoboxes, or with the name "
        "of a primary or runoff of it that has areas of its own (#Republican primary, #Runoff)"
    )


def table_no() -> Any:
    """The table on the page that a row came from."""
    return position("Table on the page, from 1 in document order, Election boxes included; 0: a list", first=0)


def row_no(else_what: str = "") -> Any:
    """The row of the table that a row came from, and what the number is where it is another's."""
    return position(f"Row of the table's grid, from 0, header rows included; of a list, its item{else_what}", first=0)


def votes(description: str) -> Any:
    """A count of votes."""
    return column(description, unit="votes", minimum=0, maximum=VOTES_MAX)


def percent(description: str) -> Any:
    """A share in percent, 0–100."""
    return column(description, unit="percent", minimum=0.0, maximum=PCT_MAX)


def points(description: str) -> Any:
    """A signed difference of two percentages, in percentage points."""
    return column(description, unit="percentage points", minimum=-PCT_MAX, maximum=PCT_MAX)


def year(description: str) -> Any:
    """A year of the common era."""
    return column(description, unit="year", minimum=1000, maximum=2999)


def day(description: str) -> Any:
    """A calendar date."""
    return column(description, unit="date", minimum=date(1000, 1, 1), maximum=date(2999, 12, 31))


def moment(description: str, *, required: bool = False) -> Any:
    """A point in time, UTC."""
    return column(
        description, unit="UTC", required=required, minimum=datetime(1900, 1, 1), maximum=datetime(2999, 12, 31)
    )


SQL_TYPES: dict[pl.DataType, str] = {
    pl.Int64(): "BIGINT",
    pl.Float64(): "DOUBLE",
    pl.Boolean(): "BOOLEAN",
    pl.String(): "VARCHAR",
    pl.Date(): "DATE",
    pl.Datetime("us"): "TIMESTAMP",
}
"""The SQL type of each type of column, for DuckDB and the data dictionary."""


class ForeignKey(NamedTuple):
    """Columns that name a row of another table; every row of a release has that other row."""

    columns: tuple[str, ...]
    table: str
    target: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column as the writers need it."""

    name: str
    dtype: pl.DataType
    nullable: bool
    description: str
    unit: str | None
    minimum: float | date | None
    maximum: float | date | None
    one_of: tuple[str, ...]


class TableModel(pa.DataFrameModel):
    """The ancestor of all tables: exactly the columns written, in that order, no silent conversion."""

    class Config:
        """Pandera's own settings."""

        strict = True
        ordered = True
        coerce = False


PAGE = ForeignKey(("page_id",), "pages", ("page_id",))
