"""Every check tells of the fault that it is for, and not of the page as it was."""

from __future__ import annotations

import polars as pl
import pytest

from pipeline.quality.registry import checks
from pipeline.quality.running import check_tables
from tests.quality.cases import CASES, MASSACHUSETTS, Case, Tables
from tests.quality.copies import STEP, copies
from tests.quality.pages_read import read_source

col = pl.col
NEIGHBOURS = {"links_mutual", "turnout_previous", "ballots_previous", "area_ballots_previous", "party_between"}
MET = {"markup_unclosed": "unclosed_template", "page_too_large": "too_deep", "table_unread": "table_unread"}
ELSEWHERE = {"rows_fell", "area_votes_over_total", "area_margin_sign", "infobox_field_unknown"}  # below
SUMS = {"areas", "consistency", "results", "structure"}  # files whose checks test_checks.py and test_sources.py test


def page_of(title: str) -> Tables:
    """The tables of one page of the sample."""
    tables = read_source("sample").tables
    (page_id,) = tables["pages"].filter(col("title") == title)["page_id"]
    boxes = tables["elections"].filter(col("page_id") == page_id)["election_id"].to_list()
    return {
        name: frame.filter(col("page_id") == page_id)
        if "page_id" in frame.columns
        else frame.filter(col("election_id").is_in(boxes))
        for name, frame in tables.items()
        if name != "coverage"
    }


def moved(page: Tables, number: int) -> Tables:
    """The page under another id and title."""
    page_id = page["pages"]["page_id"].item() + number * STEP

    def own(frame: pl.DataFrame) -> pl.DataFrame:
        mark = col("election_id").str.ends_with(f"(«{number}»)")
        return frame.filter(col("page_id") == page_id if "page_id" in frame.columns else mark)

    return {name: own(frame) for name, frame in copies(page, number + 1).items()}


@pytest.fixture(scope="module")
def told() -> dict[int, set[tuple[str, str]]]:
    """(check, severity) of the findings per case; 0 and below: the pages as they are."""
    parts = [case.change(moved(page_of(case.page), number)) for number, case in enumerate(CASES, start=1)]
    tables = {name: pl.concat([part[name] for part in parts]) for name in parts[0]}
    pages = tables["pages"].select("page_id", "title")
    boxes = dict(tables["elections"].select("election_id", "page_id").rows())
    found: dict[int, set[tuple[str, str]]] = {number: set() for number in range(len(CASES) + 1)}
    numbers = {page_id: number for number, page_id in enumerate(pages["page_id"], start=1)}
    for row in check_tables(tables).findings.iter_rows(named=True):
        page_id = row["page_id"] if row["page_id"] is not None else boxes[row["election_id"]]
        found[numbers[page_id]].add((row["check_id"], row["severity"]))
    return found


@pytest.mark.parametrize(
    ("number", "case"), list(enumerate(CASES, start=1)), ids=[f"{case.check}-{case.severity}" for case in CASES]
)
def test_a_check_tells_of_its_fault(number: int, case: Case, told: dict[int, set[tuple[str, str]]]):
    assert (case.check, case.severity) in told[number]


def test_nothing_is_told_of_right_pages():
    found = check_tables(read_source("sample").tables).findings.filter(col("severity") != "info")
    assert found.select("check_id", "observed", "expected").rows() == [("area_pct", "1.41", "1.22")]


def test_every_check_has_a_case():
    from pipeline.quality.handbook import checks_by_file

    new = {key for name, keys in checks_by_file().items() if name not in SUMS for key in keys}
    assert new == {case.check for case in CASES} | NEIGHBOURS | set(MET) | ELSEWHERE
    assert len(checks()) >= 40


@pytest.mark.parametrize(("check", "kind"), MET.items())
def test_what_reading_met_is_told(check: str, kind: str):
    page = page_of(MASSACHUSETTS)
    page_id = page["pages"]["page_id"].item()
    found = check_tables(page, reading_problems=[(page_id, MASSACHUSETTS, kind, "somewhere")]).findings
    assert found.filter(col("check_id") == check).height == 1


def test_rows_that_are_gone_since_the_last_version_are_told():
    from pipeline.quality.row_counts import page_rows

    page = page_of(MASSACHUSETTS)
    blanked = page | {name: page[name].filter(col("row_no") < 8) for name in ("areas", "area_results")}
    found = check_tables(blanked, rows_before=page_rows(page)).findings.filter(col("check_id") == "rows_fell")
    assert set(found.select("severity", "observed", "expected").rows()) == {
        ("warning", "13", "25"),
        ("warning", "32", "65"),
    }
    assert check_tables(page, rows_before=page_rows(page)).findings.filter(col("check_id") == "rows_fell").is_empty()


def test_an_election_is_held_against_the_one_before_it():
    page = page_of(MASSACHUSETTS)
    later = moved(page, 1)
    later_id, title = later["pages"].select("page_id", "title").row(0)
    later["elections"] = later["elections"].with_columns(
        year=pl.lit(2008, pl.Int64), previous_election=pl.lit(MASSACHUSETTS), next_election=pl.lit(None, pl.String),
        before_party=pl.lit("Green Party"), previous_year=pl.lit(2004, pl.Int64),
    )  # fmt: skip
    page["elections"] = page["elections"].with_columns(next_election=pl.lit(title), next_year=pl.lit(2008, pl.Int64))
    more = pl.when(col("line").is_in(["total", "candidate"])).then(col("votes") * 3).otherwise(col("votes"))
    later["results"] = later["results"].with_columns(votes=more)
    essex = pl.when(col("area") == "Essex").then(col("total_votes") * 4).otherwise(col("total_votes"))
    later["areas"] = later["areas"].with_columns(total_votes=essex)
    both = {name: pl.concat([page[name], later[name]]) for name in page}
    found = set(check_tables(both).findings.filter(col("check_id").is_in(list(NEIGHBOURS)))["check_id"])
    assert found == NEIGHBOURS - {"links_mutual"}
    skips = both["elections"].with_columns(
        previous_election=pl.when(col("page_id") == later_id).then(pl.lit("2000 X")).otherwise("previous_election")
    )
    found = set(check_tables(both | {"elections": skips}).findings["check_id"])
    assert "links_mutual" in found


def test_more_votes_than_the_total_are_told_where_rows_do_not_sum():
    page = page_of(MASSACHUSETTS)
    # Totals of another definition: no row sums, so only "more than the total" can be said.
    page["areas"] = page["areas"].with_columns(
        total_votes=pl.when(col("area") == "Essex").then(1000).otherwise(col("total_votes") + 5),
    )
    found = check_tables(page).findings.filter(col("check_id") == "area_votes_over_total")
    assert set(found["severity"]) == {"error"}


def test_a_sign_that_turned_is_told():
    from tests.quality.page import BUSH, KERRY, tables

    page = tables()
    swap = col("area").is_in(["Barnstable", "Hampden"])
    other = pl.when(col("candidate") == KERRY).then(pl.lit(BUSH)).when(col("candidate") == BUSH).then(pl.lit(KERRY))
    page["area_results"] = page["area_results"].with_columns(
        candidate=pl.when(swap & (col("area") != "Totals")).then(other.otherwise("candidate")).otherwise("candidate")
    )
    sign = pl.when(swap).then(-col("margin_votes")).otherwise(col("margin_votes"))
    right = page | {"areas": page["areas"].with_columns(margin_votes=sign)}
    wrong = pl.when(col("area") == "Suffolk").then(-col("margin_votes")).otherwise(col("margin_votes"))
    turned = right | {"areas": right["areas"].with_columns(margin_votes=wrong)}
    for given, n in ((right, 0), (turned, 1)):
        assert check_tables(given).findings.filter(col("check_id") == "area_margin_sign").height == n


def test_an_infobox_field_that_nobody_knows_is_told():
    row = {"construct": "infobox_field", "name": "mascot", "pages": 1, "occurrences": 2, "outcome": "unknown"}
    coverage = pl.DataFrame([row | {"reason": ""}])
    (message,) = check_tables({"coverage": coverage}).findings["message"]
    assert message == "infobox field mascot is unknown, 2 times on 1 pages"
