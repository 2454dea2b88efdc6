"""Why a cell differs, through whole refreshes: the page was edited, the parser changed, or both at once."""

from __future__ import annotations

import pytest

from output.folder import latest
from output.sql import query
from pipeline.parse import parse_revisions
from tests.steps.folder import page, run, write

pytestmark = pytest.mark.usefixtures("bare")

EDITED, SAME = "2004 United States presidential election in Maine", "2004 United States presidential election in Ohio"
CHANGED = """
    SELECT title, column_name, old_value, new_value, cause FROM latest_changes
    WHERE table_name = 'candidates' AND contains(record_key, '"ordinal":1') ORDER BY title, column_name"""


@pytest.fixture
def source(tmp_path):
    write(tmp_path / "source", Edited=page(EDITED, kerry=100), Same=page(SAME, kerry=100))
    return tmp_path / "source"


@pytest.fixture
def new_parser(monkeypatch):
    """A way to have another parser: another version, and what it does otherwise to each candidate."""

    def install(version, change):
        def parse_otherwise(*arguments, **options):
            for revision, records in parse_revisions(*arguments, **options):
                records.candidates = [change(candidate) for candidate in records.candidates]
                yield revision, records

        for step in ("read", "refresh", "rebuild", "state"):
            monkeypatch.setattr(f"pipeline.steps.{step}.PARSER_VERSION", version)
        monkeypatch.setattr("pipeline.steps.read.parse_revisions", parse_otherwise)

    return install


def changed(dataset):
    return query(latest(dataset), CHANGED).rows


def test_edit_code_and_both_are_told_apart(source, tmp_path, new_parser):
    dataset = tmp_path / "dataset"
    run(source, dataset)

    write(source, Edited=page(EDITED, kerry=101))
    run(source, dataset)
    assert changed(dataset) == [("Edited", "popular_vote", "100", "101", "edit")]

    new_parser("p2", lambda candidate: candidate._replace(alliance="seen by p2"))
    run(source, dataset)
    assert changed(dataset) == [
        ("Edited", "alliance", None, "seen by p2", "code"),
        ("Same", "alliance", None, "seen by p2", "code"),
    ]

    new_parser("p3", lambda candidate: candidate._replace(alliance="seen by p3"))
    write(source, Edited=page(EDITED, kerry=102))
    run(source, dataset)
    assert changed(dataset) == [
        ("Edited", "alliance", "seen by p2", "seen by p3", "code"),
        ("Edited", "popular_vote", "101", "102", "edit"),
        ("Same", "alliance", "seen by p2", "seen by p3", "code"),
    ]

    new_parser("p4", lambda candidate: candidate._replace(popular_vote=candidate.popular_vote + 1000))
    write(source, Edited=page(EDITED, kerry=103))
    run(source, dataset)
    assert changed(dataset) == [
        ("Edited", "alliance", "seen by p3", None, "code"),
        ("Edited", "popular_vote", "102", "1103", "both"),
        ("Same", "alliance", "seen by p3", None, "code"),
        ("Same", "popular_vote", "100", "1100", "code"),
    ]


def test_a_replaced_revision_that_the_archive_lost_leaves_the_cause_open(source, tmp_path, new_parser):
    dataset = tmp_path / "dataset"
    run(source, dataset)
    new_parser("p2", lambda candidate: candidate._replace(alliance="seen by p2"))
    write(source, Edited=page(EDITED, kerry=101), Same=None)
    for path in (dataset / "archive").glob("*.parquet"):
        path.unlink()
    run(source, dataset)
    assert {row[-1] for row in changed(dataset) if row[0] == "Edited"} == {"both"}
