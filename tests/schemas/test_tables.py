"""The schemas say everything: columns agree with the records, all are described, keys and limits are there."""

from __future__ import annotations

from datetime import date
from typing import get_args, get_type_hints

import polars as pl
import pytest

from pipeline import records
from schemas import DATA_TABLES, RAW_LAYER, TABLES

RECORDS = {
    "elections": records.Election,
    "candidates": records.Candidate,
    "results": records.Result,
    "areas": records.Area,
    "area_results": records.AreaResult,
    "predictions": records.Prediction,
    "polls": records.Poll,
    "poll_results": records.PollResult,
    "electors": records.Elector,
    "infobox_fields": records.InfoboxFieldRecord,
    "page_tables": records.PageTable,
    "cells": records.CellRecord,
    "sections": records.SectionRecord,
    "links": records.LinkRecord,
}
POLARS_TYPE = {int: pl.Int64(), float: pl.Float64(), str: pl.String(), bool: pl.Boolean(), date: pl.Date()}


@pytest.mark.parametrize("name", RECORDS)
def test_records_and_schemas_have_the_same_columns_types_and_nulls(name):
    annotations = get_type_hints(RECORDS[name])
    assert TABLES[name].column_names == RECORDS[name]._fields
    for column in TABLES[name].columns:
        annotation = annotations[column.name]
        types = get_args(annotation) or (annotation,)
        assert column.dtype == POLARS_TYPE[types[0]], column.name
        assert column.nullable == (type(None) in types), column.name


@pytest.mark.parametrize("name", TABLES)
def test_every_column_is_described_and_every_measure_has_a_unit(name):
    schema = TABLES[name]
    assert schema.description
    for column in schema.columns:
        assert len(column.description) > 2, column.name
        if column.dtype == pl.Float64() or column.dtype.is_temporal():
            assert column.unit, column.name
        if column.name.endswith("pct"):
            assert column.unit == "percent" or column.unit == "percentage points", column.name
        if column.dtype == pl.Int64() and not column.name.endswith("_id"):
            assert column.unit, column.name


@pytest.mark.parametrize("name", TABLES)
def test_every_number_has_both_limits_so_that_nan_and_clamped_integers_are_caught(name):
    for column in TABLES[name].columns:
        if column.dtype.is_numeric() and not column.name.endswith("_id"):
            assert column.minimum is not None and column.maximum is not None, column.name


@pytest.mark.parametrize("name", TABLES)
def test_keys_name_columns_and_parents(name):
    schema = TABLES[name]
    assert schema.primary_key
    assert set(schema.primary_key) <= set(schema.column_names)
    for key in schema.foreign_keys:
        assert set(key.columns) <= set(schema.column_names)
        assert key.target == TABLES[key.table].primary_key
        assert list(TABLES).index(key.table) < list(TABLES).index(name), "parents come first"


def test_what_tells_of_versions_is_outside_the_content():
    assert set(TABLES) - set(DATA_TABLES) == {"versions", "changes", "findings", "checks"}
    assert set(RAW_LAYER) < set(DATA_TABLES)
