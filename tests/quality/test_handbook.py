"""docs/checks.md is the one that the registry makes, and docs/adding-a-check.md tells the truth."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl
import pytest

from pipeline.quality import registry
from pipeline.quality.handbook import DOCUMENT, checks_by_file, handbook
from pipeline.quality.reference import reference_tables
from pipeline.quality.running import check_tables
from tests.quality.cases import MISSOURI
from tests.quality.test_each_check import page_of

HOW_TO = DOCUMENT.parent / "adding-a-check.md"


def test_the_document_is_up_to_date():
    assert DOCUMENT.read_text(encoding="utf-8") == handbook(), "run: python -m pipeline.quality.handbook"


def test_every_check_is_in_it_with_what_a_reader_needs():
    assert sorted(key for keys in checks_by_file().values() for key in keys) == [c.id for c in registry.checks()]
    for check in registry.checks():
        section = handbook().split(f"\n### {check.id}\n")[1].split("\n### ")[0]
        for words in (check.means, check.because, check.example, check.fix):
            assert words in section


@pytest.fixture
def with_the_example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The registry with the page's example in a file of its own, as its first step says."""
    for path in (registry.FOLDER / "checks").glob("*.yaml"):
        (tmp_path / "checks").mkdir(exist_ok=True)
        (tmp_path / "checks" / path.name).write_bytes(path.read_bytes())
    (example,) = re.findall(r"```yaml\n(.*?)```", HOW_TO.read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "checks" / "mine.yaml").write_text(example, encoding="utf-8")
    monkeypatch.setattr(registry, "FOLDER", tmp_path)
    registry.checks.cache_clear()
    yield
    registry.checks.cache_clear()


def test_a_check_is_added_as_the_page_says(with_the_example: None):
    page = page_of(MISSOURI)
    sizes = [98, 20, 199, 200, 5000][: page["polls"].height]
    page["polls"] = page["polls"].with_columns(sample_size=pl.Series(sizes, dtype=pl.Int64))
    checked = check_tables(page)
    found = checked.findings.filter(pl.col("check_id") == "poll_small")
    assert sorted(found.select("severity", "observed").rows()) == [("info", "199"), ("info", "98"), ("warning", "20")]
    assert found["message"].str.ends_with("people").all()
    ran = checked.checks.filter(pl.col("check_id") == "poll_small")
    assert ran.select("rows_checked", "failures").rows() == [(5, 3)]


def test_electoral_votes_are_as_many_as_the_constitution_gives():
    votes = reference_tables()["electoral_votes"].filter(pl.col("state") == "US")
    expected = dict.fromkeys(range(1964, 2029, 4), 538) | {1960: 537}
    assert dict(votes.select("year", "votes").rows()) == expected
    seats = reference_tables()["house_seats"].group_by("year").agg(pl.col("seats").sum())
    assert set(seats.filter(pl.col("year") > 1960)["seats"]) == {435}


COUNTIES = [("25", 2004, 14), ("48", 1992, 254), ("22", 2016, 64), ("51", 2008, 134), ("04", 1980, 0), ("08", 2000, 63)]


@pytest.mark.parametrize(("fips", "year", "n"), COUNTIES)
def test_counties_of_a_year(fips: str, year: int, n: int):
    listed = reference_tables()["official_counties"].filter(
        (pl.col("fips") == fips) & (pl.col("since") <= year) & (pl.col("until") >= year)
    )
    assert listed.height == n
