"""Templates where they stand: Election boxes as articles really write them, lists inside calls, cells made by calls."""

from __future__ import annotations

import pytest

from pipeline.wikitext.model import Page, Table
from pipeline.wikitext.page import read_page

BOX = """Before
{{Election box begin | title=[[1962 election|1962]]: Ayr<ref>{{cite web|a=b}}</ref>{{efn|note}}}}
 {{Election box winning candidate with party link|party=Labour Party (UK)|candidate=Ann Lee{{efn|x=1}}|votes=5,000|\
percentage=40.0|change={{increase}} 2.0}}{{Election box winning candidate with party link
|party=Labour Party (UK)
|candidate=[[Bo Roe (Ayr)|Bo Roe]]<br />''(incumbent)''
|votes=4,000|percentage=32.0|change=-2.0}}
{{Election box candidate with party link||party=Green Party of England and Wales|candidate=Cy Poe|votes=3,500|\
percentage=28.0|change=''N/A''}}
{{Election box majority|votes=500|percentage=4.0|change=}}
{{Election box total no change|votes=12,500|percentage=100}}
{{Election box overvote|votes=3}}
{{Election box hold with party link|winner=Labour Party (UK)|swing=+1.5}}
{{Election box gain with party link|winner=Labour Party (UK)|loser=Conservative Party (UK)|swing=}}
 {{Election box end}}{{Clear}}
After
"""


def texts(table: Table) -> list[list[str]]:
    """The grid as words."""
    return [[cell.text for cell in row.cells] for row in table.rows]


def only_table(page: Page) -> Table:
    """The page's one table."""
    (table,) = page.tables
    return table


def test_an_election_box_becomes_a_table_with_the_calls_of_its_rows() -> None:
    table = only_table(read_page(BOX))
    assert table.caption == "1962: Ayr"
    assert table.is_complete
    assert table.n_header_rows == 1
    assert table.call is not None
    assert table.call.name == "election box begin"
    assert texts(table) == [
        ["Party", "Party", "Candidate", "Votes", "%", "±%"],
        ["", "Labour", "Ann Lee", "5,000", "40.0", "▲ 2.0"],
        ["", "Labour", "Bo Roe (incumbent)", "4,000", "32.0", "-2.0"],
        ["", "Green", "Cy Poe", "3,500", "28.0", "N/A"],
        ["Majority", "Majority", "Majority", "500", "4.0", ""],
        ["Total votes", "Total votes", "Total votes", "12,500", "100"],
        ["Overvotes", "Overvotes", "Overvotes", "3", "", ""],
        ["", "Labour hold", "Labour hold", "Swing", "+1.5", ""],
        ["", "Labour gain from Conservative", "Labour gain from Conservative", "Swing", "", ""],
    ]
    assert [row.call.name.removeprefix("election box ") for row in table.rows if row.call][1:] == [
        "winning candidate with party link",
        "winning candidate with party link",
        "candidate with party link",
        "majority",
        "total no change",
        "overvote",
        "hold with party link",
        "gain with party link",
    ]
    calls = [row.call for row in table.rows if row.call]
    assert calls[2].params == {
        "party": "Labour Party (UK)",
        "candidate": "Bo Roe (incumbent)",
        "votes": "4,000",
        "percentage": "32.0",
        "change": "-2.0",
    }


LINE = (
    "{{Election box candidate with party link|party=Labour Party (UK)|candidate=Ann Lee|votes=5|percentage=1|change=2}}"
)
BEGIN = "{{Election box begin|title=Ayr}}"
END = "{{Election box end}}"


@pytest.mark.parametrize(
    ("source", "captions", "rows"),
    [
        (f"{BEGIN}\n{LINE}\n{END}\n", ["Ayr"], [2]),
        (f"{LINE}\n{LINE}\n{END}\nAfter", [""], [2]),  # no begin
        (f"{BEGIN}\n{LINE}\n{BEGIN}\n{LINE}\n{END}", ["Ayr", "Ayr"], [2, 2]),  # the first has no end
        (f"{LINE}\n{BEGIN}\n{LINE}\n{END}", ["", "Ayr"], [1, 2]),  # neither begin nor end
        (f"{BEGIN}\n{LINE}\n== Next ==\n{BEGIN}\n{LINE}\n|}}", ["Ayr", "Ayr"], [2, 2]),
        (f"{{| class=wikitable\n! Party\n{LINE}\n|}}", [""], [2]),  # a line in a table written by hand
        (f"{{|\n| {BEGIN}\n{LINE}\n{END}\n| b\n|}}", ["", "Ayr"], [1, 2]),  # in a cell of a table for layout
    ],
)
def test_boxes_without_begin_or_end(source: str, captions: list[str], rows: list[int]) -> None:
    tables = read_page(source).tables
    assert [table.caption for table in tables] == captions
    assert [len(table.rows) for table in tables] == rows
    assert not any("vcard" in section.text for section in read_page(source).sections)


@pytest.mark.parametrize(
    ("call", "items"),
    [
        ("{{columns-list|colwidth=20em|\n# Jane Roe\n# John Poe\n}}", ["Jane Roe", "John Poe"]),
        ("{{plainlist|\n* [[A]]\n* B\n}}", ["A", "B"]),
        ("{{plainlist}}\n* A\n{{endplainlist}}", ["A"]),
        ("{{div col|colwidth=20em}}\n* A\n* B\n{{div col end}}", ["A", "B"]),
    ],
)
def test_items_of_a_list_inside_a_call_are_the_section_s(call: str, items: list[str]) -> None:
    section = read_page(f"== Electors ==\n{call}\n").sections[1]
    assert [item.body.text for item in section.items] == items


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("| {{USRaceRating|Lean|D|Flip}}", "Lean D (flip)"),
        ("<!--Cook--> | {{USRaceRating|Solid|R}}", "Solid R"),
        ("|rowspan=1 {{shading PVI|R|7}}", "R+7"),
        ("| {{Party shading/Hold}} data-sort-value=-1 | 12", "12"),
        ("| {{party shading/Democratic}}|[[Essex County, Massachusetts|Essex]]", "Essex"),
        ("| {{ushr|MA|4|4th}}", "4th"),
        ("| {{nowrap|71.41% ({{increase}} 3.21%)}}", "71.41% (▲ 3.21%)"),
        ("| {{steady}}", "▬"),
        ("| ±{{nbsp}}4.2%", "± 4.2%"),
        ("| {{sort|092|D+7}}", "D+7"),
        ("| {{yes|Won}}", "Won"),
        ("! {{ubl|John Kerry|Democratic}}", "John Kerry Democratic"),
    ],
)
def test_a_cell_made_with_templates(cell: str, text: str) -> None:
    table = only_table(read_page(f"{{| class=wikitable\n|-\n{cell}\n|}}"))
    assert texts(table) == [[text]]


def test_a_party_s_name_with_its_colour_is_two_cells() -> None:
    table = only_table(read_page("{|\n| {{Party name with color|Labour Party (UK)}}\n| 12\n|}"))
    assert texts(table) == [["", "Labour", "12"]]
    assert table.rows[0].cells[1].links[0].target == "Labour Party (UK)"


def test_a_canadian_table() -> None:
    source = (
        "{{CANelec/top|CA|2008|percent=yes|change=yes}}\n{{CANelec|CA|Liberal|Jane Doe|1,200|60.0|+1.0}}\n"
        "{{CANelec/total|Total valid votes|2,000|100.0}}\n{{CANelec/hold|CA|Liberal|+1.0}}\n{{end}}"
    )
    assert texts(only_table(read_page(source))) == [
        ["Party", "Party", "Candidate", "Votes", "%", "±%"],
        ["", "Liberal", "Jane Doe", "1,200", "60.0", "+1.0"],
        ["Total valid votes"] * 3 + ["2,000", "100.0"],
        ["", "Liberal hold", "Liberal hold", "Swing", "+1.0"],
    ]


def test_constructs_say_what_became_of_each_template() -> None:
    constructs = read_page("<nowiki>{{quoted}}</nowiki> {{nts|1}} {{efn|x}} {{No such thing|y}} {{ubl|a}}").constructs
    assert {(construct.name, construct.outcome) for construct in constructs} == {
        ("nts", "parsed"),
        ("efn", "ignored"),
        ("no such thing", "unknown"),
        ("unbulleted list", "parsed"),
    }


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("''{{nowrap|''a''}}''", "a"),
        ("'''{{nowrap|'''b'''}}''' c", "b c"),
        ("'{{nowrap|'}}", "''"),
        ("{{nowrap|''a}}'' b", "a b"),
    ],
)
def test_quotes_do_not_run_together_at_a_templates_edge(markup: str, words: str) -> None:
    assert texts(only_table(read_page(f"{{|\n| {markup}\n|}}"))) == [[words]]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ("{{#iferror:{{#expr:1/0}}|bad|good}}", "bad"),
        ("{{#iferror:{{#expr:2 +}}|bad}}", "bad"),
        ("{{#iferror:{{#ifexpr:1 >|a|b}}|bad}}", "bad"),
        ("{{#iferror:{{#expr:1+1}}|bad|good}}", "good"),
        ("{{#iferror:{{#expr:}}|bad|good}}", "good"),
        ("{{#iferror:{{#expr:9^9999}}|bad|good}}", "good"),
        ("{{#if:{{#expr:x}}|said|nothing}}", "said"),
        ("{{#expr:1,000}}", ""),
        ("{{#iferror:{{#expr:{{Nobody knows}}}}|bad|good}}", "good"),  # perhaps a number on its wiki
        ("{{#iferror:{{#expr:{{#invoke:A|b}}+}}|bad|good}}", "good"),
    ],
)
def test_a_mistake_in_a_sum_is_seen_by_what_asks_for_it(call: str, words: str) -> None:
    assert texts(only_table(read_page(f"{{|\n| {call}\n|}}"))) == [[words]]
