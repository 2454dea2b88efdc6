"""A page's reading: sections, tables in their sections, templates that make cells, rows and tables, problems."""

from __future__ import annotations

import pytest

from pipeline.wikitext.model import Link
from pipeline.wikitext.page import read_page

PAGE = """{{Short description|none}}
{{Infobox election
| election_name = Example
| turnout = 71.41% ({{increase}} 3.21%)
}}
The '''example''' was held in [[Iowa]].<ref>note</ref>

It was close.

== Results ==
{| class="wikitable"
! Party !! Candidate !! Votes
|-
| {{party shading/Democratic}} | [[Democratic Party (United States)|Democratic]] || A || 12
|}
* [[One]]
# two
=== By county ===
{{Election box begin|title=Box}}
{{Election box winning candidate with party link
| party = Democratic Party (United States) | candidate = [[A B]] | votes = 12 | percentage = 60}}
{{Election box end}}
== Predictions ==
{|
| [[Cook]] || {{USRaceRating|Lean|D|Flip}}
|}
"""


def test_sections_have_paths_text_links_and_items() -> None:
    sections = read_page(PAGE).sections
    assert [section.path for section in sections] == [(), ("Results",), ("Results", "By county"), ("Predictions",)]
    assert sections[0].text == "The example was held in Iowa.\n\nIt was close."
    assert sections[0].links == (Link("Iowa", "Iowa"),)
    assert [(item.marker, item.body.text) for item in sections[1].items] == [("*", "One"), ("#", "two")]
    assert PAGE[sections[2].start : sections[2].end].startswith("=== By county ===")


def test_tables_know_their_section_and_place() -> None:
    tables = read_page(PAGE).tables
    assert [(table.table_no, table.section_no) for table in tables] == [(1, 1), (2, 2), (3, 3)]
    assert PAGE[tables[0].start : tables[0].end].startswith("{|")
    assert PAGE[tables[0].start : tables[0].end].endswith("|}")
    assert PAGE[tables[1].start :].startswith("{{Election box begin")


def test_templates_in_attribute_place() -> None:
    cell = read_page(PAGE).tables[0].rows[1].cells[0]
    assert cell.text == "Democratic"
    assert cell.attrs == {"template": "party shading/democratic"}
    assert cell.wikitext == "[[Democratic Party (United States)|Democratic]]"


def test_templates_that_make_cells_keep_their_markup_and_call() -> None:
    cell = read_page(PAGE).tables[2].rows[0].cells[1]
    assert cell.text.startswith("Lean D")
    assert cell.wikitext == "{{USRaceRating|Lean|D|Flip}}"
    assert [call.name for call in cell.calls] == ["usracerating"]
    assert cell.calls[0].params == {"1": "Lean", "2": "D", "3": "Flip"}


def test_a_cell_template_out_of_place_still_says_its_words() -> None:
    cell = read_page("{|\n|\n{{USRaceRating|Solid|D}}\n|}").tables[0].rows[0].cells[0]
    assert (cell.text, cell.wikitext.strip()) == ("Solid D", "{{USRaceRating|Solid|D}}")
    assert [call.name for call in cell.calls] == ["usracerating"]


def test_election_boxes_are_tables_whose_rows_name_their_template() -> None:
    table = read_page(PAGE).tables[1]
    assert table.call is not None
    assert table.call.name == "election box begin"
    assert table.caption == "Box"
    row = table.rows[-1]
    assert row.call is not None
    assert row.call.name == "election box winning candidate with party link"
    assert row.call.params["candidate"] == "A B"


def test_infobox_fields_and_constructs() -> None:
    page = read_page(PAGE)
    assert page.infoboxes[0].template == "infobox election"
    assert page.infoboxes[0].section_no == 0
    names = {construct.name: (construct.outcome, count) for construct, count in page.constructs.items()}
    assert names["short description"] == ("ignored", 1)
    assert names["usracerating"] == ("parsed", 1)


def test_copies_of_a_spanning_cell_are_the_same_object() -> None:
    rows = read_page("{|\n| rowspan=2 | a || b\n|-\n| c\n|}").tables[0].rows
    assert rows[0].cells[0] is rows[1].cells[0]
    assert (rows[1].cells[0].origin_row, rows[1].cells[0].rowspan) == (0, 2)


def test_a_table_that_never_closes_ends_at_the_next_heading() -> None:
    page = read_page("{|\n| a\n\n== Next ==\n{|\n| b\n|}\n")
    assert [[cell.text for cell in row.cells] for table in page.tables for row in table.rows] == [["a"], ["b"]]
    assert [table.is_complete for table in page.tables] == [False, True]
    assert [problem.kind for problem in page.problems] == ["unclosed_table"]


def test_nested_tables_are_kept_apart() -> None:
    table = read_page("{|\n| a\n{|\n| inner\n|}\n| b\n|}").tables[0]
    assert [cell.text for cell in table.rows[0].cells] == ["a", "b"]
    assert table.nested[0].rows[0].cells[0].text == "inner"
    assert "| inner" in table.rows[0].cells[0].wikitext


def test_nested_tables_are_tables_of_the_page_after_the_one_they_stand_in() -> None:
    page = read_page("{|\n|\n{|\n|\n{|\n| deep\n|}\n|}\n|\n{|\n| beside\n|}\n|}\n{|\n| next\n|}")
    words = {table.table_no: table.rows[0].cells[0].text for table in page.tables}
    assert {3: "deep", 4: "beside", 5: "next"}.items() <= words.items()
    assert [(table.table_no, table.host_no) for table in page.tables] == [(1, None), (2, 1), (3, 2), (4, 1), (5, None)]
    assert [inner.table_no for inner in page.tables[0].nested] == [2, 4]
    assert page.tables[0].nested[0] is page.tables[1]


def test_redirect() -> None:
    assert read_page("#REDIRECT [[2004 United_States election#Iowa]]").redirect == "2004 United States election"
    assert read_page("prose").redirect is None


def test_the_wiki_may_expand_the_templates() -> None:
    page = read_page("{{rows}}", expand=lambda text: text.replace("{{rows}}", "{|\n| a || {{b}}\n|}"))
    assert [cell.text for cell in page.tables[0].rows[0].cells] == ["a", "{{b}}"]


def test_a_colour_cell_without_a_bar_of_its_own_is_a_cell() -> None:
    lines = [
        "{|",
        "! colspan=2 | Party !! Votes",
        "|-",
        "{{party color cell|Green Party (US)}}",
        "| Green",
        "| 12",
        "|}",
    ]
    assert [cell.text for cell in read_page("\n".join(lines)).tables[0].rows[1].cells] == ["", "Green", "12"]


@pytest.mark.parametrize(
    "call",
    [
        "{{#section:Results of the 2019 election|summary}}",
        "{{#lst:Results|votes}}",
        "{{#section-h:Results|Congress}}",
        "{{#lsth:Results|Congress}}",
        "{{:Results of the 2019 election}}",
        "{{Excerpt|2019 election|Results}}",
    ],
)
def test_parts_of_other_pages_are_told_and_never_text(call: str) -> None:
    wikitext = f"== Results ==\n{call}\n<section begin=x />words<section end=x />\n{{|\n| {call} || 12\n|}}"
    page = read_page(wikitext, "2019 election")
    (construct,) = page.constructs
    assert page.constructs[construct] == 2
    assert construct.outcome == "unknown"
    assert construct.reason == "stands for a part of another page, which is not read here"
    assert [cell.text for cell in page.tables[0].rows[0].cells] == ["", "12"]
    assert page.sections[-1].text == "words"


@pytest.mark.parametrize(
    ("call", "outcome"),
    [
        ("{{2019 Kansas City mayoral election}}", "unknown"),
        ("{{1990 Bulgarian parliamentary election results}}", "unknown"),
        ("{{2020 United States presidential election}}", "ignored"),
        ("{{2019 elections in Exland}}", "unknown"),
        ("{{Exland elections}}", "ignored"),
    ],
)
def test_an_elections_template_may_be_its_results(call: str, outcome: str) -> None:
    (construct,) = read_page(call, "2019 election").constructs
    assert construct.outcome == outcome


def test_a_line_of_four_equals_signs_ends_no_open_table() -> None:
    """It is a heading of level 1, of two equals signs, and those stand within tables."""
    (table,) = read_page("{|\n| a\n====\n| b\n== c ==\n| d").tables
    assert [cell.text for row in table.rows for cell in row.cells] == ["a ==", "b"]


def test_a_call_too_long_to_be_read_is_told_once() -> None:
    words = "x" * 400_000
    (problem,) = read_page(f"A\n{{{{bar box|title={words}}}}}").problems
    assert (problem.kind, problem.offset) == ("too_large", 2)
    (problem,) = read_page(f"{{{{Infobox election|title={words}}}}}").problems
    assert (problem.kind, problem.offset) == ("too_large", 0)
    assert "line by line" in problem.message


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ("[[Ohio|a || {{nowrap|x}} b]]", ["[[Ohio|a", "x b]]"]),  # the call may hold a link of its own
        ("[[Ohio|a\n|\n{|\n| n\n|}\nb]]", ["[[Ohio|a", "b]]"]),
        ("[[Ohio|a\n| b]]\n{|\n| n\n|}", ["[[Ohio|a", "b]]"]),
        ("[[File:a.png|20px\n|-\n| c]]", ["[[File:a.png|20px"]),
        ('[[Ohio|a || style="display:none" | b]]', ["a", ""]),
    ],
)
def test_a_link_over_a_bar_is_left_alone_where_its_end_is_not_sure(cells: str, words: list[str]) -> None:
    assert [cell.text for cell in read_page(f"{{|\n| {cells}\n|}}").tables[0].rows[0].cells] == words


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ("x [[File:a.png|20px||link=]] Lee || 12", ["x Lee", "12"]),
        ("[[image:a.png|20px\n| left]]\n! Lee\n| 12", ["", "Lee", "12"]),
        ("[[File:a.png|20px || b || c ]] Lee || [[File:b.png|d || e]] f", ["Lee", "f"]),
        ("[[File:a.png|thumb|b || c ]] Lee", ["", "c Lee"]),  # a thumbnail is a block, its caption has cells of its own
        ("[[File:a.png|Lee || 12", ["[[File:a.png|Lee", "12"]),
    ],
)
def test_a_picture_over_a_bar_takes_the_bar_with_it(cells: str, words: list[str]) -> None:
    assert [cell.text for cell in read_page(f"{{|\n| {cells}\n|}}").tables[0].rows[0].cells] == words


def test_a_picture_over_a_bar_is_in_its_cell_as_written() -> None:
    (cell,) = read_page("{|\n| [[File:a.png|20px||link=]] Lee\n|}").tables[0].rows[0].cells
    assert (cell.wikitext, cell.colspan) == ("[[File:a.png|20px || link=]] Lee", 1)


def test_a_link_over_a_bar_is_its_first_cell_s_and_stays_as_written() -> None:
    first, second = read_page("{|\n| [[Ohio|Ann || Lee]]\n|}").tables[0].rows[0].cells
    assert ([(link.target, link.label) for link in first.links], second.links) == ([("Ohio", "Ann")], ())
    assert (first.wikitext, second.wikitext) == ("[[Ohio|Ann", "Lee]]")
