"""The plain figures that fill most cells (72,156 and 54.6%), read by one pattern each; all else goes to numbers.py.

A table has thousands of cells and nearly all are plain, so this halves the time of a page. It never reads anything
that numbers.py would read otherwise (a test holds the two together).
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.elections.words.numbers import (
    LONGEST,
    CountAndPercent,
    is_nothing,
    read_count,
    read_count_and_percent,
    read_percent,
    read_signed_count,
    read_signed_pair,
    read_signed_percent,
)
from pipeline.wikitext.remembering import remembered

_WHOLE: Final = re.compile(r"(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,5})", re.ASCII)
_PERCENT: Final = re.compile(r"(?:\d{1,3}\.\d{1,4}|0|[1-9]\d{0,2})%", re.ASCII)
_DECIMAL: Final = re.compile(r"\d{1,3}\.\d{1,4}", re.ASCII)
_SHARE: Final = re.compile(r"(\d{1,3}\.\d{1,4})%?|(0|[1-9]\d{0,2})%", re.ASCII)  # either of these two
_CHANGE: Final = re.compile(r"([+\-−–])(\d{1,3}\.\d{1,4})%?", re.ASCII)  # with its sign: +3.4, −0.25%
_SIGNED: Final = re.compile(r"[+\-−–](?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,5})", re.ASCII)  # a margin: −1,234, +56
_DIGITS: Final = frozenset("0123456789")  # what the plain figures begin with, and the figure of a change


@remembered
def count(text: str) -> int | None:
    """As `numbers.read_count`."""
    return int(text.replace(",", "")) if _WHOLE.fullmatch(text) else read_count(text) if text else None


@remembered
def signed_count(text: str) -> int | None:
    """As `numbers.read_signed_count`."""
    if _WHOLE.fullmatch(text):
        return int(text.replace(",", ""))
    if _SIGNED.fullmatch(text):
        value = int(text[1:].replace(",", ""))
        return value if text[0] == "+" else -value
    return read_signed_count(text) if text else None


@remembered
def signed_percent(text: str) -> float | None:
    """As `numbers.read_signed_percent`."""
    match = _CHANGE.fullmatch(text)
    if match is not None:
        value = float(match[2])
        return -value if match[1] != "+" and value else value
    share = _SHARE.fullmatch(text)
    return float(share[1] or share[2]) if share else read_signed_percent(text)


@remembered
def count_and_percent(text: str) -> CountAndPercent:
    """As `numbers.read_count_and_percent`."""
    return read_count_and_percent(text)


@remembered
def percent(text: str) -> float | None:
    """As `numbers.read_percent`, but None above 100."""
    text = text if len(text) <= LONGEST else text.strip()[: LONGEST + 1]
    match = _SHARE.fullmatch(text)
    value = float(match[1] or match[2]) if match else read_percent(text) if text else None
    return value if value is not None and value <= 100 else None


@remembered
def form_of(text: str) -> str:
    """The form of a cell: "" (nothing), whole, large (above 100), signed (54.6%), decimal (54.6), both, words.

    A fraction is a number with a decimal point above 100: no percentage, but delegates or a mean.
    """
    text = text if len(text) <= LONGEST else text.strip()[: LONGEST + 1]
    if text[:1] in _DIGITS:
        if _WHOLE.fullmatch(text):
            return "large" if len(text) > 3 or int(text) > 100 else "whole"
        if _PERCENT.fullmatch(text):
            return "signed"
        if _DECIMAL.fullmatch(text):
            return "decimal" if float(text) <= 100 else "fraction"
    elif _CHANGE.fullmatch(text):
        return "signed" if text[-1] == "%" else "decimal"
    elif _SIGNED.fullmatch(text):
        return "large" if abs(int(text[1:].replace(",", ""))) > 100 else "whole"
    if is_nothing(text):
        return ""
    if text[0].isalpha() or not any(map(str.isdigit, text)):
        return "words"  # no figure begins with a letter: District 4
    pair = read_count_and_percent(text)
    if pair.count is None and text[-1] == ")":
        pair = read_signed_pair(text)
    if pair.count is not None and pair.pct is not None:
        return "both"
    if read_signed_percent(text) is not None and "%" in text:
        return "signed"
    whole = read_signed_count(text)
    if whole is not None:
        return "large" if abs(whole) > 100 else "whole"
    share = read_signed_percent(text)
    if share is None:
        return "words"
    return "decimal" if abs(share) <= 100 or "," not in text else "fraction"  # 4,131.75 weighted votes
