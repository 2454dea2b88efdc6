"""Words beside figures that are nobody's name: units, statistics, sources; and what stands above a table."""

from __future__ import annotations

import pytest

from pipeline.elections.reading import ElectionReading, read_election_page
from pipeline.wikitext.page import read_page

TITLE = "2004 United States presidential election in Ohio"
BOX = "{{Infobox election | nominee1 = [[George W. Bush]] | nominee2 = [[John Kerry]] }}\n== Results by county ==\n"
ROWS = (("Adams", "7,653", "62.46%", "4,281", "34.94%"), ("Vinton", "3,249", "54.72%", "2,651", "44.65%"))


def _read(
    header: str, *, last: str = "", title: str = TITLE, rows: tuple[tuple[str, ...], ...] = ROWS
) -> ElectionReading:
    lines = [f"|-\n| {' || '.join(row)}" + (f" || {last}" if last else "") for row in rows]
    return read_election_page(read_page(BOX + "\n".join(['{| class="wikitable"', header, *lines, "|}"]), title), 1)


def _figures(found: ElectionReading) -> list[tuple[str, str, int | None, float | None]]:
    return [(row.area, row.candidate, row.votes, row.pct) for row in found.area_results]


WANTED = [
    ("Adams", "George W. Bush", 7653, 62.46),
    ("Adams", "John Kerry", 4281, 34.94),
    ("Vinton", "George W. Bush", 3249, 54.72),
    ("Vinton", "John Kerry", 2651, 44.65),
]
TWO_ROWS = "! rowspan=2 | County !! colspan=2 | Bush !! colspan=2 | Kerry{}\n|-\n! {} !! % !! {} !! %"


@pytest.mark.parametrize("unit", ["Tally", "Votes cast", "Total", "Ballots", "Quux"])
def test_a_word_below_each_name_is_a_unit(unit: str) -> None:
    assert _figures(_read(TWO_ROWS.format("", unit, unit))) == WANTED


@pytest.mark.parametrize("unit", ["Votes cast", "Tally", "Quux"])
def test_a_word_behind_each_name_is_a_unit(unit: str) -> None:
    rows = tuple((area, pct, votes, other, some) for area, votes, pct, some, other in ROWS)
    assert _figures(_read(f"! County !! Bush !! {unit} !! Kerry !! {unit}", rows=rows)) == WANTED


def test_parties_below_two_offices_are_no_units() -> None:
    header = "! rowspan=2 | County !! colspan=2 | Governor !! colspan=2 | Senator\n|-\n" + "! Green !! % !! Green !! %"
    assert {row.candidate for row in _read(header).area_results} == {"Governor Green", "Senator Green"}


@pytest.mark.parametrize(
    "header", ["Source", "Median income", "Households", "Registered Democrats", "Early votes", "Zip"]
)
def test_a_column_beside_them_is_nobodys(header: str) -> None:
    value = "<ref>x</ref>" if header == "Source" else "43,210"
    assert _figures(_read(TWO_ROWS.format(f" !! rowspan=2 | {header}", "#", "#"), last=value)) == WANTED


def test_an_unknown_name_with_one_column_may_be_anything() -> None:
    """Both have votes and shares, it has one figure and no party; a known one, a party's and a rest stay."""
    column = " !! rowspan=2 | {}"
    assert _figures(_read(TWO_ROWS.format(column.format("Whatsit"), "#", "#"), last="43,210")) == WANTED
    for name in ("Others", "[[Ralph Nader]]", "Libertarian"):
        found = _read(TWO_ROWS.format(column.format(name), "#", "#"), last="43,210")
        assert [row.votes for row in found.area_results][2::3] == [43210, 43210], name


def test_precincts_behind_the_figures_are_counted_and_no_areas() -> None:
    found = _read("! Town !! Bush !! % !! Kerry !! % !! Precincts", last="24")
    assert {(area.area_type, area.area) for area in found.areas} == {
        ("municipality", "Adams"),
        ("municipality", "Vinton"),
    }


def test_a_source_beside_changes_makes_no_poll() -> None:
    found = _read(
        "! Party !! Votes !! % !! ±% !! Source",
        last="<ref>x</ref>",
        rows=(("[[Rose Party|Rose]]", "500", "62.5", "+1.0"), ("[[Fern Party|Fern]]", "300", "37.5", "−1.0")),
    )
    assert [recognition.kind for recognition in found.recognitions] == ["results"]
    assert [(line.party, line.votes) for line in found.results] == [("Rose", 500), ("Fern", 300)]


def test_places_and_statistics_are_no_choices_of_a_poll() -> None:
    found = read_election_page(
        read_page(
            "== Opinion polls ==\n{|\n! Place !! Poll source !! Date !! Bush !! Kerry !! Urban\n|-\n"
            "| 1 || Gallup || 3 May 2004 || 48% || 46% || 12%\n|}",
            TITLE,
        ),
        1,
    )
    assert [row.choice for row in found.poll_results] == ["Bush", "Kerry"]


@pytest.mark.parametrize("unit", ["Percentage", "% of votes", "Share"])
def test_names_and_shares_of_a_poll_in_turn(unit: str) -> None:
    found = read_election_page(
        read_page(
            f"== Opinion polls ==\n{{|\n! Poll source !! Date !! Republican !! {unit} !! Democrat !! {unit}\n|-\n"
            "| Gallup || 3 May 2004 || George W. Bush || 48% || John Kerry || 46%\n|}",
            TITLE,
        ),
        1,
    )
    assert [(row.choice, row.pct) for row in found.poll_results] == [("George W. Bush", 48.0), ("John Kerry", 46.0)]


BOX_AROUND = ('<div style="overflow:auto">', "{{sticky header}}", "<center>", "{{hidden begin|title=All of it}}", "")


@pytest.mark.parametrize("around", BOX_AROUND)
def test_a_line_above_a_table_is_its_name_through_what_encloses_it(around: str) -> None:
    found = read_election_page(
        read_page(
            f"== Results ==\n* '''Nicosia''':\n{around}\n{{|\n! Candidate !! Votes\n|-\n| Ann Lee || 5,000\n|-\n"
            "| Bob Ray || 4,000\n|}",
            "2013 Cypriot presidential election",
        ),
        1,
    )
    assert {line.contest for line in found.results} == {"Nicosia"}


@pytest.mark.parametrize("bold", ["'''{}'''", "{{{{nowrap|'''{}'''}}}}", "<small>'''{}'''</small>"])
def test_a_header_in_bold_cells(bold: str) -> None:
    words = " || ".join(bold.format(word) for word in ("Department", "Ann Lee", "Bob Ray"))
    found = read_election_page(
        read_page(
            f"== Results ==\n{{|\n|-\n| {words}\n|-\n| La Paz || 50.1% || 49.9%\n|-\n| Oruro || 60.2% || 39.8%\n|}}",
            "2014 Bolivian general election",
        ),
        1,
    )
    assert [(row.area, row.candidate, row.pct) for row in found.area_results][:2] == [
        ("La Paz", "Ann Lee", 50.1),
        ("La Paz", "Bob Ray", 49.9),
    ]


def test_short_names_are_completed_from_a_table_headed_otherwise() -> None:
    found = read_election_page(
        read_page(
            "== Results ==\n{|\n! Contestant !! Political affiliation !! Votes\n|-\n| Ralph Nader || Green || 900\n|-\n"
            "| Al Gore || Democratic || 800\n|}\n== By county ==\n{|\n! County !! Nader !! Gore\n|-\n"
            "| Adair || 566 || 499\n|-\n| Adams || 334 || 301\n|}",
            "2000 United States presidential election in Iowa",
        ),
        1,
    )
    assert {(row.candidate, row.party) for row in found.area_results} == {
        ("Ralph Nader", "Green"),
        ("Al Gore", "Democratic"),
    }


@pytest.mark.parametrize(("header", "value"), [("Photo", ""), ("Funds", "1,000"), ("Turnout", "55%")])
@pytest.mark.parametrize("place", range(5))
def test_columns_of_candidates_leave_them_their_votes(header: str, value: str, place: int) -> None:
    def put(cells: list[str], cell: str) -> str:
        return " || ".join([*cells[:place], cell, *cells[place:]])

    wanted = [("Ann Lee", "Democratic", 5000, 62.5), ("Bob Ray", "Republican", 3000, 37.5)]
    rows = [put([name, party, f"{votes:,}", f"{pct}%"], value) for name, party, votes, pct in wanted]
    lines = [
        f"! {put(['Candidate', 'Party', 'Votes', '%'], header).replace('||', '!!')}",
        *(f"|-\n| {row}" for row in rows),
    ]
    page = read_page("== Results ==\n{|\n" + "\n".join([*lines, "|}"]), "2004 Ohio gubernatorial election")
    assert [
        (line.candidate, line.party, line.votes, line.pct) for line in read_election_page(page, 1).results
    ] == wanted


def test_votes_of_another_year_before_the_votes_are_not_the_candidates() -> None:
    page = read_page(
        "== Results ==\n{|\n! Candidate !! 2000 votes !! Votes !! %\n|-\n| Ann Lee || 777 || 5,000 || 62.5%\n|-\n"
        "| Bob Ray || 778 || 3,000 || 37.5%\n|}",
        "2004 Ohio gubernatorial election",
    )
    found = [(line.votes, line.pct) for line in read_election_page(page, 1).results if line.contest == "Results"]
    assert found == [(5000, 62.5), (3000, 37.5)]


def test_a_plurality_behind_the_votes_is_the_margin() -> None:
    page = read_page(
        "== Results ==\n{|\n! Candidate !! Votes !! % !! Plurality\n|-\n| Ann Lee || 5,000 || 62.5% || 2,000\n|-\n"
        "| Bob Ray || 3,000 || 37.5% ||\n|}",
        "2004 Ohio gubernatorial election",
    )
    assert [(line.contest, line.votes) for line in read_election_page(page, 1).results] == [
        ("Results", 5000),
        ("Results", 3000),
    ]


@pytest.mark.parametrize(
    "header",
    [
        "! Candidate !! Votes !! % !! % !! Electoral votes",
        "! colspan=2 | Candidate !! Votes !! % !! Electoral votes",
        "! Candidate !! Votes !! Votes !! % !! Representative",
    ],
)
def test_a_header_that_goes_on_behind_every_row_names_nothing(header: str) -> None:
    rows = "|-\n| Ann Lee || 5,000 || 62.5% || 3\n|-\n| Bob Ray || 3,000 || 37.5% || 0"
    page = read_page(f"== Results ==\n{{|\n{header}\n{rows}\n|}}", "2004 Ohio gubernatorial election")
    assert read_election_page(page, 1).results == ()
