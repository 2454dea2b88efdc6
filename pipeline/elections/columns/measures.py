"""What the figures of a column are: votes, percentages or both in one cell, told by the cells themselves.

A header promises, the content decides: `County | Kerry | Votes` has percentages under "Kerry". Where neither signs,
decimals, size nor arithmetic tell, the answer is None and the column is not read. Values are never computed here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from pipeline.elections.words.figures import form_of, percent
from pipeline.elections.words.numbers import is_nothing
from pipeline.elections.words.rounding import NEARLY_ALL_SHARES
from pipeline.wikitext.making import new
from pipeline.wikitext.remembering import remembered


class Content(NamedTuple):
    """Shares (0 to 1) of a column's non-empty cells of each form."""

    filled: int  # cells that hold something
    signed: float  # with a percent sign, nothing else: 54.6%
    decimal: float  # with a decimal point and no sign: 54.6
    whole: float  # whole numbers: 72,156
    large: float  # whole numbers above 100
    both: float  # a count and a percentage: 72,156 (54.6%)

    @property
    def numeric(self) -> float:
        """The share of cells that are figures of any form."""
        return self.signed + self.decimal + self.whole + self.both


_LETTERS: Final = {"": "-", "whole": "w", "large": "l", "signed": "s", "decimal": "d", "both": "b"} | dict.fromkeys(
    ("words", "fraction"), "."
)
_YEAR: Final = 4  # digits
_CENTURIES: Final = frozenset(("17", "18", "19", "20"))
_EMPTY: Final = Content(0, 0.0, 0.0, 0.0, 0.0, 0.0)


@remembered
def _letter(text: str) -> str:
    """The form of a cell as one letter: those of a string are counted in a fifth of the time that words take."""
    return _LETTERS[form_of(text)]


def content_of(texts: Sequence[str]) -> Content:
    """What a column's cells look like; empty cells, dashes and n/a are left out."""
    forms = "".join(map(_letter, texts))
    filled = len(forms) - forms.count("-")
    if not filled:
        return _EMPTY
    large, signed, decimal, both = forms.count("l"), forms.count("s"), forms.count("d"), forms.count("b")
    whole = forms.count("w") + large
    shares = (filled, signed / filled, decimal / filled, whole / filled, large / filled, both / filled)
    return new(Content, shares)


def measure_of(content: Content) -> str | None:
    """votes, pct, both (in one cell) or mixed (the sign tells, cell by cell), where the cells alone tell, else None."""
    if not content.filled:
        return None
    if content.both >= 0.5:
        return "both"
    if content.signed > 0.25 and content.large > 0.2:
        return "mixed"
    if content.signed >= 0.5:
        return "pct"
    if content.decimal + content.signed >= 0.5 and content.large == 0:
        return "pct"
    if content.whole >= 0.7 and content.large > 0 and content.signed == 0 and content.decimal < 0.05:
        return "votes"
    return None


def are_years(texts: Sequence[str]) -> bool:
    """Whether whole numbers are all years: 1922, 1981; no votes are written so in every row."""
    years = 0
    for text in texts:
        if is_nothing(text):
            continue
        digits = text.strip()
        if len(digits) != _YEAR or not digits.isdigit() or digits[:2] not in _CENTURIES:
            return False
        years += 1
    return years > 1


def fits(content: Content, measure: str) -> bool:
    """Whether a column's cells can be what its header promises."""
    if not content.filled:
        return True
    if measure == "votes":
        return content.whole + content.both >= 0.6 and content.signed < 0.1 and content.decimal < 0.2
    if measure == "pct":
        return content.signed + content.decimal + content.whole + content.both >= 0.6 and content.large < 0.05
    return content.both >= 0.5


def sums_to_hundred(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the whole numbers of most rows add up to about 100: percentages without signs."""
    near = full = 0
    for row in rows:
        values = [percent(text) for text in row if not is_nothing(text)]
        figures = [value for value in values if value is not None]
        if len(figures) >= 2:
            full += 1
            near += NEARLY_ALL_SHARES[0] <= sum(figures) <= NEARLY_ALL_SHARES[1]
    return full >= 2 and near / full >= 0.8
