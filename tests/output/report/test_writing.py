"""The report as files: what they hold, that they are the same each time, how they stand in a release."""

from __future__ import annotations

import json

import polars as pl
import pytest
from lxml import html

from output.folder import Release
from output.report import write_report
from pipeline.errors import DatasetError
from pipeline.records import Result
from schemas.frames import frame_of
from tests.output.report.delaware import election
from tests.output.small import massachusetts, of_page, put, tables_of

TITLE = "2004 election in Massachusetts"


def words(node):
    """The text of an element, spaces made one."""
    return " ".join(node.text_content().split())


def rows(tree, table):
    """The cells of a table's rows."""
    return [[words(cell) for cell in row] for row in tree.xpath(f"//table[@id='{table}']//tr")]


def chart_rows(tree, name):
    """The rows that a chart is drawn from."""
    (told,) = tree.xpath(f"//figure[@data-chart='{name}']/script")
    return json.loads(told.text)["data"]["rows"]


def test_the_index_lists_every_article_with_a_link_that_is_there(report):
    tree = html.parse(report / "report.html")
    links = tree.xpath("//table[@id='articles-table']/tbody/tr/th/a")
    assert [words(link) for link in links] == [f"{year} presidential election in Delaware" for year in (2000, 2004)]
    assert all((report / link.get("href")).is_file() for link in links)
    assert rows(tree, "articles-table")[1][1:7] == ["2000", "presidential", "Al Gore", "1", "3", "12"]
    assert [words(cell) for cell in tree.xpath("//table[@id='findings-table']/tbody/tr[1]/*")][:3] == [
        "error",
        "2000 presidential election in Delaware",
        "The sum differs",
    ]


def test_an_article_shows_facts_results_counties_map_polls_and_predictions(report):
    tree = html.parse(report / "report" / "page-8.html")
    text = words(tree.xpath("//main")[0])
    for said in ("64.22 % (−1.50)", "John Kerry won", "2 November 2004", "Nancy W. Cook", "Solid D", "The sum differs"):
        assert said in text
    kent = next(row for row in rows(tree, "areas-1") if row[0] == "Kent")
    assert kent[1:6] == ["George W. Bush", "13.76", "7,703", "23,875", "42.64"]
    assert len(tree.xpath("//figure[@data-map]//path[@data-row]")) == 3
    kinds = [row["kind"] for row in chart_rows(tree, "polls")]
    assert (kinds.count("poll"), kinds.count("result")) == (24, 2)
    bars = tree.xpath("//td[@class='bar']/span/@style")
    assert bars[0] == "width:52.96%"


def test_the_shift_is_the_change_of_the_lead_where_the_election_before_is_there(report):
    tree = html.parse(report / "report" / "page-8.html")
    head, *lines = rows(tree, "areas-1")
    assert head[-1] == "Shift to Democratic"
    now, before = (23_875 - 31_578) / 55_991, (22_790 - 24_081) / 48_245
    assert next(line for line in lines if line[0] == "Kent")[-1] == f"−{100 * (before - now):.2f}"
    kent = next(row for row in chart_rows(tree, "swing") if row["area"] == "Kent")
    assert (kent["before"], kent["now"]) == (round(100 * before, 2), round(100 * now, 2))
    assert "as a whole from Democratic +" in words(tree.xpath("//ul[@class='said']")[0])
    older = html.parse(report / "report" / "page-7.html")
    assert rows(older, "areas-1")[0][-1] == "Total"
    link = tree.xpath("//section[1]//dl//a")[0]
    assert (words(link), link.get("href")) == ("2000 presidential election in Delaware", "page-7.html")


def test_a_table_of_parties_names_each_once_although_its_others_are_a_heading_in_a_column_of_names(tmp_path):
    def line(row_no, kind, votes, **names):
        return Result(TITLE, 1, 2, row_no, "First round", kind, votes=votes, **names)

    parties = [line(1, "party", 597, party="The Greens"), line(2, "other", 35, candidate="Others", party="Others")]
    of_people = [line(3, "candidate", 9, candidate="Jane Doe", party="The Greens")._replace(contest="Run-off")]
    tables = of_page() | {"results": frame_of("results", parties + of_people)}
    release = put(tmp_path, tables, write_more=write_report).release
    first, second = html.parse(release.path / "report" / "page-1.html").xpath("//table[@class='results']")
    assert [[words(cell) for cell in row] for row in first.xpath(".//tr")] == [
        ["Party", "Votes"],
        ["The Greens", "597"],
        ["Others", "35"],
    ]
    assert [[words(cell) for cell in row] for row in second.xpath(".//tr")][1] == ["Jane Doe", "The Greens", "9"]


def test_the_same_release_gives_the_same_bytes(release, report, tmp_path):
    again = write_report(release, tmp_path).parent
    files = [path.relative_to(again) for path in sorted(again.rglob("*.html"))]
    assert len(files) == 3
    assert (again / "report" / "charts.js").read_bytes() == (report / "report" / "charts.js").read_bytes()
    assert [(again / file).read_bytes() for file in files] == [(report / file).read_bytes() for file in files]


def test_nothing_is_fetched_and_nothing_runs_but_the_own_scripts(report):
    for file in report.rglob("*.html"):
        tree = html.parse(file)
        assert tree.xpath("//img | //link | //iframe | //object | //embed") == []
        assert len(tree.xpath("//script[not(@src) and not(@type)]")) == 1
        assert tree.xpath("//@src") == ([] if file.name == "report.html" else ["charts.js"])
        (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        own = "" if file.name == "report.html" else "'self' "
        assert policy.startswith(f"default-src 'none'; script-src {own}'sha256-")


def test_a_release_carries_its_report_which_is_outside_its_content_hash(tmp_path):
    tables = tables_of(election(2000, 7), election(2004, 8))
    plain = put(tmp_path / "plain", tables).release
    release = put(tmp_path / "told", tables, write_more=write_report).release
    assert {"report.html", "report/page-7.html"} <= {item["path"] for item in release.package["files"]}
    assert release.damage() == []
    assert release.content_hash == plain.content_hash
    assert release.version in (release.path / "report.html").read_text()


def test_changes_since_the_version_before_are_told_with_their_cause(tmp_path):
    put(tmp_path, massachusetts())
    release = put(tmp_path, massachusetts(others=1, rev_id=101), write_more=write_report).release
    tree = html.parse(release.path / "report.html")
    changed = words(tree.xpath("//section[@aria-labelledby='changes']")[0])
    assert "because the article was edited" in changed
    page = html.parse(release.path / "report" / "page-1.html")
    assert "4051" in words(page.xpath("//section[@aria-labelledby='changes']")[0])


def test_an_article_that_left_is_named_among_the_changes(tmp_path):
    put(tmp_path, massachusetts())
    release = put(tmp_path, of_page(), write_more=write_report).release
    tree = html.parse(release.path / "report.html")
    assert "2004 election in Maine" in words(tree.xpath("//section[@aria-labelledby='changes']//tbody")[0])


def test_a_page_on_which_nothing_changed_is_shared_with_the_release_before(tmp_path):
    def tables(others):
        return tables_of(of_page(others=others), of_page(2, "2004 election in Maine", 200))

    first = put(tmp_path, tables(others=1), write_more=write_report).release.path / "report"
    second = put(tmp_path, tables(others=2), write_more=write_report).release.path / "report"
    assert (second / "page-2.html").samefile(first / "page-2.html")
    assert not (second / "page-1.html").samefile(first / "page-1.html")
    assert (second / "page-1.html").read_bytes() != (first / "page-1.html").read_bytes()


def test_a_page_that_is_held_back_says_so(tmp_path):
    tables = tables_of(election(2000, 7))
    held = {"held_rev_id": 999, "held_reason": "sums that held break"}
    tables["pages"] = tables["pages"].with_columns(**{name: pl.lit(value) for name, value in held.items()})
    release = put(tmp_path, tables, write_more=write_report).release
    index = html.parse(release.path / "report.html")
    (row,) = index.xpath("//table[@id='articles-table']/tbody/tr")
    assert "held" in row.get("data-flags").split() and words(row.xpath("th")[0]).endswith("held")
    assert words(index.xpath("//dl[@class='figures']/div[dt='Held back']/dd")[0]) == "1"
    said = words(html.parse(release.path / "report" / "page-7.html").xpath("//p[@class='held']")[0])
    assert "(999) is held back" in said and said.endswith("sums that held break")


def test_findings_say_where_they_are_and_what_is_for_editors(tmp_path):
    release = put(tmp_path, tables_of(election(2000, 7))).release
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "EDITORS.md").write_text("# Editors")
    write_report(release, tmp_path / "out")
    index = html.parse(tmp_path / "out" / "report.html")
    assert index.xpath("//section[@aria-labelledby='findings']//a[@href='EDITORS.md']")
    write_report(release, tmp_path / "alone")
    assert not html.parse(tmp_path / "alone" / "report.html").xpath("//a[@href='EDITORS.md']")


def test_an_empty_release_has_a_report(tmp_path):
    release = put(tmp_path, {}, write_more=write_report).release
    assert "The checks found nothing" in (release.path / "report.html").read_text()


def test_a_damaged_release_is_said(tmp_path):
    (tmp_path / "elections.duckdb").write_bytes(b"no database" * 1000)
    with pytest.raises(DatasetError, match="damaged"):
        write_report(Release(tmp_path))
