"""Whole corpora through a refresh: what the checks say of the sample, of generated articles and of real ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from output.folder import latest
from output.sql import query
from tests.steps.folder import run

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
MASSACHUSETTS = "2004 United States presidential election in Massachusetts"
FINDINGS = "SELECT check_id, severity, message, observed, expected FROM latest_findings WHERE title = '{}'"


def ask(dataset, sql):
    return query(latest(dataset), sql).rows


def corpus(name):
    if not (CORPUS / name).is_dir():
        pytest.skip(f"../shared/corpus/{name} is not there")
    return CORPUS / name


def test_massachusetts_2004_has_one_error_and_the_articles_own_roundings(tmp_path):
    """As the article states them: Essex 1.41 is wrong, the others are off by one in the last decimal."""
    run("sample", tmp_path)
    found = ask(tmp_path, FINDINGS.format(MASSACHUSETTS))
    assert [row for row in found if row[1] != "info"] == [
        (
            "area_pct",
            "error",
            "Essex: Various candidates is stated with 1.41 %; 4051 of 333233 votes are 1.22 %",
            "1.41",
            "1.22",
        )
    ]
    notes = {row[2].partition(":")[0]: row[3] for row in found if row[1] == "info"}
    assert notes == {"Berkshire": "1.13", "Hampshire": "1.91", "Nantucket": "1.32", "Norfolk": "1.21", "Totals": "1.28"}
    assert ask(tmp_path, "SELECT count(*) FROM latest_findings WHERE severity = 'error'") == [(1,)]


@pytest.mark.shared
def test_clean_generated_articles_have_no_errors(tmp_path):
    """The generator invents turnout and polls, and leaves one cell empty: warnings about those are right."""
    summary = run(corpus("generated"), tmp_path)
    assert (summary.pages, summary.quarantined) == (40, 0)
    assert ask(tmp_path, "SELECT check_id, message FROM latest_findings WHERE severity = 'error'") == []
    warned = ask(tmp_path, "SELECT DISTINCT check_id FROM latest_findings WHERE severity = 'warning'")
    assert {check for (check,) in warned} <= {"turnout_previous", "poll_pct_sum", "area_votes_missing"}


@pytest.mark.shared
def test_real_articles_end_well(tmp_path):
    summary = run(corpus("real-articles"), tmp_path)
    assert (summary.pages, summary.quarantined) == (19, 0)
    assert ask(tmp_path, "SELECT count(*) FROM pages WHERE parse_status <> 'ok'") == [(0,)]
    errors = ask(tmp_path, "SELECT DISTINCT title FROM latest_findings WHERE severity = 'error'")
    # Others' votes of three counties there are not what their percentages say.
    assert errors == [("United States presidential election in California, 2012",)]
