"""A fault of canvass itself, on page after page, never replaces what was published."""

from __future__ import annotations

from pathlib import Path

import pytest

from output.folder import latest, published
from output.sql import query
from pipeline.errors import FaultError
from pipeline.package_yaml import package_yaml
from pipeline.parsing.page import parse_page
from pipeline.steps import read
from pipeline.steps.faults import FAULTS, check_faults
from pipeline.steps.read import PageProblem
from pipeline.wikitext.model import Problem
from tests.steps.folder import page, run, write

STATES = ("Massachusetts", "Vermont", "Maine")


def problems(kind: str, pages: int) -> list[PageProblem]:
    return [PageProblem(number, f"Page {number}", kind, f"why {number}") for number in range(pages) for _ in range(2)]


@pytest.mark.parametrize("kind", sorted(FAULTS))
@pytest.mark.parametrize(("failed", "pages", "most"), [(2, 2, 0.1), (11, 100, 0.1), (2, 3, 0.5), (2, 1000, 0.0)])
def test_faults_on_too_many_pages_stop_the_run(kind: str, failed: int, pages: int, most: float) -> None:
    with pytest.raises(FaultError, match=rf"failed on {failed} of {pages:,} pages, so version 7 stays") as told:
        check_faults(problems(kind, failed), pages, most, "7")
    assert told.value.exit_code == 70
    assert "the first: why 0 (Page 0)" in str(told.value)


@pytest.mark.parametrize(("failed", "pages", "most"), [(1, 1, 0.1), (10, 100, 0.1), (3, 3, 1.0), (0, 0, 0.1)])
def test_faults_of_few_pages_are_findings(failed: int, pages: int, most: float) -> None:
    check_faults(problems("table_unread", failed), pages, most, None)


def test_what_pages_lack_is_no_fault() -> None:
    check_faults(problems("unclosed_table", 5) + problems("time_limit", 5), 5, 0.1, None)


def test_the_version_before_stays_and_the_next_run_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, dataset = tmp_path / "source", tmp_path / "dataset"
    write(source, **{s: page(f"2004 United States presidential election in {s}") for s in STATES})
    first = run(source, dataset)

    def failing(revisions, *args, **kwargs):
        for revision in revisions:
            records = parse_page(revision.wikitext, revision.title, revision.page_id)
            records.area_results, records.status = [], "partial"
            records.problems.append(Problem("table_unread", "a reader that fails", 0))
            yield revision, records

    with monkeypatch.context() as broken:
        broken.setattr(read, "parse_revisions", failing)
        broken.setattr(read, "reading_version", lambda: "another")  # as a changed file does
        write(source, Maine=page("2004 United States presidential election in Maine", kerry=1803801))
        with pytest.raises(FaultError, match=f"version {first.version} stays"):
            run(source, dataset)
    assert published(dataset) == [first.version]
    assert query(latest(dataset), "SELECT count(*) FROM area_results").rows == [(12,)]
    assert run(source, dataset).changed


def test_a_registry_that_is_no_yaml_is_named_with_the_line(tmp_path: Path) -> None:
    broken = tmp_path / "lines.yaml"
    broken.write_text("words:\n  total: [total, sum\n  turnout: [x]\n")
    with pytest.raises(FaultError, match=r"lines\.yaml, line 3\)\. Mend the file there"):
        package_yaml(broken)
