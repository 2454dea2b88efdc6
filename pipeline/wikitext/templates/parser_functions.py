"""Parser functions with plain arguments: `{{#if:…}}`, `{{#switch:…}}`, `{{#expr:…}}`, `{{formatnum:…}}`, `{{lc:…}}`.

Source: https://www.mediawiki.org/wiki/Help:Extension:ParserFunctions and Help:Magic words. What depends on the wiki,
the page or the clock (#ifexist, #invoke, #time, PAGENAME, CURRENTYEAR, …) cannot be told here and is None.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from pipeline.wikitext.templates.expression import evaluate, is_broken
from pipeline.wikitext.templates.numbers import with_separators

NUMERIC: Final = re.compile(r"^\s*[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?\s*$")
NUMBER_IN_TEXT: Final = re.compile(r"\x7f[^\x7f]*\x7f|[-+]?(?<![\d,.])\d+(?:\.\d+)?")
ERROR: Final = re.compile(r'<(?:strong|span|p|div)\s[^<>]*\bclass="[^"<>]*\berror\b')
MISTAKE: Final = '<strong class="error"></strong>'  # MediaWiki's message, without its words: they are no value

Arguments = Sequence[str]


def evaluate_function(name: str, args: list[str]) -> str | None:
    """What a parser function stands for; None when it is not known or cannot be told from its arguments alone.

    `name` as written before the colon, in any case; `args` the first one after the colon and the rest after bars, inner
    templates rendered, blanks as written.
    """
    function = FUNCTIONS.get(name.strip().lower())
    return function(args) if function else None


def is_mistaken(name: str, args: list[str]) -> bool:
    """Whether MediaWiki answers a call that cannot be evaluated with an error message."""
    return name.strip().lower() in {"#expr", "#ifexpr"} and bool(argument(args, 0)) and is_broken(argument(args, 0))


def is_function(name: str) -> bool:
    """Whether this is a parser function that can be evaluated here."""
    return name.strip().lower() in FUNCTIONS


def argument(args: Arguments, number: int) -> str:
    """The argument of that number, trimmed; "" if it is not given."""
    return args[number].strip() if number < len(args) else ""


def equal(left: str, right: str) -> bool:
    """Equality as `#ifeq` and `#switch` see it: numbers by value (01 is 1.0), other text by its letters."""
    if NUMERIC.match(left) and NUMERIC.match(right):
        return float(left) == float(right)
    return left == right


def when(args: Arguments) -> str:
    """`{{#if: text | then | else}}`."""
    return argument(args, 1) if argument(args, 0) else argument(args, 2)


def when_equal(args: Arguments) -> str:
    """`{{#ifeq: a | b | then | else}}`."""
    return argument(args, 2) if equal(argument(args, 0), argument(args, 1)) else argument(args, 3)


def when_expression(args: Arguments) -> str | None:
    """`{{#ifexpr: 1 < 2 | then | else}}`."""
    value = evaluate(argument(args, 0))
    if value is None:
        return None
    return argument(args, 1) if value not in {"", "0", "-0"} else argument(args, 2)


def when_error(args: Arguments) -> str:
    """`{{#iferror: text | error | no error}}`."""
    if ERROR.search(argument(args, 0)):
        return argument(args, 1)
    return argument(args, 2) if len(args) > 2 else argument(args, 0)


def switch(args: Arguments) -> str:
    """`{{#switch: x | a = 1 | b | c = 2 | #default = 3}}`: cases without = fall through; a last one is the default."""
    wanted, cases = argument(args, 0), args[1:]
    falling, default = False, ""
    falls_to_default = False
    for number, case in enumerate(cases):
        key, has_value, value = (case, "", "") if is_markup_before_equals(case) else case.partition("=")
        key = key.strip()
        if not has_value:
            if number == len(cases) - 1:
                return key
            falling = falling or equal(wanted, key)
            falls_to_default = falls_to_default or key == "#default"
        elif falling or equal(wanted, key):
            return value.strip()
        elif key == "#default" or falls_to_default:
            default, falls_to_default = value.strip(), False
    return default


def is_markup_before_equals(case: str) -> bool:
    """Whether a case's first = belongs to markup that a template left there (`<span style="…">`) and parts no key."""
    head = case.partition("=")[0]
    return "<" in head or "[[" in head


def expression(args: Arguments) -> str | None:
    """`{{#expr: 2 * 3 }}`."""
    return evaluate(argument(args, 0))


def format_number(args: Arguments) -> str:
    """`{{formatnum:1234567.5}}`: 1,234,567.5, and so with every number in a longer text; a hyphen becomes a minus.

    With `|R` separators are taken out, with `|NOSEP` none are put in.
    """
    text, mode = argument(args, 0), argument(args, 1).upper()
    if mode == "R":
        return text.replace(",", "").replace("−", "-")
    if mode == "NOSEP":
        return text.replace("-", "−")
    return NUMBER_IN_TEXT.sub(formatted, text)


def formatted(match: re.Match[str]) -> str:
    """One number of a text with its separators; a strip marker, whose digits are no number, as it is."""
    number = match.group()
    if number.startswith("\x7f"):
        return number
    return ("−" if number.startswith("-") else "") + with_separators(number.lstrip("-+"))


def pad(args: Arguments, *, left: bool) -> str:
    """`{{padleft:7|3|0}}`: 007."""
    text, width, filler = argument(args, 0), argument(args, 1), argument(args, 2) or "0"
    missing = min(int(width), 500) - len(text) if width.isascii() and width.isdigit() else 0
    padding = (filler * max(0, missing))[: max(0, missing)]
    return padding + text if left else text + padding


def plural(args: Arguments) -> str:
    """`{{plural:2|seat|seats}}`."""
    number = argument(args, 0)
    return argument(args, 1) if equal(number.lstrip("-"), "1") or len(args) < 3 else argument(args, 2)


def extension_tag(args: Arguments) -> str | None:
    """`{{#tag:ref|…}}`: nothing, for a footnote is no part of a value; of other tags the effect cannot be told."""
    return "" if argument(args, 0).lower() in {"ref", "references", "templatestyles"} else None


FUNCTIONS: Final[Mapping[str, Callable[[Arguments], str | None]]] = {
    "#if": when,
    "#ifeq": when_equal,
    "#ifexpr": when_expression,
    "#iferror": when_error,
    "#switch": switch,
    "#expr": expression,
    "#tag": extension_tag,
    "defaultsort": lambda args: "",
    "displaytitle": lambda args: "",
    "formatnum": format_number,
    "lc": lambda args: argument(args, 0).lower(),
    "uc": lambda args: argument(args, 0).upper(),
    "lcfirst": lambda args: argument(args, 0)[:1].lower() + argument(args, 0)[1:],
    "ucfirst": lambda args: argument(args, 0)[:1].upper() + argument(args, 0)[1:],
    "padleft": lambda args: pad(args, left=True),
    "padright": lambda args: pad(args, left=False),
    "plural": plural,
}
