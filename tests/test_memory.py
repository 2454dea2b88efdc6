"""DuckDB's limits: too narrow ones are widened, and nothing of what is found tells of them."""

from __future__ import annotations

import duckdb
import pytest

from output import duckdb_file
from output.release import write_tables
from pipeline import memory
from pipeline.memory import within_limits
from schemas import TABLES
from tests.output.small import massachusetts


@pytest.fixture
def tried(monkeypatch):
    """The limits that were tried; the first is one in which a list of two million numbers has no room."""
    monkeypatch.setitem(memory.DUCKDB_LIMITS, "memory_limit", "16MB")
    return []


def summed_up(tried):
    def work(limits):
        tried.append(limits["memory_limit"])
        with duckdb.connect(config=dict(limits)) as connection:
            return connection.execute("SELECT len(list(i)) FROM range(2_000_000) AS t(i)").fetchone()

    return work


def test_what_has_no_room_is_tried_with_more(tried):
    assert within_limits(summed_up(tried)) == (2_000_000,)
    assert tried == ["16MB", "2GB"]


def test_what_never_has_room_is_said(tried, monkeypatch):
    monkeypatch.setattr(memory, "_WIDER", ("16MB", "16MB"))
    with pytest.raises(duckdb.OutOfMemoryException):
        within_limits(summed_up(tried))
    assert len(tried) == 3


def test_a_duckdb_file_that_ran_out_of_memory_is_built_again_from_nothing(tmp_path, monkeypatch):
    """The first try ends behind some tables, as it would for want of memory."""
    tables = {name: schema.empty() for name, schema in TABLES.items()} | massachusetts()
    write_tables(tables, tmp_path / "parquet")
    build, tries = duckdb_file._build, []

    def narrow(folder, path, limits):
        tries.append(limits)
        if len(tries) == 1:
            with duckdb.connect(str(path)) as connection:
                connection.execute("CREATE TABLE pages (left_over BIGINT)")
            raise duckdb.OutOfMemoryException("no room")
        return build(folder, path, limits)

    monkeypatch.setattr(duckdb_file, "_build", narrow)
    duckdb_file.write(tmp_path / "parquet", tmp_path / "elections.duckdb")
    with duckdb.connect(str(tmp_path / "elections.duckdb"), read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM pages").fetchone() == (2,)
