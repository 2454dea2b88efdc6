"""The DuckDB file: the tables of the Parquet files with comments, keys and views that answer."""

from __future__ import annotations

import duckdb
import pytest

from output import duckdb_file
from output.release import write_tables
from output.sql import connect, query
from pipeline.errors import DatasetError, UsageError
from schemas import TABLES
from schemas.frames import frame_of
from tests.output.small import finding, massachusetts, put


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dataset")
    put(folder, massachusetts(others=1))
    findings = frame_of("findings", [finding(), finding(finding_id="f2", status="resolved")])
    return put(folder, massachusetts(rev_id=101) | {"findings": findings}).release


def test_every_table_column_and_view_has_a_comment(release):
    tables = dict(query(release, "SELECT table_name, comment FROM duckdb_tables()").rows)
    assert set(tables) == set(TABLES)
    assert all(tables.values())
    columns = query(release, "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal").rows
    comments = {(table, column): comment for table, column, comment in columns if table in TABLES}
    assert len(comments) == sum(len(schema.columns) for schema in TABLES.values())
    assert all(comments.values())
    assert comments["area_results", "pct"].endswith("[percent]")
    views = dict(query(release, "SELECT view_name, comment FROM duckdb_views() WHERE NOT internal").rows)
    assert {"county_results", "state_results", "latest_findings"} <= set(views)
    assert all(views.values())


def test_keys_are_declared_and_hold(release):
    sql = "SELECT table_name, constraint_type FROM duckdb_constraints() WHERE constraint_type != 'NOT NULL'"
    declared = set(query(release, sql).rows)
    assert {("pages", "PRIMARY KEY"), ("areas", "PRIMARY KEY"), ("areas", "FOREIGN KEY")} <= declared
    assert {("candidates", "FOREIGN KEY"), ("cells", "FOREIGN KEY"), ("results", "UNIQUE")} <= declared
    for schema in TABLES.values():
        key = ", ".join(schema.primary_key)
        doubled = query(release, f"SELECT {key} FROM {schema.name} GROUP BY ALL HAVING count(*) > 1").rows
        assert doubled == [], schema.name


def test_every_view_answers(release):
    views = [row[0] for row in query(release, "SELECT view_name FROM duckdb_views() WHERE NOT internal").rows]
    for view in views:
        assert query(release, f"SELECT * FROM {view}").columns


def test_county_results_name_winner_and_margin(release):
    sql = "SELECT area, winner, winner_votes, runner_up, margin_votes, margin_pct, other_votes, democratic_votes, year"
    rows = query(release, f"{sql} FROM county_results WHERE page_id = 1 ORDER BY area").rows
    assert rows == [
        ("Barnstable", "John Kerry", 600, "George W. Bush", 350, 38.89, 50, 600, 2004),
        ("Essex", "John Kerry", 600, "George W. Bush", 350, 38.85, 4051, 600, 2004),
        ("Suffolk", "John Kerry", 600, "George W. Bush", 350, 38.8, 50, 600, 2004),
    ]


def test_latest_findings_leave_out_what_is_resolved(release):
    sql = "SELECT finding_id, title, first_seen_version FROM latest_findings"
    assert query(release, sql).rows == [("f1", "2004 election in Massachusetts", "2026.11.23-2")]
    assert query(release, "SELECT count(*) FROM latest_changes").rows == [(3,)]


def test_duckdb_that_differs_from_parquet_is_noticed(tmp_path):
    tables = {name: schema.empty() for name, schema in TABLES.items()} | massachusetts()
    write_tables(tables, tmp_path)
    duckdb_file.write(tmp_path, tmp_path / "e.duckdb")
    with duckdb.connect(str(tmp_path / "e.duckdb")) as connection:
        assert duckdb_file.tables_that_differ(connection, tmp_path) == []
        connection.execute("UPDATE area_results SET votes = 1 WHERE votes = 4051")
        connection.execute("DELETE FROM poll_results WHERE page_id = 1")
        assert duckdb_file.tables_that_differ(connection, tmp_path) == ["area_results", "poll_results"]


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM glob('/*')",
        "SET enable_external_access = true",
        "ATTACH '/tmp/other.duckdb'",
        "COPY pages TO '/tmp/pages.csv'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "CREATE TABLE t (a INT)",
        "DELETE FROM pages",
        "EXPORT DATABASE '/tmp/export'",
        "SELEC 1",
        "SELECT * FROM nowhere",
    ],
)
def test_sql_reaches_nothing_but_the_version(release, statement):
    with pytest.raises(UsageError, match="SQL: "):
        query(release, statement)


def test_a_query_gives_names_and_rows(release):
    answer = query(release, "SELECT page_id AS page, title FROM pages WHERE page_id = ?", [2])
    assert answer == (("page", "title"), [(2, "2004 election in Maine")])


def test_a_file_that_is_no_duckdb_is_damage(tmp_path):
    release = put(tmp_path, massachusetts()).release
    release.duckdb_path.chmod(0o644)
    release.duckdb_path.write_bytes(b"nothing of the kind")
    with pytest.raises(DatasetError, match="damaged"), connect(release):
        pass
