"""Patterns with parameters: defaults, nested defaults, and what is not balanced."""

from __future__ import annotations

import pytest

from pipeline.wikitext.templates.pattern import fill, read_pattern


@pytest.mark.parametrize(
    ("pattern", "args", "filled"),
    [
        ("{{{1|}}}", {"1": "a"}, "a"),
        ("{{{1|}}}", {}, ""),
        ("{{{1}}}", {}, ""),
        ("{{{2|{{{1|none}}}}}}", {}, "none"),
        ("{{{2|{{{1|none}}}}}}", {"1": "a"}, "a"),
        ("{{{2|{{{1|none}}}}}}", {"1": "a", "2": "b"}, "b"),
        ("[[{{{1}}}|{{{2}}}]]", {"1": "a", "2": "b"}, "[[a|b]]"),
        ("'''{{{1|}}}'''", {"1": ""}, "''''''"),
        ("US${{{1|}}}", {"1": "5"}, "US$5"),
        ("{| }", {}, "{| }"),
    ],
)
def test_slots_are_filled(pattern: str, args: dict[str, str], filled: str) -> None:
    assert fill(read_pattern(pattern), args) == filled


@pytest.mark.parametrize("pattern", ["{{{1", "{{{1|", "{{{1|{{{2}}}"])
def test_unbalanced_braces_are_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="closed"):
        read_pattern(pattern)
