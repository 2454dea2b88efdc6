"""Infoboxes: fields as MediaWiki parts them, boxes in boxes, boxes that nobody closed, and hostile ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.wikitext.elements import find_elements
from pipeline.wikitext.infobox import InfoboxReading, infobox_name, read_infoboxes
from pipeline.wikitext.infobox_fields import fields_of_scan, fields_of_tree, is_tame, read_fields
from pipeline.wikitext.model import CellText

SHARED = Path(__file__).parents[3] / "shared" / "corpus"


def read(source: str) -> InfoboxReading:
    """The boxes of a text, the fields' markup left as it is."""
    return read_infoboxes(source, lambda wikitext: CellText(wikitext, (wikitext,), (), ()))


def fields(source: str, number: int = 1) -> dict[str, str]:
    """The fields of one box as names and markup."""
    return {name: field.wikitext for name, field in read(source).infoboxes[number - 1].fields.items()}


def test_fields_are_named_parameters_trimmed_and_in_order() -> None:
    source = "{{Infobox election\n| election_name = Ohio \n|nominee1=[[John Kerry]]\n| percentage1 = 48.7%\n| stray\n}}"
    assert list(fields(source).items()) == [
        ("election_name", "Ohio"),
        ("nominee1", "[[John Kerry]]"),
        ("percentage1", "48.7%"),
    ]


@pytest.mark.parametrize(
    "value",
    [
        "[[Ohio|the state]]",
        "{{start date|2004|11|2|df=y}}",
        "50%<ref name=a>{{cite web|url=x|title=y}}</ref>",
        "<nowiki>|leader2 = no</nowiki>",
        "[[File:A.jpg|thumb|A [[link|label]] inside]]",
        "a <!-- | b = c --> d",
        "{{nobold|({{increase}} 1.2%)}}",
        '<div style="x">12<br />34</div>',
        "{{legend|#fff|a=b}} {{legend|#000|40–50%}}",
        "a = b",
    ],
)
def test_bars_and_equals_signs_inside_part_nothing(value: str) -> None:
    assert fields(f"{{{{Infobox election|leader1 = {value}\n|leader3 = z}}}}") == {"leader1": value, "leader3": "z"}


def test_the_last_of_two_fields_of_one_name_counts() -> None:
    assert fields("{{Infobox election|turnout=1|turnout=2}}") == {"turnout": "2"}


def test_commented_out_fields_are_no_fields_and_comments_between_fields_belong_to_none() -> None:
    source = "{{Infobox election<!-- x -->\n| a = 1\n<!-- | b = 2 -->\n<!-- Party 2 -->\n| <!--n-->c = 3}}"
    assert fields(source) == {"a": "1", "c": "3"}


@pytest.mark.parametrize(
    ("written", "template"),
    [
        ("Infobox_election", "infobox election"),
        ("Template:Infobox legislative election", "infobox legislative election"),
        ("infobox Referendum", "infobox referendum"),
        ("Infobox U.S. county-by-state election", "infobox u.s. county-by-state election"),
        ("Election infobox", "election infobox"),
        ("Infobox political party/seats", ""),
        ("Boxing", ""),
    ],
)
def test_what_is_an_infobox(written: str, template: str) -> None:
    assert infobox_name(f"{{{{{written}\n|a=1}}}}", 0) == template


def test_an_embedded_box_follows_its_host() -> None:
    source = (
        "x {{Infobox election|a=1|module={{Infobox legislative election|embed=yes|b=2}}|c=3}} {{Infobox person|d=4}}"
    )
    boxes = read(source).infoboxes
    assert [(box.infobox_no, box.template, box.host_no) for box in boxes] == [
        (1, "infobox election", None),
        (2, "infobox legislative election", 1),
        (3, "infobox person", None),
    ]
    assert [source[box.start : box.end][:20] for box in boxes] == [
        "{{Infobox election|a",
        "{{Infobox legislativ",
        "{{Infobox person|d=4",
    ]
    assert sorted(boxes[0].fields) == ["a", "c", "module"]
    assert sorted(boxes[1].fields) == ["b", "embed"]


def test_a_box_inside_another_template_has_no_host() -> None:
    boxes = read("{{Stack|1={{Infobox election|a=1}}}}").infoboxes
    assert [(box.template, box.host_no) for box in boxes] == [("infobox election", None)]


def test_boxes_in_comments_and_nowiki_are_none() -> None:
    assert read("<!-- {{Infobox election|a=1}} --><nowiki>{{Infobox election|a=1}}</nowiki>").infoboxes == ()


def test_section_numbers_come_from_the_caller() -> None:
    source = "{{Infobox election|a=1}}\n== B ==\n{{Infobox election|a=2}}"
    reading = read_infoboxes(source, lambda text: CellText(text, (), (), ()), lambda offset: int(offset > 10))
    assert [box.section_no for box in reading.infoboxes] == [0, 1]


UNCLOSED = {
    "prose after a blank line": "{{Infobox election\n| a = 1\n| b = [[c|d]]\n\nThe '''vote''' {{efn|x=y}}.\n",
    "a bold title after a blank line": "{{Infobox election\n| a = 1\n| b = [[c|d]]\n\n'''The election''' was held.\n",
    "a heading": "{{Infobox election\n| a = 1\n| b = [[c|d]]\n== Results ==\n| z = 9\n",
    "an inner template": "{{Infobox election\n| a = 1\n| b = [[c|d]]\n}}\n\nProse {{oops|x=1\n== H ==\n".replace(
        "1\n|", "1{{x\n|", 1
    ),
    "the page's end": "{{Infobox election\n| a = 1\n| b = [[c|d]]",
    "a stray closing in a later section": "{{Infobox election\n| a = 1\n| b = [[c|d]]\n\n== Results ==\nx }} y",
}


@pytest.mark.parametrize("source", UNCLOSED.values(), ids=UNCLOSED.keys())
def test_an_unclosed_box_is_read_by_line_and_reported(source: str) -> None:
    reading = read(source)
    assert [box.template for box in reading.infoboxes] == ["infobox election"]
    assert {name: f.wikitext.replace("{{x", "") for name, f in reading.infoboxes[0].fields.items()} == {
        "a": "1",
        "b": "[[c|d]]",
    }
    assert [(problem.kind, problem.offset) for problem in reading.problems] == [("unclosed_template", 0)]


def test_an_unclosed_box_keeps_the_box_in_it_and_lets_the_next_one_be() -> None:
    source = (
        "{{Infobox election\n| a = 1\n| module = {{Infobox legislative election\n | b = 2}}\n| c = 3\n\n"
        "== Primary ==\n{{Infobox election|d=4}}"
    )
    boxes = read(source).infoboxes
    assert [(box.template, box.host_no, sorted(box.fields)) for box in boxes] == [
        ("infobox election", None, ["a", "c", "module"]),
        ("infobox legislative election", 1, ["b"]),
        ("infobox election", None, ["d"]),
    ]


def test_a_huge_box_is_read_by_line_and_reported() -> None:
    reading = read("{{Infobox election\n| a = " + "x " * 300_000 + "\n| b = 2\n}}")
    assert reading.infoboxes[0].fields["b"].wikitext == "2"
    assert [problem.kind for problem in reading.problems] == ["too_large"]


@pytest.mark.parametrize(
    "hostile",
    [
        "{{infobox|" * 20_000,
        "{{Infobox x\n| a = " * 20_000,
        "{{Infobox x\n==h==\n" * 20_000,
        "{{Infobox x|a=" * 5_000 + "}}" * 5_000,
        "{{Infobox x|a=}}" * 5_000,
        "{{Infobox x|a=" + "{|" * 20_000 + "}}",
        "{{Infobox x|a=" + "<b " * 20_000 + "}}",
        "{{Infobox x|a=" + "<!--x--> " * 20_000 + "q <!-- -->}}",
        "{{Infobox x|a=" + "[[a|" * 20_000,
    ],
    ids=lambda text: text[:18],
)
def test_hostile_markup_comes_back(hostile: str) -> None:
    reading = read(hostile)
    assert 1 <= len(reading.infoboxes) <= 500


@settings(max_examples=300)
@given(
    st.lists(
        st.sampled_from(
            ["{{Infobox election", "\n| a = ", "|b=", "}}", "[[", "]]", "{{x|",
             "<ref>", "</ref>", "<nowiki>", "</nowiki>",
             "<!--", "-->", "\n\n", "==H==\n", "text", "{|", "|}", "{{{1|", "}}}", " "]
        ),
        max_size=25,
    ).map("".join)
)  # fmt: skip
def test_no_markup_makes_it_raise_and_boxes_lie_within_the_text(source: str) -> None:
    for box in read(source).infoboxes:
        assert 0 <= box.start < box.end <= len(source)


VALUES = st.sampled_from(
    ["1", "[[A|b]]", "{{nts|1}}", "<ref>a|b=c</ref>", "<small>x</small>", "<!-- c|d=e -->", "<br />", "'''b'''",
     "", "a = b",
     "<nowiki>|x=</nowiki>", "{{efn|a=[[c|d]]}}", "* item\n* item"]
)  # fmt: skip


@settings(max_examples=200)
@given(
    st.lists(st.tuples(st.sampled_from(["a", "b1", "leader 2"]), st.lists(VALUES, max_size=3).map("".join)), max_size=6)
)
def test_tree_and_scan_agree(written: list[tuple[str, str]]) -> None:
    call = "{{Infobox election" + "".join(f"\n| {name} = {value}" for name, value in written) + "\n}}"
    assert fields_of_tree(call) == fields_of_scan(call)
    assert read_fields(call) == fields_of_scan(call)


def test_markup_that_would_make_the_tree_crawl_is_not_given_to_it() -> None:
    assert not is_tame("{{a|" * 700)
    assert not is_tame("x" * 100_000)
    assert not is_tame("{{a|" * 30 + "}}" * 30)
    assert is_tame("{{Infobox election|a=<div>[[b]]</div>}}")


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/corpus is not there")
def test_tree_and_scan_agree_on_real_pages() -> None:
    compared = 0
    for path in sorted(SHARED.glob("*/*.wikitext")):
        source = path.read_text(encoding="utf-8")
        for element in find_elements(source).outermost:
            if element.kind == "call" and infobox_name(source, element.start):
                call = source[element.start : element.end]
                assert fields_of_tree(call) == fields_of_scan(call), path.name
                compared += 1
    assert compared > 40
