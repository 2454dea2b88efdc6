"""SQL on a version: it reaches nothing but that version, and leaves nothing in its folder."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from output.sql import connect, query
from pipeline.errors import UsageError
from tests.output.small import massachusetts, put


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    return put(tmp_path_factory.mktemp("dataset"), massachusetts()).release


def test_what_memory_does_not_hold_goes_elsewhere_and_not_without_end(release):
    with connect(release) as connection:
        told = "SELECT current_setting('temp_directory'), current_setting('max_temp_directory_size')"
        ((place, most),) = connection.execute(told).fetchall()
    assert not Path(place).is_relative_to(release.path.parents[1])
    assert most == "46.5 GiB"  # 50 GB
    assert not Path(place).exists()  # with what a query left in it


@pytest.mark.parametrize(
    "statement",
    [
        "SET memory_limit = '1GB'",
        "SET enable_external_access = true",
        "RESET temp_directory",
        "INSTALL httpfs",
        "LOAD httpfs",
        "ATTACH 'x.duckdb'",
        "CREATE TABLE t (a INT)",
        "COPY pages TO 'x.csv'",
    ],
)
def test_no_setting_no_file_and_no_extension_is_reached(release, statement, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=r"^SQL: "):
        query(release, statement)


def test_limits_are_set_before_the_settings_are_locked(release):
    with connect(release, {"memory_limit": "512MiB", "threads": 1}) as connection:
        told = connection.execute("SELECT current_setting('memory_limit'), current_setting('threads')").fetchall()
        assert told == [("512.0 MiB", 1)]
        with pytest.raises(duckdb.Error, match="locked"):
            connection.execute("SET threads = 2")
