"""A release's findings as people read them: page, place, and links to look and to edit."""

from __future__ import annotations

import polars as pl
import pytest

from output.findings import FaultyPage, faults_of, faulty_pages, findings_told
from output.folder import Release
from output.provenance import Provenance
from output.release import publish
from output.sql import connect
from pipeline.quality.editors import SEVERITIES, editors_markdown, faulty_articles
from pipeline.quality.running import check_tables
from pipeline.records import PageTable, SectionRecord
from schemas.frames import frame_of
from tests.output.small import NOON, finding, massachusetts, put
from tests.quality.page import KERRY, OTHERS, broken, tables

col = pl.col
SCRIPT = "https://en.wikipedia.org/w/index.php?title=2004_election_in_Massachusetts"
HEADINGS = ("", "Results", "Results > By county")


@pytest.fixture(scope="module")
def release(tmp_path_factory) -> Release:
    return release_of(tmp_path_factory.mktemp("findings"), HEADINGS)


def release_of(folder, headings) -> Release:
    """One page with two errors: in a table by county, and in the infobox."""
    page = broken("area_results", "pct", 1.41, col("area") == "Essex", col("candidate") == OTHERS)
    page = broken("candidates", "popular_vote", 1_083_800, col("name") == KERRY, of=page)
    page["pages"] = page["pages"].with_columns(
        url=pl.lit(f"{SCRIPT}&oldid=7"), history_url=pl.lit(f"{SCRIPT}&action=history")
    )
    sections = [SectionRecord(1, n, 1 + n, path[-9:], path, "") for n, path in enumerate(headings)]
    places = [PageTable(1, n, HEADINGS[n], None, "areas" if n == 2 else "results", 7, 9, 1) for n in (1, 2)]
    page |= {"sections": frame_of("sections", sections), "page_tables": frame_of("page_tables", places)}
    checked = check_tables(page)
    published = publish(
        folder,
        page | checked._asdict(),
        created_at=NOON,
        provenance=Provenance("1", "folder"),
    )
    return published.release


def test_a_finding_has_its_page_its_place_and_both_links(release):
    rows = {row["check_id"]: row for row in findings_told(release, severity="error")}
    pct, votes = rows["area_pct"], rows["infobox_votes"]
    assert (pct["title"], pct["rev_id"], pct["table_no"], pct["row_no"]) == ("2004 election in Massachusetts", 7, 2, 3)
    assert (pct["section_path"], pct["section_no"]) == ("Results > By county", 2)
    assert pct["url"] == f"{SCRIPT}&oldid=7#By_county"
    assert pct["edit_url"] == f"{SCRIPT}&action=edit&section=2"
    assert votes["url"] == f"{SCRIPT}&oldid=7"  # of no table
    assert votes["edit_url"] == f"{SCRIPT}&action=edit&section=0"  # an infobox stands in the lead


def test_a_heading_that_the_page_has_twice_names_no_section(tmp_path):
    """The link opens the article's editor as a whole, and the finding is told once."""
    told = findings_told(
        release_of(tmp_path, (*HEADINGS, "Results > By county")), severity="error", checks=["area_pct"]
    )
    assert [(row["section_path"], row["section_no"]) for row in told] == [("Results > By county", None)]
    assert told[0]["edit_url"] == f"{SCRIPT}&action=edit"


def test_only_what_is_asked_for(release):
    ids = [row["finding_id"] for row in findings_told(release, severity="error")]
    assert (
        findings_told(release, severity="error", page="MASSACHUSETTS", statuses=["new"], waived=ids[:1])[0][
            "finding_id"
        ]
        in ids[1:]
    )
    assert findings_told(release, severity="error", page="1", checks=["area_pct"])[0]["check_id"] == "area_pct"
    assert findings_told(release, page="Vermont") == findings_told(release, statuses=["resolved"]) == []


def test_what_editors_are_told(release):
    rows = sorted(findings_told(release, severity="error"), key=lambda row: row["check_id"], reverse=True)
    strange = "[[x]] *b* <script> `c` | # d"
    rows[0] |= {"message": strange, "title": "A (b)", "page_id": 2}
    rows.append(rows[1] | {"check_id": "template_unknown", "message": "no editor mends this"})
    rows.append(rows[1] | {"page_id": None, "title": None, "message": "of no page"})
    text = editors_markdown(faulty_articles(rows), "2026.11.23-1")
    assert "2 errors, 0 warnings in 2 articles" in text
    assert f"### Results \\> By county · [edit]({SCRIPT}&action=edit&section=2)" in text
    assert "stated with 1.41 %; 4051 of 333233 votes are 1.22 %" in text
    assert f"[table 2, row 3]({SCRIPT}&oldid=7#By_county:~:text=Essex)" in text
    assert "Divide the votes by the area's total" in text
    assert r"\[\[x\]\] \*b\* \<script\> \`c\` \| \# d" in text
    assert "mends this" not in text and "of no page" not in text
    assert text == editors_markdown(faulty_articles(reversed(rows)), "2026.11.23-1")


def test_a_dataset_without_faults_says_so():
    assert "0 errors, 0 warnings in 0 articles" in editors_markdown([], "2026.11.23-1")
    assert check_tables(tables()).findings.is_empty()


def test_the_mildest_that_is_asked_for_and_pages_with_what_stands(tmp_path):
    told = [("error", "new", 1), ("warning", "ongoing", 1), ("info", "new", 1), ("error", "waived", 1)]
    told += [("error", "resolved", 2), ("warning", "waived", 2), ("error", "new", None)]
    rows = [
        finding(finding_id=f"f{n}", severity=severity, status=status, page_id=page_id)
        for n, (severity, status, page_id) in enumerate(told)
    ]
    release = put(tmp_path, massachusetts() | {"findings": frame_of("findings", rows)}).release
    ids = {
        severity: [row["finding_id"] for row in findings_told(release, severity=severity)] for severity in SEVERITIES
    }
    assert {severity: sorted(found) for severity, found in ids.items()} == {
        "error": ["f0", "f3", "f4", "f6"],
        "warning": ["f0", "f1", "f3", "f4", "f5", "f6"],
        "info": ["f0", "f1", "f2", "f3", "f4", "f5", "f6"],
    }
    with connect(release) as connection:
        pages = faulty_pages(connection, ["sums"])
        assert pages == [FaultyPage(1, "2004 election in Massachusetts", 1, 1)]
        assert faulty_pages(connection, ["another"]) == []
        (lot,) = faults_of(connection, pages)
    assert [row["finding_id"] for row in lot] == ["f0", "f1"]


def test_articles_come_by_their_errors_then_warnings_and_what_is_of_the_article_first(release):
    (row,) = findings_told(release, severity="error", checks=["area_pct"])

    def of(page_id, title, severity, **other):
        return row | {"page_id": page_id, "title": title, "severity": severity} | other

    whole = {"section_no": None, "section_path": None, "table_no": None, "row_no": None}
    rows = [of(1, "A", "warning"), of(2, "B", "warning"), of(2, "B", "warning", row_no=9), of(3, "C", "info")]
    rows += [of(3, "C", "info", row_no=n) for n in (7, 8)] + [of(4, "D", "error"), of(4, "D", "error", **whole)]
    articles = faulty_articles(rows)
    assert [article.title for article in articles] == ["D", "B", "A", "C"]
    assert [section.heading for section in articles[0].sections] == ["", "Results > By county"]
    assert articles[0].edit_url == f"{SCRIPT}&action=edit"  # the article, not the section of one of its faults
