"""Apostrophes as bold and italic marks: which are marks and which are letters.

The rules are those of MediaWiki (Help:Formatting; Parser::doQuotes): marks count by line; four apostrophes are one
letter and a bold mark; more than five are letters but for the last five; where both kinds are odd one bold mark is a
letter and an italic mark. The marks themselves vanish, for plain text has no use for them.
"""

from __future__ import annotations

import re
from typing import Final

MARKS: Final = re.compile(r"(''+)")


def is_uneven(line: str) -> bool:
    """Whether both bold and italic marks are odd in number, so that one of them is an apostrophe."""
    widths = [len(mark) for mark in MARKS.findall(line)]
    bold = sum(width != 2 for width in widths)
    italic = sum(width == 2 or width >= 5 for width in widths)
    return bool(bold % 2 and italic % 2)


def without_marks(line: str, apostrophe: str = "'") -> str:
    """The line without bold and italic marks; `apostrophe` is written for the ones that are letters."""
    parts = MARKS.split(line)
    bold = italic = 0
    for at in range(1, len(parts), 2):
        width = len(parts[at])
        if width == 4:
            parts[at - 1] += apostrophe
            width = 3
        elif width > 5:
            parts[at - 1] += apostrophe * (width - 5)
            width = 5
        parts[at] = "'" * width
        bold += width in (3, 5)
        italic += width in (2, 5)
    if bold % 2 and italic % 2:
        at = apostrophe_among(parts)
        if at:
            parts[at - 1] += apostrophe
    return "".join(parts[::2])


def apostrophe_among(parts: list[str]) -> int:
    """The bold mark that is an apostrophe and an italic mark: after a one-letter word, else a longer one, else a
    blank."""
    after_word = after_blank = 0
    for at in range(1, len(parts), 2):
        if len(parts[at]) != 3:
            continue
        before = parts[at - 1]
        if before[-1:] == " ":
            after_blank = after_blank or at
        elif before[-2:-1] == " ":
            return at
        else:
            after_word = after_word or at
    return after_word or after_blank
