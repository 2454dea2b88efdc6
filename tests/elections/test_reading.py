"""A page's reading never fails: a fault in one table leaves the others unharmed, and no markup at all raises."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.elections import reading as reading_module
from pipeline.elections.contest import contest_of
from pipeline.elections.context import read_context
from pipeline.elections.kinds import Evidence, recognise, view_of
from pipeline.elections.kinds import registry as kinds_registry
from pipeline.elections.kinds.registry import Entry
from pipeline.elections.reading import read_election_page
from pipeline.wikitext.page import read_page
from tests.long import LONG

PAGE = """
{{Infobox election
| election_name = 2004 United States Senate election in Ohio
| nominee1 = [[Ann Ash]]
| party1 = Democratic Party (United States)
| nominee2 = [[Bob Beech]]
| party2 = Republican Party (United States)
}}
==Republican primary==
{{Infobox election
| election_name = 2004 United States Senate Republican primary in Ohio
| nominee1 = [[Bob Beech]]
| nominee2 = [[Carl Cedar]]
}}
===Results===
{| class="wikitable"
! Candidate !! Votes !! %
|-
| Bob Beech || 600 || 60.0
|-
| Carl Cedar || 400 || 40.0
|}
==General election==
===Results===
{| class="wikitable"
|+ Final result
! Party !! Candidate !! Votes !! %
|-
| Democratic || Ann Ash || 5,500 || 55.0
|-
| Republican || Bob Beech || 4,500 || 45.0
|}
"""
TITLE = "2004 United States Senate election in Ohio"


def test_tables_belong_to_the_box_of_their_section() -> None:
    reading = read_election_page(read_page(PAGE, TITLE), 7)
    assert [(line.election_id, line.contest, line.candidate) for line in reading.results] == [
        (f"{TITLE}#2", "Republican primary – Results", "Bob Beech"),
        (f"{TITLE}#2", "Republican primary – Results", "Carl Cedar"),
        (TITLE, "Final result", "Ann Ash"),
        (TITLE, "Final result", "Bob Beech"),
    ]
    assert {line.page_id for line in reading.results} == {7}


def test_a_table_under_a_primary_is_the_primarys() -> None:
    page = read_page(PAGE, TITLE)
    context = read_context(page, 1)
    assert [contest_of(view_of(table, page), context).is_primary for table in page.tables] == [True, False]


def test_a_fault_in_one_table_harms_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = reading_module.READERS["results"]

    def faulty(view, context):  # type: ignore[no-untyped-def]
        if view.table.table_no == 1:
            raise ZeroDivisionError("one table's fault")
        return whole(view, context)

    monkeypatch.setitem(reading_module.READERS, "results", faulty)
    reading = read_election_page(read_page(PAGE, TITLE), 1)
    assert [recognition.kind for recognition in reading.recognitions] == ["unknown", "results"]
    assert "one table's fault" in reading.recognitions[0].reason
    assert [problem.kind for problem in reading.problems] == ["table_unread"]
    assert [line.candidate for line in reading.results] == ["Ann Ash", "Bob Beech"]


def test_every_table_is_told_in_constructs() -> None:
    reading = read_election_page(read_page(PAGE + "\n{|\n| x\n|}", TITLE), 1)
    layouts = {
        construct: times for construct, times in reading.constructs.items() if construct.construct == "table_layout"
    }
    assert sum(layouts.values()) == 3
    assert {(construct.construct, construct.name, construct.outcome) for construct in layouts} == {
        ("table_layout", "results", "parsed"),
        ("table_layout", "layout", "ignored"),
    }


def test_the_surest_recogniser_names_the_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    page = read_page(PAGE, TITLE)
    view = view_of(page.tables[0], page)
    monkeypatch.setattr(
        kinds_registry,
        "load_recognisers",
        lambda: (
            Entry(0.9, 0, lambda _: Evidence("a", 0.5, "half sure")),
            Entry(0.9, 1, lambda _: None),
            Entry(0.9, 2, lambda _: Evidence("b", 0.9, "surer")),
        ),
    )
    assert recognise(view)[1:] == ("b", 0.9, "surer")
    guess = Entry(1.0, 0, lambda _: Evidence("a", 0.1, "a guess"))
    monkeypatch.setattr(kinds_registry, "load_recognisers", lambda: (guess,))
    assert recognise(view)[1:] == ("unknown", 0.1, "a guess")


CELLS = st.sampled_from(
    [
        "County",
        "Kerry",
        "#",
        "%",
        "Votes",
        "Total",
        "Margin",
        "1,234",
        "54.6%",
        "54",
        "—",
        "",
        "[[Essex County, Ohio|Essex]]",
        "'''Totals'''",
        "colspan=3 | x",
        "rowspan=2 | y",
        "{{nts|12}}",
        "Candidate",
        "Party",
        "Democratic",
        "District",
        "1st",
        "2004",
        "Yes",
        "No",
        "rowspan=9 colspan=9 | 5,000",
        "John Doe (D) 51.2%",
        "Source",
        "{{USRaceRating|Solid|D}}",
    ]
)
ROWS = st.lists(st.tuples(st.sampled_from("|!"), st.lists(CELLS, max_size=6)), max_size=7)


@settings(max_examples=150 if LONG else 60)
@given(st.lists(ROWS, max_size=2), st.sampled_from(["", "==Results==\n", "{{Election box begin|title=x}}\n"]))
def test_no_table_raises(tables: list[list[tuple[str, list[str]]]], before: str) -> None:
    text = before
    for rows in tables:
        lines = ["{|"]
        for mark, cells in rows:
            lines.append("|-")
            lines.extend(f"{mark} {cell}" for cell in cells)
        text += "\n".join([*lines, "|}"]) + "\n"
    reading = read_election_page(read_page(text, "2004 United States presidential election in Ohio"), 1)
    assert not reading.problems
    for line in reading.results:
        assert line.pct is None or 0 <= line.pct <= 100
    for area in reading.area_results:
        assert area.pct is None or 0 <= area.pct <= 100
        assert area.candidate
