"""A finding lives through versions by its id: new, ongoing, resolved; waived while its waiver lasts."""

from __future__ import annotations

from datetime import date, datetime

import polars as pl
import pytest

from pipeline.errors import UsageError
from pipeline.quality.found_rows import with_ids
from pipeline.quality.running import check_tables
from pipeline.quality.waivers import Waiver, lasting, read_waivers, write_waiver
from tests.quality.page import OTHERS, broken, tables

col = pl.col


def faulty(area="Essex"):
    return broken("area_results", "pct", 9.99, col("area") == area, col("candidate") == OTHERS)


def errors(checked):
    return checked.findings.filter(col("severity") == "error")


def test_new_then_ongoing_then_resolved_then_forgotten():
    first = errors(check_tables(faulty()))
    assert first["status"].to_list() == ["new"]
    before = first.with_columns(first_seen_version=pl.lit("2026.11.23-1"))
    second = errors(check_tables(faulty(), before))
    assert second.select("status", "first_seen_version").rows() == [("ongoing", "2026.11.23-1")]
    assert second["finding_id"].to_list() == first["finding_id"].to_list()
    third = errors(check_tables(tables(), second))
    assert third.select("status", "finding_id").rows() == [("resolved", first["finding_id"].item())]
    assert errors(check_tables(tables(), third)).is_empty()
    again = errors(check_tables(faulty(), third))
    assert again["status"].to_list() == ["new"]


def test_a_row_inserted_above_keeps_the_id():
    page = faulty()
    moved = {
        name: frame.with_columns(col("row_no") + 1) if "row_no" in frame.columns else frame
        for name, frame in page.items()
    }
    assert errors(check_tables(moved))["finding_id"].to_list() == errors(check_tables(page))["finding_id"].to_list()


def test_faults_in_two_places_have_two_ids():
    page = broken("area_results", "pct", 9.99, col("area") == "Suffolk", col("candidate") == OTHERS, of=faulty())
    assert errors(check_tables(page))["finding_id"].n_unique() == 2


def test_a_waiver_lasts_until_its_day(tmp_path):
    (finding_id,) = errors(check_tables(faulty()))["finding_id"].to_list()
    write_waiver(tmp_path, finding_id, Waiver("as certified", date(2027, 1, 31), "Essex …"))
    for today, status in ((date(2027, 1, 31), "waived"), (date(2027, 2, 1), "new")):
        waived = lasting(read_waivers(tmp_path), today)
        assert errors(check_tables(faulty(), waived=waived))["status"].to_list() == [status]


def test_waivers_are_sorted_and_the_later_word_on_a_finding_holds(tmp_path):
    write_waiver(tmp_path, "b2", Waiver("first word"))
    write_waiver(tmp_path, "a1", Waiver("für immer", finding="São Tomé: 5 %"))
    path = write_waiver(tmp_path, "b2", Waiver("second word", datetime(2027, 1, 31, 9)))
    text = "a1:\n  reason: für immer\n  finding: 'São Tomé: 5 %'\nb2:\n  reason: second word\n  until: 2027-01-31\n"
    assert path.read_text(encoding="utf-8") == text
    assert read_waivers(tmp_path) == {
        "a1": Waiver("für immer", None, "São Tomé: 5 %"),
        "b2": Waiver("second word", date(2027, 1, 31)),
    }
    with pytest.raises(UsageError, match="needs a reason"):
        write_waiver(tmp_path, "c3", Waiver("  "))


FORMS = ("{reason: ''}", "{reason: ' '}", "{}", "[", "{reason: x, untl: 1}", "{reason: x, until: soon}")


@pytest.mark.parametrize("text", [*(f"abc: {form}" for form in FORMS), "- abc"])
def test_a_waiver_file_that_breaks_the_form_is_one_clear_error(tmp_path, text):
    (tmp_path / "waivers.yaml").write_text(text)
    with pytest.raises(UsageError, match="waivers cannot be read"):
        read_waivers(tmp_path)


def test_a_page_that_never_had_an_id_is_named_by_its_title():
    met = [(None, f"Page {n}", "unreadable", "no UTF-8") for n in range(3)]
    everyone = check_tables({}, source_problems=met).findings
    alone = check_tables({}, source_problems=met[2:]).findings
    assert everyone["finding_id"].n_unique() == 3
    assert set(alone["finding_id"]) < set(everyone["finding_id"])


@pytest.mark.parametrize(("kind", "severity"), [("deleted", "warning"), ("no_utf8", "warning"), ("redirect", "info")])
def test_what_a_source_could_not_give_is_told(kind, severity):
    found = check_tables({}, source_problems=[(5, "Page", kind, "what happened")]).findings
    assert found.select("check_id", "severity", "message").rows() == [
        ("source_problem", severity, f"Page: {kind}: what happened")
    ]


def test_a_finding_links_to_its_section():
    page = faulty()
    row = {"page_id": 1, "table_no": 2, "section_path": "Results > By county", "caption": None, "kind": "areas"}
    page["page_tables"] = pl.DataFrame([row | {"n_rows": 7, "n_cols": 9, "n_header_rows": 1}])
    assert errors(check_tables(page))["url"].to_list() == ["https://en.wikipedia.org/w/index.php?oldid=7#By_county"]


def test_braces_that_never_close_are_told_once():
    page = tables()
    page["pages"] = page["pages"].with_columns(parse_status=pl.lit("partial"))
    met = [(1, "Page", "unclosed_template", "braces that never close are plain text")]
    assert check_tables(page, reading_problems=met).findings["check_id"].to_list() == ["markup_unclosed"]
    assert check_tables(page).findings["check_id"].to_list() == ["page_partial"]


def test_ids_are_of_what_is_at_fault_and_a_second_fault_of_the_name_counts_on():
    def ids(*identities):
        row = {"check_id": "sums", "table_name": "areas", "column_name": None}
        return with_ids(pl.DataFrame([row | {"identity": identity} for identity in identities]))["finding_id"].to_list()

    essex, again, suffolk = ids("Essex", "Essex", "Suffolk")
    assert len({essex, again, suffolk}) == 3
    assert ids("Suffolk", "Essex") == [suffolk, essex]
    assert {len(finding_id) for finding_id in (essex, again, suffolk)} == {16}
