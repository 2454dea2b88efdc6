"""The same county figures in many ways of writing headers, cells and totals must give the same rows.

Each dialect is a header and a way to write a row; names, totals, margins and the areas' cells vary beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest

from pipeline.elections.reading import read_election_page
from pipeline.wikitext.page import read_page

BOX = """{{Infobox election
| election_name = 2004 United States presidential election in Ohio
| nominee1 = '''[[George W. Bush]]'''
| party1 = Republican Party (United States)
| nominee2 = [[John Kerry]]
| party2 = Democratic Party (United States)
}}
===By county===
"""
TITLE = "2004 United States presidential election in Ohio"
COUNTIES = {
    "Adams": ((4_281, 34.94), (7_653, 62.46), (318, 2.60)),
    "Cuyahoga": ((448_503, 66.57), (221_600, 32.89), (3_674, 0.55)),
    "Vinton": ((2_651, 44.65), (3_249, 54.72), (37, 0.62)),
}
TOTAL = ((455_435, 65.78), (232_502, 33.58), (4_029, 0.58))
Shares = tuple[tuple[int, float], ...]


class Names(NamedTuple):
    """How the three columns are called, and what the table says of their parties."""

    kerry: str
    bush: str
    others: str


class Dialect(NamedTuple):
    """A header (of the names) and the cells of a row (of its figures), with or without votes and percentages."""

    header: Callable[[Names], str]
    cells: Callable[[Shares], list[str]]
    has_votes: bool = True
    has_pct: bool = True


def votes(shares: Shares) -> list[str]:
    return [f"{count:,}" for count, _ in shares]


def pcts(shares: Shares, sign: str = "%") -> list[str]:
    return [f"{pct:.2f}{sign}" for _, pct in shares]


def woven(first: list[str], second: list[str]) -> list[str]:
    return [text for pair in zip(first, second, strict=True) for text in pair]


def two_rows(first: str, second: str) -> Callable[[Names], str]:
    def header(names: Names) -> str:
        top = "".join(f'\n! colspan="2" | {name}' for name in names)
        return f'! rowspan="2" | County{top}\n|-\n' + "\n".join(f"! {first} !! {second}" for _ in names)

    return header


def one_row(*patterns: str) -> Callable[[Names], str]:
    return lambda names: "! County\n" + "\n".join(f"! {p.format(name)}" for name in names for p in patterns)


def blocks(names: Names) -> str:
    below = "\n".join(f"! {name}" for _ in range(2) for name in names)
    return f"! rowspan=2 | County\n! colspan=3 | Votes\n! colspan=3 | Percentage\n|-\n{below}"


DIALECTS = {
    "number above percent": Dialect(two_rows("#", "%"), lambda s: woven(votes(s), pcts(s))),
    "percent first": Dialect(two_rows("%", "#"), lambda s: woven(pcts(s), votes(s))),
    "votes and pct": Dialect(two_rows("Votes", "Pct."), lambda s: woven(votes(s), pcts(s, ""))),
    "count and percentage": Dialect(two_rows("Count", "Percentage"), lambda s: woven(votes(s), pcts(s))),
    "swapped by mistake": Dialect(two_rows("#", "%"), lambda s: woven(pcts(s), votes(s))),
    "name with signs": Dialect(one_row("{}%", "{}#"), lambda s: woven(pcts(s), votes(s))),
    "signs before": Dialect(one_row("# {}", "% {}"), lambda s: woven(votes(s), pcts(s))),
    "name votes": Dialect(one_row("{} votes", "{} %"), lambda s: woven(votes(s), pcts(s, ""))),
    "count and share behind": Dialect(one_row("{} raw votes", "{} share"), lambda s: woven(votes(s), pcts(s))),
    "total and vote %": Dialect(one_row("{}<br>Total", "{}<br>Vote %"), lambda s: woven(votes(s), pcts(s, ""))),
    "brackets": Dialect(one_row("{} (#)", "{} (%)"), lambda s: woven(votes(s), pcts(s))),
    "name is percent": Dialect(one_row("{}", "Votes"), lambda s: woven(pcts(s), votes(s))),
    "name is percent, no signs": Dialect(one_row("{}", "#"), lambda s: woven(pcts(s, ""), votes(s))),
    "name is votes": Dialect(one_row("{}", "%"), lambda s: woven(votes(s), pcts(s))),
    "no units": Dialect(
        lambda names: "! County\n" + "\n".join(f"! colspan=2 | {name}" for name in names),
        lambda s: woven(votes(s), pcts(s)),
    ),
    "blocks": Dialect(blocks, lambda s: [*votes(s), *pcts(s)]),
    "one cell": Dialect(one_row("{}"), lambda s: [f"{c:,} ({p:.2f}%)" for c, p in s]),
    "one cell, percent first": Dialect(one_row("{}"), lambda s: [f"'''{p:.2f}%''' ''{c:,}" for c, p in s]),
    "one cell, two lines": Dialect(one_row("{}"), lambda s: [f"{c:,}<br />({p:.2f}%)" for c, p in s]),
    "votes alone": Dialect(one_row("{}"), votes, has_pct=False),
    "percent alone": Dialect(one_row("{}"), pcts, has_votes=False),
    "percent alone, no signs": Dialect(one_row("{}"), lambda s: pcts(s, ""), has_votes=False),
    "template numbers": Dialect(
        two_rows("#", "%"), lambda s: woven([f"{{{{nts|{c:,}}}}}" for c, _ in s], pcts(s))
    ),
    "shading": Dialect(
        two_rows("#", "%"), lambda s: [f"{{{{party shading/Republican}}}} | {t}" for t in woven(votes(s), pcts(s))]
    ),
}  # fmt: skip
NAMES = {
    "surnames": Names("Kerry", "Bush", "Others"),
    "full names and parties": Names(
        "[[John Kerry]]<br />[[Democratic Party (United States)|Democratic]]",
        "[[George W. Bush]]<br />[[Republican Party (United States)|Republican]]",
        "Various candidates<br />Other parties",
    ),
    "broken names": Names(
        "John<br />Kerry<br /><small>Democratic</small>", "George W.<br />Bush<br /><small>Republican</small>", "Other"
    ),
    "letters": Names("Kerry (D)", "Bush (R)", "Other"),
    "tickets": Names("Kerry/Edwards<br />Democratic", "Bush/Cheney<br />Republican", "Others<br />Other"),
    "linked surnames": Names("[[John Kerry|Kerry]]", "[[George W. Bush|Bush]]", "Others"),
    "parties behind": Names("John Kerry, Democratic", "George W. Bush – Republican", "Other votes"),
    "parties": Names("Democratic", "Republican", "Other"),
    "abbreviations": Names("DEM", "REP", "Others"),
}


def page_of(header: str, rows: list[str]) -> str:
    body = "\n|-\n".join(rows)
    return f'{BOX}{{| class="wikitable sortable"\n|-\n{header}\n|-\n{body}\n|}}\n'


def expected(dialect: Dialect, with_total: bool) -> set[tuple[str, str, int | None, float | None]]:
    rows = {**COUNTIES, **({"Totals": TOTAL} if with_total else {})}
    return {
        (area, who, count if dialect.has_votes else None, pct if dialect.has_pct else None)
        for area, shares in rows.items()
        for who, (count, pct) in zip(("John Kerry", "George W. Bush", "others"), shares, strict=True)
    }


def check(wikitext: str, dialect: Dialect, with_total: bool = True) -> None:
    reading = read_election_page(read_page(wikitext, TITLE), 1)
    assert [recognition.kind for recognition in reading.recognitions] == ["areas"]
    found = set()
    for row in reading.area_results:
        who = row.candidate if row.candidate in {"John Kerry", "George W. Bush"} else "others"
        found.add((row.area, who, row.votes, row.pct))
        assert who == "others" or row.party == {"John Kerry": "Democratic", "George W. Bush": "Republican"}[who]
    assert found == expected(dialect, with_total)
    assert [area.geoid for area in reading.areas if not area.is_total] == ["39001", "39035", "39163"]
    assert [area.area for area in reading.areas if area.is_total] == (["Totals"] if with_total else [])


@pytest.mark.parametrize("names", NAMES, ids=str)
@pytest.mark.parametrize("name", DIALECTS, ids=str)
def test_header_and_cells(name: str, names: str) -> None:
    dialect = DIALECTS[name]
    rows = [
        f"| [[{county} County, Ohio|{county}]]\n| "
        + " || ".join(dialect.cells(shares)).replace(" || {{party", "\n| {{party")
        for county, shares in COUNTIES.items()
    ]
    total = "! Totals\n! " + " !! ".join(cell.split(" | ")[-1] for cell in dialect.cells(TOTAL))
    check(page_of(dialect.header(NAMES[names]), [*rows, total]), dialect)


@pytest.mark.parametrize("where", ["top", "bottom"])
@pytest.mark.parametrize("mark", ["!", "|"])
@pytest.mark.parametrize(
    "row_mark", ["| {0}", "! scope=row | [[{0} County, Ohio|{0}]]", "| [[{0} County, Ohio|{0} County]]"]
)
def test_areas_and_totals(row_mark: str, mark: str, where: str) -> None:
    dialect = DIALECTS["number above percent"]
    rows = [row_mark.format(county) + "\n| " + " || ".join(dialect.cells(s)) for county, s in COUNTIES.items()]
    total = f"{mark} '''Totals'''\n{mark} " + f" {mark * 2} ".join(f"'''{cell}'''" for cell in dialect.cells(TOTAL))
    rows = [total, *rows] if where == "top" else [*rows, total]
    check(page_of(dialect.header(NAMES["surnames"]), rows), dialect)


def test_a_header_repeated_and_a_note_below_are_no_areas() -> None:
    dialect = DIALECTS["name with signs"]
    rows = [f"| {county} || " + " || ".join(dialect.cells(shares)) for county, shares in COUNTIES.items()]
    header = dialect.header(NAMES["surnames"])
    note = "| colspan=7 | Source: Secretary of State"
    check(page_of(header, [rows[0], header, *rows[1:], note]), dialect, with_total=False)
