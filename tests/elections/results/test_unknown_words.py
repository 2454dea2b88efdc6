"""Votes and shares under words that no registry knows: how much of a column, of how many votes, under which words."""

from __future__ import annotations

import pytest

from pipeline.elections.columns.reading import read_columns
from pipeline.elections.kinds.parting import view_of
from pipeline.elections.results.unknown_words import with_unknown_words
from pipeline.wikitext.page import read_page

Figures = dict[str, dict[str, int]]
LEE_AND_ROE = ("Ann Lee | 6,000 | 60.0", "Bo Roe | 4,000 | 40.0")
OUT_OF_PROPORTION = ("Ann Lee | 6,000 | 20.0", "Bo Roe | 4,000 | 80.0")
TOLD: Figures = {"": {"votes": 1, "pct": 2}}
COUNTS: Figures = {"": {"votes": 1}}
SHARES: Figures = {"": {"pct": 2}}


def found(header: str, rows: tuple[str, ...], known: Figures, group: str | None = None) -> Figures:
    """The figures of a table of `|`-parted cells, `known` those that its words tell; `group`: that of the others."""
    body = "\n|-\n".join("| " + row.replace(" | ", " || ") for row in rows)
    page = read_page(f"{{|\n! {header.replace(' | ', ' !! ')}\n|-\n{body}\n|}}", "2016 Exland general election")
    view = view_of(page.tables[0], page)
    columns = read_columns(view, in_us=True)
    return with_unknown_words(known, [column._replace(group=group) for column in columns], 0, view)


def test_counts_before_shares_are_votes() -> None:
    assert found("Candidate | Anoj | %", LEE_AND_ROE, SHARES) == TOLD
    assert found("Candidate | Votes | Anoj", LEE_AND_ROE, COUNTS) == TOLD
    for whole in ({"votes": 1, "pct": 2}, {"both": 1}, {"both": 1, "pct": 2}, {}):
        assert found("Candidate | Anoj | %", LEE_AND_ROE, {"": whole}) == {"": whole}
    assert found("Candidate | Anoj | %", LEE_AND_ROE, {**SHARES, "Runoff": {"votes": 1}})[""] == {"pct": 2}


def test_what_is_of_a_round_is_of_that_round() -> None:
    assert found("Candidate | Anoj | %", LEE_AND_ROE, SHARES, group="Round 1") == SHARES
    assert found("Candidate | Votes | Anoj", LEE_AND_ROE, COUNTS, group="Round 1") == COUNTS


def test_a_thousand_votes_are_no_seats() -> None:
    assert found("Candidate | Anoj | %", ("Ann Lee | 600 | 60.0", "Bo Roe | 400 | 40.0"), SHARES) == TOLD
    assert found("Candidate | Anoj | %", ("Ann Lee | 600 | 60.0", "Bo Roe | 399 | 40.0"), SHARES) == SHARES
    assert found("Candidate | Votes | Anoj", ("Ann Lee | 6 | 60.0", "Bo Roe | 4 | 40.0"), COUNTS) == TOLD


@pytest.mark.parametrize(("candidates", "withdrawn", "enough"), [(10, 0, True), (10, 1, True), (9, 1, False)])
def test_more_than_nine_of_ten_cells_are_figures(candidates: int, withdrawn: int, enough: bool) -> None:
    rows = tuple(f"Ann {letter} | 1,000 | {100 / candidates:.1f}" for letter in "ABCDEFGHIJ"[:candidates])
    rows += ("Bo Roe | withdrew | withdrew",) * withdrawn
    assert found("Candidate | Anoj | %", rows, SHARES) == (TOLD if enough else SHARES)
    assert found("Candidate | Votes | Anoj", rows, COUNTS) == (TOLD if enough else COUNTS)
    assert found("Candidate | Spending | %", rows, SHARES) == ({} if enough else SHARES)


@pytest.mark.parametrize(
    ("header", "agreeing", "else_"),
    [
        ("Candidate | Anoj | %", TOLD, SHARES),
        ("Candidate | Margin | %", SHARES, SHARES),
        ("Candidate | Members | %", TOLD, SHARES),  # who chose a leader
        ("Party | Members | %", {}, {}),  # whom a party has
        ("Party | Candidates | %", {}, {}),
        ("Candidate | Spending | %", {}, {}),
        ("Candidate | Spending | % of votes", {}, SHARES),  # the shares are of other votes, further off
        ("Candidate | Postal votes | % of votes", {}, {}),
    ],
)
def test_words_that_count_something_else_have_its_shares(header: str, agreeing: Figures, else_: Figures) -> None:
    assert found(header, LEE_AND_ROE, SHARES) == agreeing
    assert found(header, OUT_OF_PROPORTION, SHARES) == else_


def test_what_stands_behind_votes_under_known_words_is_what_they_say() -> None:
    assert found("Candidate | Votes | Swing", LEE_AND_ROE, COUNTS) == COUNTS
    assert found("Candidate | Votes | Spending", ("Ann Lee | 6,000 | 60", "Bo Roe | 4,000 | 40"), COUNTS) == COUNTS


@pytest.mark.parametrize(
    ("rows", "is_told"),
    [
        (("Ann Lee | 6,000 | 58.8", "Bo Roe | 4,000 | 39.2"), True),  # 98.0: small ones are left out
        (("Ann Lee | 6,000 | 58.7", "Bo Roe | 4,000 | 39.2"), False),
        (("Ann Lee | 6,000 | 60.4", "Bo Roe | 4,000 | 40.2"), True),  # 100.6: rounded up
        (("Ann Lee | 6,000 | 60.4", "Bo Roe | 4,000 | 40.3"), False),
        (("Ann Lee | 6,040 | 60", "Bo Roe | 3,960 | 40"), True),  # whole ones are rounded by a half
        (("Ann Lee | 6,040 | 60.0", "Bo Roe | 3,960 | 40.0"), False),
        (("Ann Lee | 6,000 | 60.0", "Bo Roe | 4,000 | 40.0", "<!-- --> | 2,000 | 20.0"), True),  # nobody's
        (("Ann Lee | 0 | 60.0", "Bo Roe | 0 | 40.0"), False),
        (("Ann Lee | 6,000 | 100.0",), False),
    ],
)
def test_shares_come_to_a_hundred_in_proportion(rows: tuple[str, ...], is_told: bool) -> None:
    assert found("Candidate | Anoj | %", rows, SHARES) == (TOLD if is_told else SHARES)


PAIRS = ("Ann Lee | 6,000 (60.0%)", "Bo Roe | 4,000 (40.0%)")


@pytest.mark.parametrize(
    ("header", "rows", "is_told"),
    [
        ("Candidate | Anoj", PAIRS, True),
        ("Candidate | Anoj", (*PAIRS, "Total | 10,000 (100%)"), True),
        ("Candidate | Anoj", ("Ann Lee | 600 (60.0%)", "Bo Roe | 400 (40.0%)"), True),
        ("Candidate | Anoj", ("Ann Lee | 599 (60.0%)", "Bo Roe | 400 (40.0%)"), False),
        ("Candidate | Anoj", ("Ann Lee | 6,000 (20.0%)", "Bo Roe | 4,000 (80.0%)"), False),
        (
            "Candidate | Anoj",
            ("Ann Lee | 6,040 (60%)", "Bo Roe | 3,960 (40%)"),
            True,
        ),  # whole ones are rounded by a half
        ("Candidate | Anoj", ("Ann Lee | 6,040 (60.0%)", "Bo Roe | 3,960 (40.0%)"), False),
        ("Candidate | Anoj", (*(f"Ann {a} | 1,000 (11.1%)" for a in "ABCDEFGHI"), "Cy Doe | withdrew"), False),
        ("Candidate | Anoj", (*PAIRS, "Cy Doe | withdrew"), False),
        ("Candidate | Anoj | From", tuple(f"{pair} | Essex" for pair in PAIRS), True),
        ("Candidate | Anoj | Age", tuple(f"{pair} | 50" for pair in PAIRS), False),
        ("Candidate | Anoj | Elektoj", tuple(f"{pair} | 6,000 (60.0%)" for pair in PAIRS), False),
        ("Candidate | Spending", PAIRS, False),
        ("Candidate | Swing", PAIRS, False),
    ],
)
def test_counts_with_their_shares_in_one_column(header: str, rows: tuple[str, ...], is_told: bool) -> None:
    assert found(header, rows, {}) == ({"": {"both": 1}} if is_told else {})
