"""The tables of a text as bare grids, for comparison with MediaWiki's rendering."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.wikitext.assembling import TableReader
from pipeline.wikitext.cleaning import cleaned
from pipeline.wikitext.expanding import Expansion
from pipeline.wikitext.tables import find_tables

Grid = list[list[tuple[str, bool]]]


def table_grids(wikitext: str, expand: Callable[[str], str] | None = None) -> list[Grid]:
    """One grid per top-level table in document order: rows of (text, is_header), row and column spans filled.

    `expand(wikitext)` → wikitext expands templates, as the wiki itself would; without it the built-in registry does.
    Equals MediaWiki's rendering of the same text (docs/wikitext-engine.md lists the differences). Never raises on any
    text.
    """
    source = cleaned(wikitext)
    if expand is not None:
        source = cleaned(expand(source))
    expansion = Expansion(calls=expand is None)
    text = expansion.expand(source)
    reader = TableReader(text, expansion.pieces, calls=expand is None)
    return [
        [[(cell.text, cell.is_header) for cell in row.cells] for row in reader.read(raw, 0).rows]
        for raw in find_tables(text, calls=expand is None)
    ]
