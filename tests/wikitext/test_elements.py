"""A text that is one call is read at once; behind a letter the scan reads it, and finds the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.wikitext.calls import part_at_bars
from pipeline.wikitext.elements import find_elements
from pipeline.wikitext.templates.registry import normal_name

PIECES = ["{{", "}}", "[[", "]]", "|", "=", "a", " b", "{", "}", "[", "]", "<", "<ref>", "</ref>", "<!--", "-->", "\n"]
PIECES += ["{{nowrap|x}}", "{{!}}", "[[A|b]]", "{{a|[[b]]}}", "{{{c|d}}}", "#if:", "<nowiki>", "</nowiki>"]


def names(source: str) -> dict[str, int]:
    """The names of the calls in a text as the registry keeps them."""
    counts: dict[str, int] = {}
    for written, count in find_elements(source).call_names.items():
        counts[normal_name(written)] = counts.get(normal_name(written), 0) + count
    return counts


def check(source: str) -> None:
    at_once, scanned = find_elements(source), find_elements(f"x{source}")
    assert [(e.kind, e.start + 1, e.end + 1, e.name) for e in at_once.outermost] == [
        (e.kind, e.start, e.end, e.name) for e in scanned.outermost
    ]
    assert [at + 1 for at in at_once.unclosed] == scanned.unclosed
    assert at_once.too_deep == scanned.too_deep == []
    assert names(source) == names(f"x{source}")


@pytest.mark.parametrize(
    "source",
    [
        "{{a}}",
        "{{a|b}}",
        "{{a|{{b}}}}",
        "{{a|{{b|c}} {{b}} [[d|e]]|f=[[g]]}}",
        "{{a [[b]]}}",
        "{{ a |{{ b\n|c}}}}",
        "{{{{a}}}}",
        "{{{a|{{b}}}}}",
        "{{a|}}}",
        "{{a|[[b}}",
        "{{a}}{{b}}",
        "{{}}",
        "{{a|<!-- b -->}}",
    ],
)
def test_one_call(source: str) -> None:
    check(source)


@settings(max_examples=300, derandomize=True, database=None)
@given(st.lists(st.sampled_from(PIECES), max_size=6).map("".join))
def test_any_text_in_braces(inside: str) -> None:
    check(f"{{{{{inside}}}}}")


@pytest.mark.parametrize(
    ("inner", "parts"),
    [
        ("a|{{b|c}}|[[d|e]]", ["a", "{{b|c}}", "[[d|e]]"]),
        ("a|{{b|{{c|d}}|e}}|f", ["a", "{{b|{{c|d}}|e}}", "f"]),
        ("a|{{{b|c}}}|d", ["a", "{{{b|c}}}", "d"]),
        ("a|{{b|c|d", ["a", "{{b", "c", "d"]),
        ("a|[[b|{{c|d}}]]|e", ["a", "[[b|{{c|d}}]]", "e"]),
        ("a|{{b|[[c}}|d", ["a", "{{b", "[[c}}|d"]),
    ],
)
def test_parts_between_the_bars_of_a_call(inner: str, parts: list[str]) -> None:
    assert part_at_bars(inner) == parts
