"""Parser functions give what MediaWiki gives; the expected values were rendered by MediaWiki 1.39."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.wikitext.templates.expression import evaluate
from pipeline.wikitext.templates.parser_functions import FUNCTIONS, evaluate_function, is_function

EXPRESSIONS = [
    ("1+2*3", "7"),
    ("2^3^2", "64"),  # powers group from the left
    ("-2^2", "4"),  # the sign binds tighter
    ("2^-1", "0.5"),
    ("7 div 2", "3.5"),
    ("-7 mod 3", "-1"),
    ("7.5 mod 2", "1"),  # whole numbers only
    ("7.5 fmod 2", "1.5"),
    ("2.5 round 0", "3"),
    ("-2.5 round 0", "-3"),
    ("1.005 round 2", "1.01"),
    ("1234.567 round -2", "1200"),
    ("5 round 2 round 1", "5"),
    ("1/3", "0.33333333333333"),
    ("100*849624/2323282 round 2", "36.57"),
    ("1e3", "1000"),
    ("1000000*1000000", "1000000000000"),
    ("999999999999999", "1.0E+15"),
    ("0.00001", "1.0E-5"),
    ("0*-1", "-0"),
    ("1=1 and 2<>3", "1"),
    ("not 1", "0"),
    ("ceil 1.2 + 1", "3"),
    ("trunc -1.7", "-1"),
    ("−5+2", "-3"),
    ("1 &lt; 2", "1"),
    ("5--3", "8"),
    ("", ""),
]


@pytest.mark.parametrize(("expression", "result"), EXPRESSIONS)
def test_expressions(expression: str, result: str) -> None:
    assert evaluate(expression) == result


@pytest.mark.parametrize(
    "expression",
    [
        "1+",
        "1 2",
        "abc",
        "1,234",
        "1/0",
        "1 mod 0",
        "(1",
        "1)",
        "1==1",
        "0x1",
        "4 round",
        "ln 0",
        "x" * 2000,
        "()",
        "1;2",
    ],
)
def test_what_is_no_expression_cannot_be_told(expression: str) -> None:
    assert evaluate(expression) is None


CALLS: list[tuple[str, list[str], str]] = [
    ("#if", [" ", "a", "b"], "b"),
    ("#if", ["x", " a ", "b"], "a"),
    ("#if", ["x"], ""),
    ("#ifeq", ["01", "1.0", "same", "other"], "same"),
    ("#ifeq", ["a", "A", "same", "other"], "other"),
    ("#ifexpr", ["1 < 2", "yes", "no"], "yes"),
    ("#switch", ["b", "a=1", "b", "c = 2", "3"], "2"),
    ("#switch", ["z", "a=1", "#default=3"], "3"),
    ("#switch", ["z", "a=1", "last"], "last"),
    ("#switch", ["a", "a=b=c"], "b=c"),
    ("#switch", ["z", "a", "#default", "c=5"], "5"),
    ("#switch", ["z", "a=1", '<b class="x">d</b>'], '<b class="x">d</b>'),
    ("#iferror", ['<strong class="error">x</strong>', "bad", "good"], "bad"),
    ("formatnum", ["1234567.5"], "1,234,567.5"),
    ("formatnum", ["-1234567"], "−1,234,567"),
    ("formatnum", ["10000 votes in 50000.5"], "10,000 votes in 50,000.5"),
    ("formatnum", ["10000\x7f12345\x7f"], "10,000\x7f12345\x7f"),
    ("formatnum", ["12,345.6", "R"], "12345.6"),
    ("FormatNum", ["1234567", "NOSEP"], "1234567"),
    ("lc", ["ABC É"], "abc é"),
    ("ucfirst", ["abc"], "Abc"),
    ("padleft", ["7", "3"], "007"),
    ("padright", ["7", "4", "ab"], "7aba"),
    ("plural", ["2", "seat", "seats"], "seats"),
    ("#tag", ["ref", "a note"], ""),
]


@pytest.mark.parametrize(("name", "args", "result"), CALLS)
def test_functions(name: str, args: list[str], result: str) -> None:
    assert evaluate_function(name, args) == result


@pytest.mark.parametrize("name", ["#ifexist", "#invoke", "#time", "pagename", "currentyear", "no such", ""])
def test_what_depends_on_the_wiki_or_the_clock_cannot_be_told(name: str) -> None:
    assert evaluate_function(name, ["x"]) is None
    assert not is_function(name)


@given(
    name=st.sampled_from(sorted(FUNCTIONS)),
    args=st.lists(st.text("a1.,+-−*/^=()<>e \x7f#&²", max_size=15), max_size=5),
)
def test_no_arguments_make_it_raise(name: str, args: list[str]) -> None:
    result = evaluate_function(name, args)
    assert result is None or isinstance(result, str)
