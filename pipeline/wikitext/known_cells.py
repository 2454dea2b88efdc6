"""Cells as markup, made once for the same text: a table has thousands and most were met before, here or elsewhere.

A cell without markers means the same on every page and is remembered over pages, with its reading; one with markers,
whose numbers mean something on their page only, is remembered for the page.
"""

from __future__ import annotations

from typing import Final

from pipeline.wikitext.building import RawCell
from pipeline.wikitext.markers import MARK

BLANK: Final = " \t\n\r\0\x0b"
REMEMBERED: Final = 1 << 17  # cells and lines, over pages
LONGEST_REMEMBERED: Final = 500  # characters

Memory = dict[str, dict[str, RawCell]]  # by tag and text between the bars

_WITHOUT_CALLS: Final[Memory] = {"td": {}, "th": {}}
_WITH_CALLS: Final[Memory] = {"td": {}, "th": {}}
_LINES: Final[tuple[dict[str, RawCell], dict[str, RawCell]]] = ({}, {})  # without and with calls


class KnownCells:
    """The cells known while one page is read; `calls=False` where the wiki has expanded the templates already."""

    def __init__(self, *, calls: bool) -> None:
        self.over_pages = _WITH_CALLS if calls else _WITHOUT_CALLS
        self.of_page: Memory = {"td": {}, "th": {}}
        self.lines = _LINES[calls]  # whole lines that are one cell, `| 1,234`: most are, and were met before
        if sum(map(len, self.over_pages.values())) + len(self.lines) > REMEMBERED:
            self.lines.clear()
            for cells in self.over_pages.values():
                cells.clear()

    def cells(self, tag: str, texts: list[str], line: str) -> list[RawCell]:
        """The cells of the texts of a line, a td or th each, shared: to be copied before anything is added."""
        known = self.over_pages[tag]
        if len(texts) > 1:
            return [known.get(text) or self.make(tag, text) for text in texts]
        cell = known.get(texts[0]) or self.make(tag, texts[0])
        if MARK not in line and len(line) <= LONGEST_REMEMBERED:
            self.lines[line] = cell
        return [cell]

    def make(self, tag: str, text: str) -> RawCell:
        """The cell of a text that no page has had so far."""
        known = (self.of_page if MARK in text else self.over_pages)[tag]
        cell = known.get(text)
        if cell is None:
            attributes, content = parts_of_cell(text)
            cell = RawCell(tag, attributes, content)
            if len(text) <= LONGEST_REMEMBERED:
                cell.is_shared = True
                known[text] = cell
        return cell


def parts_of_cell(cell: str) -> tuple[str, str]:
    """A cell's attributes and content, at its first bar; a link before the bar means that it has no attributes."""
    attributes, bar, content = cell.partition("|")
    if not bar:
        return "", cell.strip(BLANK)
    if "[[" in attributes or "-{" in attributes:
        return "", cell.strip(BLANK)
    return attributes, content.strip(BLANK)
