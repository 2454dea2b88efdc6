"""Text of cells, fields and paragraphs: lines, links and calls, which the grid alone does not show."""

from __future__ import annotations

import pytest

from pipeline.wikitext.model import Call, Link
from pipeline.wikitext.text import read_cell, read_field


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("John<br />Kerry", ("John", "Kerry")),
        ("[[John Kerry]]<br/>''Democratic''", ("John Kerry", "Democratic")),
        ("a<p>b</p>c", ("a", "b", "c")),
        ("a\nb\n\nc", ("a", "b", "c")),  # MediaWiki sets what follows the first line as a paragraph
        ("a\nb\nc", ("a", "b c")),
        ("\na\nb", ("a b",)),
        ("[[A|a\nb]]\nc", ("a b", "c")),
        ("{{ubl|a|b}}", ("a", "b")),
        ("\n* a\n* b", ("a", "b")),
        ("", ()),
        ("<br>", ()),
        ("&nbsp;", ()),
    ],
)
def test_lines(markup: str, lines: tuple[str, ...]) -> None:
    cell = read_cell(markup)
    assert cell.lines == lines
    assert cell.text == " ".join(lines)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("[[File:x.png|thumb|by [https://example.org an agency]]] Lee", "Lee"),
        ("[[File:x.png|thumb|by an agency]]] Lee", "] Lee"),
        ("[[File:x.png|a [[b]]]] Lee", "Lee"),
    ],
)
def test_a_picture_ends_with_its_caption(markup: str, text: str) -> None:
    assert read_cell(markup).text == text


def test_a_list_mark_counts_at_the_start_of_a_field_but_not_of_a_cell() -> None:
    assert read_field("* a\n* b").lines == ("a", "b")
    assert read_cell("* a").text == "* a"


@pytest.mark.parametrize(
    ("markup", "links"),
    [
        ("[[Essex County, Massachusetts|Essex]]", (Link("Essex County, Massachusetts", "Essex"),)),
        ("[[independent voter|independent]]s", (Link("independent voter", "independents"),)),
        ("[[Maine#History|its history]]", (Link("Maine", "its history"),)),
        ("[[John_Kerry]]", (Link("John Kerry", "John_Kerry"),)),
        ("[[:Category:Elections]]", (Link("Category:Elections", "Category:Elections"),)),
        ("[[Category:Elections]][[File:x.png|20px|a [[b]] c]][[de:Wahl]]", ()),
        ("[[A|'''A''' &amp; b]]", (Link("A", "A & b"),)),
        ("[[A|x]] and {{ushr|MA|4|4th}}", (Link("A", "x"), Link("Massachusetts's 4th congressional district", "4th"))),
        ("<nowiki>[[A]]</nowiki>", ()),
    ],
)
def test_links(markup: str, links: tuple[Link, ...]) -> None:
    assert read_cell(markup).links == links


def test_calls_come_outermost_first_with_their_parameters_as_text() -> None:
    cell = read_cell("{{small|'''{{nowrap|1,234 [[vote|votes]]}}'''}}")
    assert cell.text == "1,234 votes"
    assert cell.calls == (
        Call("small", {"1": "1,234 votes"}),
        Call("nowrap", {"1": "1,234 votes"}),
    )


def test_an_unknown_template_says_nothing_but_is_not_forgotten() -> None:
    cell = read_cell("a {{No such template|x=1|y}} b")
    assert cell.text == "a b"
    assert cell.calls == (Call("no such template", {"x": "1", "1": "y"}),)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("51.3%<ref>{{cite web |title=a {{!}} b}}</ref>", "51.3%"),
        ("{{{1|default}}}", "default"),
        ("{{{1}}}", "{{{1}}}"),
        ("{{unclosed", "{{unclosed"),
        ("<nowiki>{{nowrap|x}}</nowiki>", "{{nowrap|x}}"),
        ("{{#if: x | yes | no }}", "yes"),
        ("a<!-- b -->c", "ac"),
        ("x<ref name=y/>z", "xz"),
        ("{{nowrap|a{{!}}b}}", "a|b"),
        ("<b>a", "a"),
    ],
)
def test_text(markup: str, text: str) -> None:
    assert read_cell(markup).text == text


def test_the_same_markup_gives_the_same_object() -> None:
    assert read_cell("'''a''' [[b]]") is read_cell("'''a''' [[b]]")


@pytest.mark.parametrize(
    "call",
    [
        "{{unk}}",
        "{{ Unk_x | 'b' | c=''d'' | e&amp;f }}",
        "{{unk\n|a=\n* b\n|c}}",
        "{{unk|a=1|a=2|}}",
        "{{unk|http://example.org a}}",
        "{{|a}}",
        "{{#unk:a|b}}",
        "{{unk:a|b}}",
    ],
)
def test_a_call_that_nobody_knows_is_read_alone_as_behind_words(call):
    alone, behind = read_cell(call), read_cell(f"x{call}")
    assert alone.calls == behind.calls
    assert f"x{alone.text}" == behind.text
