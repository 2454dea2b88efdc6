"""A wiki's answers in the place of unknown calls: read as if they stood there, kept as written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.wikitext.answers import settled, unknown_calls
from pipeline.wikitext.page import read_page

ANSWERS = {
    "{{Frob|3}}": "3",
    "{{Both}}": "1 || 2",
    "{{Rows}}": "|-\n| 7 || 8",
    "{{Table}}": "{|\n| inside\n|}",
    "{{Shade|x}}": 'style="color:red"',
    "{{Link}}": "[[Vermont|the state]]",
    "{{Note}}": "4<ref>by hand</ref>",
}


@pytest.mark.parametrize(
    ("written", "becomes"),
    [
        ("{{Frob|3}} votes", "3 votes"),
        ("{{nowrap|{{Frob|3}} of {{Frob|4}}}}", "{{nowrap|3 of {{Frob|4}}}}"),
        ("{{nowrap|{{Both}}}}", "{{nowrap|1 {{!}}{{!}} 2}}"),
        ("{{nowrap|{{Shade|x}}}}", '{{nowrap|style{{=}}"color:red"}}'),
        ("{{nowrap|{{Link}}}}", "{{nowrap|[[Vermont|the state]]}}"),
        ("<nowiki>{{Frob|3}}</nowiki><!-- {{Frob|3}} -->", "<nowiki>{{Frob|3}}</nowiki><!-- {{Frob|3}} -->"),
        ("{{Frob|3", "{{Frob|3"),
    ],
)
def test_settled(written, becomes):
    assert settled(written, ANSWERS) == becomes


@pytest.mark.parametrize(
    ("markup", "calls"),
    [
        ("{{Frob|3}} {{nowrap|{{Frob|{{Brof}}}}}}", ["{{Frob|3}}", "{{Frob|{{Brof}}}}"]),
        ("{{nowrap|1}} {{#if:x|{{Frob}}}} {{formatnum:{{Frob|2}}}}", ["{{Frob}}", "{{Frob|2}}"]),
        ("<nowiki>{{Frob}}</nowiki> {{ }} {{{1}}}", []),
    ],
)
def test_unknown_calls(markup, calls):
    assert list(unknown_calls(markup)) == calls


def grid(markup, answers=None):
    (table,) = read_page(f'{{| class="wikitable"\n{markup}\n|}}', answers=answers).tables
    return [[(cell.text, cell.wikitext.strip()) for cell in row.cells] for row in table.rows]


@pytest.mark.parametrize(
    ("markup", "cells"),
    [
        ("| {{Frob|3}} || {{nowrap|{{Frob|3}}}}", [[("3", "{{Frob|3}}"), ("3", "{{nowrap|{{Frob|3}}}}")]]),
        ("| {{Shade|x}} | red || {{Link}}", [[("red", "red"), ("the state", "{{Link}}")]]),
        ("| a || b\n{{Rows}}", [[("a", "a"), ("b", "b")], [("7", "7"), ("8", "{{Rows}}")]]),
        ("| {{Note}} || {{Frob|4}}", [[("4", "{{Note}}"), ("", "{{Frob|4}}")]]),
    ],
)
def test_cells_are_read_as_answered_and_kept_as_written(markup, cells):
    assert grid(markup, ANSWERS) == cells


def test_a_table_may_come_from_an_answer():
    page = read_page("Before\n\n{{Table}}\n", answers=ANSWERS)
    assert [[cell.text for cell in row.cells] for table in page.tables for row in table.rows] == [["inside"]]
    assert read_page("Before\n\n{{Table}}\n").tables == ()


def test_an_answer_that_calls_itself_ends():
    page = read_page("{|\n| {{Loop}} || b\n|}", answers={"{{Loop}}": "a {{Loop}}{{Loop}}\n|c"})
    assert page.tables[0].rows[0].cells


def test_infobox_fields():
    (box,) = read_page("{{Infobox election\n| pct1 = {{nowrap|{{Frob|3}}%}}\n}}", answers=ANSWERS).infoboxes
    assert (box.fields["pct1"].body.text, box.fields["pct1"].wikitext) == ("3%", "{{nowrap|{{Frob|3}}%}}")


@given(st.text("{}|[]=<>!-\n abF3", max_size=80))
def test_any_text_can_be_settled_and_searched(text):
    assert settled(text, {}) is text
    settled(text, {"{{a}}": "x|y", "{{F}}": "{{a}}"})
    assert all(call.startswith("{{") for call in unknown_calls(text))
