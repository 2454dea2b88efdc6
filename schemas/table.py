"""A table's schema as the writers use it, taken from its pandera model: columns, keys, order, meaning."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import polars as pl

from schemas.column import Column, ForeignKey, TableModel


@dataclass(frozen=True, slots=True)
class TableSchema:
    """One table: its model, its columns in order, its keys.

    `primary_key` names a row once in a release; columns in it may be NULL (a line without a party), and two NULLs are
    then the same. `is_data`: counts towards a release's content hash; the others tell of releases.
    """

    name: str
    model: type[TableModel]
    description: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]
    is_data: bool

    @property
    def dtypes(self) -> dict[str, pl.DataType]:
        """Polars types by column name, in the table's order: the `schema` of an empty frame."""
        return {column.name: column.dtype for column in self.columns}

    @property
    def column_names(self) -> tuple[str, ...]:
        """The columns in order."""
        return tuple(column.name for column in self.columns)

    @property
    def order(self) -> tuple[str, ...]:
        """The order of rows on disk: the key, then everything else, so that no input order shows through."""
        return self.primary_key + tuple(name for name in self.column_names if name not in self.primary_key)

    @property
    def strict_key(self) -> bool:
        """True where no key column may be NULL, so that SQL's PRIMARY KEY can hold it."""
        nullable = {column.name for column in self.columns if column.nullable}
        return not nullable.intersection(self.primary_key)

    def column(self, name: str) -> Column:
        """The column of that name; KeyError otherwise."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name}")

    def empty(self) -> pl.DataFrame:
        """The table without rows."""
        return pl.DataFrame(schema=self.dtypes)

    def record_key(self) -> pl.Expr:
        """A row's key as compact JSON, `{"page_id":12,"table_no":3}`: how quarantine, findings and changes name it."""
        return pl.struct(self.primary_key).struct.json_encode()


def table(
    model: type[TableModel],
    name: str,
    *,
    key: Sequence[str],
    references: Sequence[ForeignKey] = (),
    is_data: bool = True,
) -> TableSchema:
    """The schema of a model; its docstring's text is the table's description."""
    columns = tuple(_column(name, field) for name, field in model.to_schema().columns.items())
    description = " ".join(inspect.cleandoc(model.__doc__ or "").split())
    return TableSchema(name, model, description, columns, tuple(key), tuple(references), is_data)


def _column(name: str, field: Any) -> Column:
    notes = cast("Mapping[str, Any]", field.metadata)
    return Column(
        name=name,
        dtype=field.dtype.type,
        nullable=field.nullable,
        description=field.description,
        unit=notes["unit"],
        minimum=notes["minimum"],
        maximum=notes["maximum"],
        one_of=notes["one_of"],
    )
