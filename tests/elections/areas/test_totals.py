"""A county called like its state is a county; the state's row is the total, whichever of them the table has."""

from __future__ import annotations

import pytest

from pipeline.elections.areas.totals import namesake_totals, unnamed_total
from pipeline.elections.kinds.parting import view_of
from pipeline.elections.reading import read_election_page
from pipeline.wikitext.page import read_page

Rows = list[tuple[str, str, str]]


def totals(state: str, rows: Rows) -> list[int]:
    """The places, from 0, of the rows read as totals."""
    body = "\n|-\n".join("| " + " || ".join(row) for row in rows)
    page = read_page(
        "===By county===\n{| class=wikitable\n! County !! Obama !! Romney\n|-\n" + body + "\n|}",
        f"2012 United States presidential election in {state}",
    )
    areas = read_election_page(page, 1).areas
    assert [area.area for area in areas] == [name for name, _, _ in rows]
    return [number for number, area in enumerate(areas) if area.is_total]


@pytest.mark.parametrize(
    ("state", "rows", "total"),
    [
        ("Arkansas", [("Arkansas", "2,455", "3,897"), ("Ashley", "2,867", "4,867"), ("Polk", "1,556", "6,473")], []),
        ("Arkansas", [("Arkansas", "394,409", "647,744"), ("Arkansas", "2,455", "3,897"), ("Polk", "9", "8")], [0]),
        ("Utah", [("Beaver", "391", "2,300"), ("Salt Lake", "146,147", "223,811"), ("Utah", "16,281", "138,184")], []),
        ("Utah", [("Beaver", "391", "2,300"), ("Utah County", "9,281", "90,184"), ("Utah", "251,813", "740,600")], [2]),
        ("Utah", [("Beaver", "15.0%", "84.0%"), ("Utah", "9.8%", "88.3%"), ("Utah", "24.8%", "72.8%")], [2]),
        ("Utah", [("Beaver", "15.0%", "84.0%"), ("Iron", "12.0%", "85.0%"), ("Utah", "9.8%", "88.3%")], []),
        ("Utah", [("Beaver", "391", "2,300"), ("Iron", "1,000", "9,000"), ("Utah", "251,813", "740,600")], [2]),
        ("Hawaii", [("Hawaii", "46,755", "14,753"), ("Maui", "9,000", "8,000"), ("Total", "56,000", "23,000")], [2]),
        (
            "Oklahoma",
            [("Oklahoma", "106,982", "149,728"), ("Tulsa", "82,744", "145,062"), ("Cleveland", "34,771", "59,116")],
            [],
        ),
        ("Ohio", [("Adams", "1,000", "2,000"), ("Allen", "1,000", "2,000"), ("Ohio", "2,000", "4,000")], [2]),
    ],
)
def test_the_row_that_is_the_total(state: str, rows: Rows, total: list[int]) -> None:
    assert totals(state, rows) == total


def unnamed(*rows: str, abroad: bool = False) -> int | None:
    """The number of the row that is the total; the cells of a row are parted by blanks, and `!` makes them headers."""
    marks = ("!" if row.startswith("!") else "|" for row in rows)
    body = "\n|-\n".join(
        f"{mark} " + f" {mark * 2} ".join(row.strip("!").split()) for mark, row in zip(marks, rows, strict=True)
    )
    page = read_page(f"{{|\n! Canton !! Yes !! No !! Blank\n|-\n{body}\n|}}", "2014 referendum")
    return unnamed_total(view_of(page.tables[0], page), 0, abroad=abroad)


BERN, ZUG = "Bern 700 300", "Zug 250 200"


@pytest.mark.parametrize(
    ("rows", "total"),
    [
        ((BERN, ZUG, "'''Alle''' '''9''' '''9'''"), 3),
        (("'''Bern''' '''700''' '''300'''", ZUG, "'''Alle''' '''9''' '''9'''"), None),  # not as no other row
        ((BERN, "'''Alle''' '''9''' '''9'''"), None),
        ((BERN, ZUG, "'''Total''' '''9''' '''9'''"), None),  # says it
        ((BERN, ZUG, "Uri 50 500", "Alle 1,000 7"), 4),  # the sum of all others in its greatest figure
        ((BERN, ZUG, "!Alle 9 9"), 3),
        (("Bern 1 750", "Zug 2 250", "Uri 9", "Alle 5 1,000"), 4),  # a row of fewer cells
        ((BERN, ZUG, "Uri 49 500", "Alle 999 7"), None),
        ((BERN, ZUG, "Uri 50 500", "Alle 1,001 7"), None),
        ((BERN, "Uri 300 500", "Alle 1,000 7"), None),  # two are one by chance
        (("Bern 60 70 80", "Zug 41 50 60", "Alle 101 120 140"), 3),  # three sums
        (("Bern 60 70 80", "Zug 40 50 60", "Alle 100 120 140"), None),
    ],
)
def test_a_total_by_its_figures_or_by_its_form(rows: tuple[str, ...], total: int | None) -> None:
    assert unnamed(*rows) == total


@pytest.mark.parametrize(
    ("rows", "total"),
    [
        ((BERN, ZUG, "Switzerland 855 7"), 3),  # nine tenths
        ((BERN, ZUG, "Switzerland 854 7"), None),
        (("Switzerland 950 500", BERN, ZUG), 1),
        ((BERN, "Switzerland 950 500", ZUG), None),
        (("Bern 1 700", "Uri 9", "Switzerland 5 700"), 3),
        ((BERN, ZUG, "Luxembourg 20 10"), None),  # the province
        (("Switzerland 950 500", BERN, "Switzerland 950 500"), None),
        (("Bern 60% 40%", "Zug 50% 50%", "Switzerland 55% 45%"), 3),
    ],
)
def test_abroad_the_countrys_name_is_the_wholes(rows: tuple[str, ...], total: int | None) -> None:
    assert unnamed(*rows, abroad=True) == total
    assert unnamed(*rows) is None


def test_a_row_without_a_figure_adds_nothing_to_the_sum() -> None:
    rows = ("Bern 900 300", "Zug 250 200", "Uri \u2013 40", "Jura 50 60", "Switzerland 1,200 5")
    assert unnamed(*rows) == 5
    assert unnamed(*rows[:4], "Switzerland 1,201 5") is None


def test_a_row_that_ends_before_the_names_is_none_of_them() -> None:
    page = read_page(
        "{|\n! Rank !! County !! Obama !! Romney\n|-\n| 1 || Adams || 2,000 || 3,000\n|-\n| 2\n|-\n"
        "| 3 || Ohio || 2,000 || 3,000\n|}",
        "2012 United States presidential election in Ohio",
    )
    assert namesake_totals(view_of(page.tables[0], page), 1, frozenset({"ohio"})) == frozenset()


def test_a_last_row_all_in_bold_is_the_whole_of_shares_too() -> None:
    body = "| Bern || 33.2 || 43.1\n|-\n| Zug || 28.4 || 43.8\n|-\n| '''Helvetia''' || '''30.1''' || '''43.4'''"
    page = read_page("{|\n! Canton !! Rose !! Blue\n|-\n" + body + "\n|}", "2020 Freedonian legislative election")
    assert unnamed_total(view_of(page.tables[0], page), 0, abroad=True) == 3
