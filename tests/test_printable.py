"""Words of articles on a terminal, in a log, in Markdown: shown, and harmless."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.printable import markdown, one_line, printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", r"\u001b[31mred\u001b[0m"),
        ("\x9b31m", r"\u009b31m"),
        ("a\rb", r"a\u000db"),
        ("a\r\nb\tc", "a\nb\tc"),
        ("\u202eevil\u2066", r"\u202eevil\u2066"),
        ("lone \ud800", r"lone \ud800"),
        ("Québec – São Paulo 選挙 עברית 👍", "Québec – São Paulo 選挙 עברית 👍"),
    ],
)
def test_what_a_terminal_would_obey_is_shown_as_an_escape(text, shown):
    assert printable(text) == shown


@given(st.text())
def test_no_control_character_is_left(text):
    assert not [c for c in one_line(text) if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")]
    one_line(text).encode("utf-8")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[click](javascript:alert(1))", r"\[click\]\(javascript:alert\(1\)\)"),
        ("a | b\n| c", r"a \| b\\n\| c"),
        ("<img src=x onerror=alert(1)>", r"&lt;img src=x onerror=alert\(1\)&gt;"),
    ],
)
def test_markdown_shows_it_as_written(text, shown):
    assert markdown(text) == shown
