"""The same question asked of three versions, in plain DuckDB and through `query`."""

from __future__ import annotations

import duckdb

from output.release import open_release
from output.sql import query
from schemas import TABLES
from tests.output.small import massachusetts, put

QUESTION = "SELECT votes FROM {} WHERE area = 'Essex' AND candidate = 'Others' AND page_id = 1"


def test_three_versions_answer_the_same_question(tmp_path):
    votes = {}
    for n in (1, 2, 3):
        votes[put(tmp_path / "data", massachusetts(others=n)).version] = n
    (tmp_path / "data").rename(tmp_path / "elsewhere, mounted")
    dataset = tmp_path / "elsewhere, mounted"
    with duckdb.connect() as connection:
        connection.execute("SET VARIABLE dataset = $1", [str(dataset)])
        connection.execute((dataset / "history.sql").read_text(encoding="utf-8"))
        for version, count in votes.items():
            assert connection.execute(QUESTION.format(f"area_results_at('{version}')")).fetchall() == [(count,)]
            assert query(open_release(dataset, version), QUESTION.format("area_results")).rows == [(count,)]
        assert connection.execute(QUESTION.format("area_results_at('latest')")).fetchall() == [(3,)]
        for name, schema in TABLES.items():
            answer = connection.execute(f"SELECT * FROM {name}_at('latest')")
            assert [column[0] for column in answer.description] == list(schema.column_names)


def test_an_older_file_is_attached_beside_today_s(tmp_path):
    old, new = (put(tmp_path, massachusetts(others=n)).release for n in (1, 2))
    with duckdb.connect(str(new.duckdb_path), read_only=True) as connection:
        connection.execute(f"ATTACH '{old.duckdb_path}' AS before (READ_ONLY)")
        rows = connection.execute(
            "SELECT a.area, b.votes, a.votes FROM area_results a "
            "JOIN before.area_results b USING (page_id, table_no, row_no, candidate) WHERE a.votes != b.votes"
        ).fetchall()
    assert rows == [("Essex", 1, 2)]
