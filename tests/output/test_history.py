"""The same question asked of three versions, in plain DuckDB and through `query`."""

from __future__ import annotations

from pathlib import Path

import duckdb

from output.history import ensure
from output.release import open_release
from output.sql import query
from schemas import TABLES
from tests.output.small import massachusetts, put

DOCS = Path(__file__).resolve().parents[2] / "docs" / "versions.md"
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


def test_three_versions_attached_side_by_side_answer_as_the_macros_do(tmp_path, monkeypatch):
    versions = [put(tmp_path, massachusetts(others=n)).version for n in (1, 2, 3)]
    monkeypatch.chdir(tmp_path)
    with duckdb.connect() as connection:
        connection.execute((tmp_path / "history.sql").read_text(encoding="utf-8"))
        for n, version in enumerate(versions):
            connection.execute(f"ATTACH 'releases/{version}/elections.duckdb' AS v{n} (READ_ONLY)")
        attached = " UNION ALL ".join(QUESTION.format(f"v{n}.area_results") for n in range(3))
        by_macro = " UNION ALL ".join(QUESTION.format(f"area_results_at('{version}')") for version in versions)
        assert connection.execute(attached).fetchall() == [(1,), (2,), (3,)]
        assert connection.execute(by_macro).fetchall() == [(1,), (2,), (3,)]


def test_the_recipes_of_the_docs_run(tmp_path, monkeypatch):
    versions = [put(tmp_path, massachusetts(others=n)).version for n in (1, 2)]
    text = (
        DOCS.read_text(encoding="utf-8").replace("2026.11.22-1", versions[0]).replace("/srv/elections", str(tmp_path))
    )
    monkeypatch.chdir(tmp_path)
    blocks = text.split("\n\n")
    (attach,) = [block for block in blocks if "ATTACH" in block]
    (macros,) = [block for block in blocks if "SET VARIABLE" in block]
    with duckdb.connect() as connection:
        assert connection.execute(attach).fetchall() == [("Essex", "Others", 1, 2)]
        history = (tmp_path / "history.sql").read_text(encoding="utf-8")
        first, rest = macros.split(f".read {tmp_path}/history.sql")
        connection.execute(first)
        connection.execute(history)
        answer = connection.execute(rest).fetchall()
        assert [row for row in answer if row[1] in (1, 2)] == [(versions[0], 1), ("latest", 2)]


def test_the_macros_find_a_dataset_in_any_folder_and_may_be_read_twice(tmp_path):
    """In DuckDB's paths these characters make a pattern, which other folders match as well."""
    dataset = tmp_path / "data [1] of [2]"
    put(dataset, massachusetts(others=5))
    put(tmp_path / "data 1 of 2", massachusetts(others=6))
    (dataset / "history.sql").write_text("-- of an older canvass", encoding="utf-8")
    ensure(dataset)
    with duckdb.connect() as connection:
        connection.execute("SET VARIABLE dataset = $1", [str(dataset)])
        for _ in range(2):
            connection.execute((dataset / "history.sql").read_text(encoding="utf-8"))
        assert connection.execute(QUESTION.format("area_results_at('latest')")).fetchall() == [(5,)]
