"""A table as recognisers and readers look at it: title, header of each column, body rows, headings above it.

Nothing here decides what a table is about, nor which rows are its header (`parting.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pipeline.wikitext.model import Cell, Row, Table
from pipeline.wikitext.remembering import remembered

_VALUE: Final = re.compile(r"[±+\-−–]?\s*[$£€]?\d[\d,.  ]*\s*%?(\s*\(.*\))?|[\d,. ]+%[\s\d,.()/;–-]*")
_ELECTION: Final = re.compile(
    r"\b(?:(?:by-?)?elections?|electoral|referendums?|plebiscite|primar(?:y|ies)|caucus(?:es)?|runoff|votes?|voting|ballot(?:s|ing)?"
    r"|propositions?|(?:ballot )?measures?|initiatives?|amendments?|(?:1[89]|20)\d\d [a-z]+(?: [a-z]+)? question \d+"
    r"|(?:ohio|arkansas) issue \d+"
    r"|candidates?|constituency|legislative election|gubernatorial|presidential|mayoral|recall|conclaves?)\b"
)
_YEAR: Final = re.compile(r"(1[6-9]|20)\d\d([–/-]\d\d(\d\d)?| %)?")  # `2017 %` heads a column

_LONGEST_FOLDED: Final = 10_000  # characters: a header of megabytes is folded and looked through fifty times
_LONGEST_REMEMBERED: Final = 500  # characters of words in which others were sought


@lru_cache(maxsize=512)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the words as whole words; `.` in them stays within one header (they are parted by a bar).

    `.*round.*` is found wherever `round` is: its first `.*` would only seek, from each word of a long header on anew.
    """
    inside = {word: word[2:-2] for word in words if word[:2] == word[-2:] == ".*" and "|" not in word}
    whole = [word for word in words if word not in inside]
    patterns = [*inside.values(), rf"(?<!\w)(?:{'|'.join(whole)})(?!\w)"] if whole else list(inside.values())
    return re.compile("|".join(patterns).replace(".*", f"[^|]{{0,{_LONGEST_REMEMBERED}}}"))


def has_any(words: tuple[str, ...], text: str) -> bool:
    """Whether one of these words stands in a text (whole words, folded, regular expressions allowed)."""
    return _sought(words, text) if len(text) <= _LONGEST_REMEMBERED else bool(_any_of(words).search(text))


@lru_cache(maxsize=1 << 14)
def _sought(words: tuple[str, ...], text: str) -> bool:
    return bool(_any_of(words).search(text))


@remembered
def folded(text: str) -> str:
    """Lower-case, with blanks of every kind folded; of a text that is no header, heading or title, its beginning."""
    return " ".join(text[:_LONGEST_FOLDED].casefold().split())


@remembered
def is_value(text: str) -> bool:
    """Whether a cell's text is a figure (`72,156`, `54.6%`, `1,234 (5%)`), a year not counted."""
    text = text.strip()
    return len(text) <= 60 and bool(_VALUE.fullmatch(text)) and not _YEAR.fullmatch(text)


@remembered
def speaks_of_election(words: str) -> bool:
    """Whether folded words, an infobox's template or what stands above a table, speak of an election."""
    return bool(_ELECTION.search(words))


class Column:
    """A column by its header: the header cells above it from top to bottom, each once. Never changed.

    A plain class, which compiled code makes in a tenth of the time of a frozen dataclass; a page has hundreds.
    """

    def __init__(self, index: int, cells: tuple[Cell, ...], text: str) -> None:
        self.index = index
        self.cells = cells
        self.text = text  # the words of all its header cells, folded: "john kerry democratic #"

    @property
    def top(self) -> str:
        """The words of its first header cell as written."""
        return self.cells[0].text if self.cells else ""

    @property
    def unit(self) -> str:
        """The folded words of its last header cell: "#", "%", "votes"; "" where there is one header row."""
        return folded(self.cells[-1].text) if len(self.cells) > 1 else ""


@dataclass(frozen=True, eq=False)
class TableView:
    """A page's table, parted. `body` keeps grid row numbers; header rows repeated in mid-table are left out of it.

    Made once, whole: compiled, a `cached_property` would be worked out anew each time that it is asked for.
    """

    table: Table
    page_title: str
    path: tuple[str, ...]  # the headings above it, outermost first, as written
    titles: tuple[str, ...]  # caption, template's title and rows that span the table above the header, as written
    words: str  # titles and headings, folded, the nearest first, parted by " | "
    is_of_election: (
        bool  # the page or what stands above the table speaks of an election; a table of areas alone does not
    )
    header_rows: tuple[int, ...]
    columns: tuple[Column, ...]
    header_words: str  # the headers of all columns, folded, parted by " | "
    body: tuple[tuple[int, Row], ...]
    rows: tuple[tuple[int, Row], ...]  # of the body, those left out that one cell fills
    widest: int  # the width of the widest of these rows
    cells: list[list[Cell]]  # see `column_cells`
    texts: list[list[str]]  # of the same

    @property
    def title(self) -> str:
        """What the table calls itself: caption, else its title row; "" where it has none."""
        return self.titles[0] if self.titles else ""

    @property
    def heading(self) -> str:
        """The heading right above the table, "" in the lead."""
        return self.path[-1] if self.path else ""

    def has_header(self, *words: str) -> bool:
        """Whether a column's header holds one of these words (whole words, lower-case, regular expressions allowed)."""
        return has_any(words, self.header_words)

    def says(self, *words: str) -> bool:
        """Whether titles or headings hold one of these words (whole words, lower-case, regular expressions allowed)."""
        return has_any(words, self.words)

    def column_cells(self, index: int) -> Sequence[Cell]:
        """The body's cells in a column, rows that span the table and cells spanning several columns left out.

        Where no other cell stands below a wide header (`! colspan=2 | Candidate` over `| colspan=2 | Ann Lee`), the
        cells just as wide are its first column's.
        """
        return self.cells[index] if 0 <= index < len(self.cells) else ()


def own_cells(row: Row) -> tuple[Cell, ...]:
    """A row's cells, each once however many columns it spans."""
    seen: list[Cell] = []
    for cell in row.cells:
        if not seen or cell is not seen[-1]:
            seen.append(cell)
    return tuple(seen)


def spans_table(row: Row) -> bool:
    """Whether one cell fills the row: `| colspan="7" | …`."""
    cells = row.cells
    return len(cells) > 1 and cells[1] is cells[0] and cells[-1] is cells[0] and all(cell is cells[0] for cell in cells)
