"""`canvass sql` takes statements from anybody: they read one version's tables, and reach nothing else."""

from __future__ import annotations

import http.server
import threading
from pathlib import Path

import duckdb
import pytest

from output.hashing import DUCKDB_CONFIG
from output.sql import connect, query
from pipeline.errors import UsageError
from tests.output.report.delaware import election
from tests.output.small import put, tables_of

SECRET = "not for readers"


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    """A published version."""
    return put(tmp_path_factory.mktemp("dataset"), tables_of(election(2000, 7))).release


@pytest.fixture
def place(tmp_path):
    """A folder with a file that holds a secret, in several guises."""
    (tmp_path / "secret.csv").write_text(f"a\n{SECRET}\n")
    with duckdb.connect(str(tmp_path / "secret.duckdb"), config=DUCKDB_CONFIG) as connection:
        connection.execute("CREATE TABLE t AS SELECT 1")
        connection.execute(f"COPY t TO '{tmp_path}/secret.parquet'")
    return tmp_path


READS = [
    "SELECT * FROM read_csv('{place}/secret.csv')",
    "SELECT * FROM '{place}/secret.csv'",
    "SELECT * FROM read_text('{place}/secret.csv')",
    "SELECT * FROM read_blob('{place}/*')",
    "SELECT * FROM read_parquet('{place}/secret.parquet')",
    "SELECT * FROM parquet_metadata('{place}/secret.parquet')",
    "SELECT * FROM glob('{place}/*')",
    "SELECT * FROM sniff_csv('{place}/secret.csv')",
    "ATTACH '{place}/secret.duckdb' AS s; SELECT * FROM s.t",
    "COPY pages FROM '{place}/secret.csv'",
    "IMPORT DATABASE '{place}'",
    "PREPARE p AS SELECT * FROM read_text('{place}/secret.csv'); EXECUTE p",
    "SET VARIABLE v = (SELECT content FROM read_text('{place}/secret.csv'))",
    "FROM query('SELECT * FROM read_text(''{place}/secret.csv'')')",
    "CREATE TEMP MACRO f() AS TABLE SELECT * FROM read_text('{place}/secret.csv'); FROM f()",
    "SELECT getenv('HOME')",
    "SELECT * FROM duckdb_secrets()",
]
WRITES = [
    "COPY pages TO '{place}/out.csv'",
    "COPY pages TO '{place}/out' (FORMAT parquet, PARTITION_BY (source))",
    "EXPORT DATABASE '{place}/out'",
    "ATTACH '{place}/out.duckdb' AS o",
    "CREATE TABLE t (a INT)",
    "DELETE FROM pages",
    "UPDATE pages SET title = 'x'",
    "DROP TABLE pages",
    "ALTER TABLE pages ADD COLUMN x INT",
    "PRAGMA enable_profiling = 'json'; PRAGMA profiling_output = '{place}/out'",
    "SET log_query_path = '{place}/out'",
    "CREATE PERSISTENT SECRET s (TYPE s3)",
]
LOOSENS = [
    "SET enable_external_access = true",
    "SET lock_configuration = false",
    "RESET enable_external_access",
    "SET temp_directory = '{place}'",
    "SET allowed_directories = ['{place}']",
    "SET memory_limit = '900GB'",
    "INSTALL httpfs",
    "INSTALL '{place}/x.duckdb_extension'",
    "LOAD httpfs",
    "LOAD '{place}/x.duckdb_extension'",
    "FORCE INSTALL json FROM community",
]


@pytest.mark.parametrize("statement", READS + WRITES + LOOSENS)
def test_statements_that_reach_out_are_refused(release, place, statement):
    before = {path: path.read_bytes() for path in (*place.rglob("*"), *release.path.rglob("*")) if path.is_file()}
    with pytest.raises(UsageError, match=r"^SQL: ") as refused:
        query(release, statement.format(place=place))
    assert SECRET not in str(refused.value)
    after = {path: path.read_bytes() for path in (*place.rglob("*"), *release.path.rglob("*")) if path.is_file()}
    assert after == before


def test_no_request_leaves_the_machine(release):
    """Not even to this one: nobody is asked for a remote file or an extension."""
    asked = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_GET  # noqa: N815

    with http.server.HTTPServer(("127.0.0.1", 0), Listener) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}"
        for statement in (f"FROM read_parquet('{url}/x')", f"FROM read_csv('{url}/x')", f"INSTALL x FROM '{url}'"):
            with pytest.raises(UsageError):
                query(release, statement)
        server.shutdown()
    assert asked == []


def test_what_does_not_fit_into_memory_goes_to_a_folder_of_its_own(release):
    with connect(release) as connection:
        (spill,) = connection.execute("SELECT current_setting('temp_directory')").fetchone()
        assert Path(spill).is_dir()
        assert release.path not in Path(spill).parents
    assert not Path(spill).exists()


def test_a_statement_without_end_is_stopped(release):
    endless = "SELECT count(DISTINCT a.range::VARCHAR || b.range) FROM range(1000000) a, range(1000000) b"
    with pytest.raises(UsageError, match=r"stopped after 0\.2 seconds"):
        query(release, endless, seconds=0.2)
    assert query(release, "SELECT 1", seconds=60).rows == [(1,)]
