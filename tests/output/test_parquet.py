"""The same rows are the same bytes, whatever way they came and wherever it runs."""

from __future__ import annotations

import os
import subprocess
import sys

import polars as pl
import pytest

from output import parquet
from schemas import TABLES
from tests.output.small import massachusetts

WRITE_ALL = """
import sys
from pathlib import Path
from output.release import write_tables
from tests.output.small import massachusetts
tables = {name: frame.reverse() for name, frame in massachusetts().items()}
print("".join(sorted(write_tables(tables, Path(sys.argv[1])).values())))
"""


@pytest.mark.parametrize("name", ["area_results", "results", "cells", "pages"])
def test_neither_the_order_of_rows_nor_the_frame_in_memory_shows(name, tmp_path):
    frame = massachusetts()[name]
    pieces = pl.concat([frame.slice(n, 1) for n in range(frame.height)], rechunk=False)
    ways = [frame, frame.reverse(), frame.sample(fraction=1, shuffle=True, seed=7), pieces]
    digests = {parquet.write(name, way, tmp_path / f"{n}.parquet") for n, way in enumerate(ways)}
    assert len(digests) == 1


def test_another_time_zone_locale_and_number_of_threads_give_the_same_bytes(tmp_path):
    def run(folder, **environment):
        command = [sys.executable, "-c", WRITE_ALL, str(tmp_path / folder)]
        done = subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, check=True)
        return done.stdout

    one = run("one", TZ="America/New_York", LC_ALL="C", POLARS_MAX_THREADS="1", PYTHONHASHSEED="1")
    two = run("two", TZ="Asia/Tokyo", LC_ALL="de_DE.UTF-8", POLARS_MAX_THREADS="2", PYTHONHASHSEED="2")
    assert len(one) > 64
    assert one == two


def test_what_is_read_is_what_was_written(tmp_path):
    for name, frame in massachusetts().items():
        parquet.write(name, frame, tmp_path / f"{name}.parquet")
        again = parquet.read(name, tmp_path / f"{name}.parquet")
        assert again.equals(parquet.canonical(TABLES[name], frame), null_equal=True)


def test_nothing_of_the_clock_or_the_machine_is_in_the_file(tmp_path):
    path = tmp_path / "areas.parquet"
    parquet.write("areas", massachusetts()["areas"], path)
    import pyarrow.parquet as pq

    assert pq.read_metadata(path).metadata is None


def test_columns_that_an_older_file_lacks_are_null_and_those_it_has_besides_go(tmp_path):
    path = tmp_path / "areas.parquet"
    massachusetts()["areas"].drop("ocd_id").with_columns(gone=1).write_parquet(path)
    frame = parquet.read("areas", path)
    assert frame.columns == list(TABLES["areas"].column_names)
    assert frame["ocd_id"].null_count() == frame.height
