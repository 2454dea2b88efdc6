"""The bundled sample all the way to a published version: nothing quarantined, the one known error found, no other."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
import yaml

from output.folder import Release
from pipeline.settings import Settings
from pipeline.steps.refresh import Request, Summary, refresh
from tests import sample_digest

KNOWN = Path(__file__).parent / "known"
MASSACHUSETTS = yaml.safe_load((KNOWN / "massachusetts_2004.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def request_for_sample(tmp_path_factory: pytest.TempPathFactory) -> Request:
    return Request(Settings(), "sample", tmp_path_factory.mktemp("sample") / "dataset")


@pytest.fixture(scope="module")
def summary(request_for_sample: Request) -> Summary:
    return refresh(request_for_sample)


@pytest.fixture(scope="module")
def database(summary: Summary) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(Path(summary.path) / "elections.duckdb"), read_only=True) as connection:
        yield connection


@pytest.mark.parametrize("path", sorted((KNOWN / "sample").glob("*.csv")), ids=lambda path: path.stem)
def test_every_known_row_is_published(path: Path, summary: Summary, database: duckdb.DuckDBPyConnection) -> None:
    with path.open(encoding="utf-8", newline="") as lines:
        expected = sum(1 for _ in csv.DictReader(lines))
    assert summary.rows[path.stem] == expected
    assert database.sql(f"SELECT count(*) FROM {path.stem}").fetchall() == [(expected,)]


def test_the_bytes_are_those_of_every_other_machine(summary: Summary) -> None:
    here, expected = sample_digest.digest_of(Release(Path(summary.path))), sample_digest.known()
    differing = sorted(name for name, digest in here["tables"].items() if expected["tables"].get(name) != digest)
    assert differing == [], "a wanted change of reading? python -m tests.sample_digest writes them anew"
    assert here == expected


def test_nothing_is_quarantined(summary: Summary, database: duckdb.DuckDBPyConnection) -> None:
    assert summary.quarantined == 0
    assert database.sql("SELECT DISTINCT parse_status FROM pages").fetchall() == [("ok",)]


def test_the_one_error_is_found_and_no_other(database: duckdb.DuckDBPyConnection) -> None:
    known = MASSACHUSETTS["error"]
    (found,) = database.sql(
        "SELECT election_id, table_name, column_name, record_key, observed, expected FROM findings"
        " WHERE severity = 'error'"
    ).fetchall()
    assert found[:3] == (MASSACHUSETTS["page"], known["table_name"], known["column_name"])
    assert json.loads(found[3])["area"] == known["record"]
    assert found[4:] == (known["observed"], known["expected"])


def test_sample_raises_no_warning(database: duckdb.DuckDBPyConnection) -> None:
    assert database.sql("SELECT check_id, message FROM findings WHERE severity = 'warning'").fetchall() == []


def test_a_second_refresh_publishes_nothing(request_for_sample: Request, summary: Summary) -> None:
    again = refresh(request_for_sample)
    assert (again.changed, again.version) == (False, summary.version)
