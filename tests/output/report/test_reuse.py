"""Pages taken from the report of the version before: never other bytes than those of a page made anew."""

from __future__ import annotations

import shutil

import polars as pl
import pytest

from output.folder import releases_folder
from output.report import reuse, write_report
from tests.output.report.delaware import election
from tests.output.small import of_page, put


def tables_of(*pages):
    """The tables of pages of both kinds, `small.of_page` and `delaware.election`."""
    names = {name for page in pages for name in page}
    tables = {name: pl.concat([page[name] for page in pages if name in page]) for name in names}
    seen = {"first_seen_version": pl.lit("2026.11.23-1"), "status": pl.lit("ongoing")}
    return {**tables, "findings": tables["findings"].with_columns(**seen)}


def published(dataset, **changed):
    """A version of four pages, of which `changed` is what changed in the first."""
    maine = of_page(2, "2004 election in Maine", 200)
    tables = tables_of(of_page(**changed), maine, election(2000, 7), election(2004, 8))
    return put(dataset, tables, write_more=write_report).release


def files_of(folder):
    return {path.name: path.read_bytes() for path in [folder / "report.html", *(folder / "report").iterdir()]}


def shared(before, after):
    """The pages of a release that are the files of the one before."""
    pages = {path.name: path for path in (before / "report").glob("page-*")}
    return {name for name, path in pages.items() if path.samefile(after / "report" / name)}


def made_anew(release, folder):
    shutil.rmtree(folder, ignore_errors=True)
    return files_of(write_report(release, folder).parent)


def test_a_page_is_made_anew_where_anything_that_it_shows_changed(tmp_path):
    """A line of the article; the article on the election before; what the version says of changes and findings."""
    tables = tables_of(election(2000, 7), election(2004, 8), of_page(2, "2004 election in Maine", 200))
    of_kent = (pl.col("page_id") == 7) & (pl.col("area") == "Kent") & (pl.col("candidate") == "Al Gore")
    edited = {
        **tables,
        "area_results": tables["area_results"].with_columns(
            pct=pl.when(of_kent).then(46.0).otherwise("pct"), votes=pl.when(of_kent).then(22_191).otherwise("votes")
        ),
        "pages": tables["pages"].with_columns(rev_id=pl.col("rev_id") + (pl.col("page_id") == 7)),
    }
    versions = [put(tmp_path, given, write_more=write_report).release for given in (tables, edited, tables)]
    assert shared(versions[0].path, versions[1].path) == {"page-2.html"}
    assert shared(versions[1].path, versions[2].path) == {"page-2.html"}  # 8 shows the shift since 7
    later = put(tmp_path, {**tables, "electors": tables["electors"].clear()}, write_more=write_report).release
    assert shared(versions[2].path, later.path) == {"page-2.html"} and "page-7.html" in files_of(later.path)
    for release in (*versions, later):
        assert files_of(release.path) == made_anew(release, tmp_path / "anew")


@pytest.mark.parametrize("fault", ["none", "page", "list", "cut", "seal", "gone", "code"])
def test_what_is_damaged_or_of_other_code_is_not_taken(tmp_path, monkeypatch, fault):
    first = published(tmp_path / "dataset").path
    page, listed = first / "report" / "page-2.html", first / "report" / reuse.LIST
    page.chmod(0o644), listed.chmod(0o644)
    if fault == "page":
        page.write_bytes(page.read_bytes().replace(b"Maine", b"Idaho"))
    elif fault == "list":
        listed.write_bytes(listed.read_bytes().replace(b"Maine", b"Idaho"))
    elif fault == "cut":
        listed.write_bytes(b"".join(listed.read_bytes().splitlines(keepends=True)[:2]))
    elif fault == "seal":
        listed.write_bytes(b"\xff" * 100)
    elif fault == "code":
        monkeypatch.setattr(reuse, "_code", lambda: "another")
    elif fault == "gone":
        shutil.rmtree(first)
        shutil.copytree(published(tmp_path / "other").path, releases_folder(tmp_path / "dataset") / first.name)
        shutil.rmtree(first / "report")
    second = published(tmp_path / "dataset", others=2)
    if fault != "gone":
        taken = {"none": {"page-2.html", "page-7.html", "page-8.html"}, "page": {"page-7.html", "page-8.html"}}
        assert shared(first, second.path) == taken.get(fault, set())
    assert files_of(second.path) == made_anew(second, tmp_path / "anew")


def test_a_report_written_elsewhere_shares_nothing_with_the_release(tmp_path):
    published(tmp_path / "dataset")
    release = published(tmp_path / "dataset", others=2)
    write_report(release, tmp_path / "out")
    write_report(release, tmp_path / "out")
    assert all(path.stat().st_nlink == 1 for path in (tmp_path / "out" / "report").iterdir())
