"""What the checks say of whole sources: no false error, and each error on a real article is one (looked at by hand)."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from pipeline.quality.running import check_tables
from tests.quality.pages_read import read_source

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
shared = pytest.mark.skipif(not CORPUS.is_dir(), reason="../shared/corpus is not there")

# The percentages of "Others" do not fill the row to 100, and the votes beside them do; a line of Coventry likewise;
# the ten candidates in Cyprus have 441,256 votes together, the article's "valid votes" are 441,212.
REAL = {
    ("area_pct", "error", "1.8", "2.34"),
    ("area_pct", "error", "3.2", "3.75"),
    ("area_pct", "error", "3.4", "3.59"),
    ("result_share", "warning", "4.3", "4.89"),
    ("result_sum", "warning", "441212", "441256"),
}


def found(folder: str, *severities: str) -> set[tuple[str, ...]]:
    read = read_source(str(CORPUS / folder))
    findings = check_tables(read.tables, None, read.problems, read.source_problems).findings
    return set(
        findings.filter(pl.col("severity").is_in(severities))
        .select("check_id", "severity", "observed", "expected")
        .rows()
    )


@pytest.mark.shared
@shared
def test_generated_articles_have_no_errors():
    assert found("generated", "error") == set()


@pytest.mark.shared
@shared
def test_real_articles_have_the_faults_that_they_have():
    assert found("real-articles", "error", "warning") == REAL


@pytest.mark.shared
@shared
def test_excerpts_have_no_faults():
    assert found("elections", "error", "warning") == set()
