"""Whether the names of a column are parties' and no persons', where no header says: `Name | Votes | %`, a bar a party.

Told by the registry, by the words of names and their articles, and by letters alone (`PS`, `RPR`). Reads no figure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.elections.context import PageContext
from pipeline.elections.results.lines import line_of_words
from pipeline.elections.words.names import is_group
from pipeline.elections.words.parties import find_party
from pipeline.wikitext.model import Cell

_MOST: Final = 0.5
_LETTERS: Final = re.compile(r"[A-Z]{2,6}")
_LONGEST: Final = 100  # characters
_WORDS: Final = re.compile(
    r"\b(?:part(?:y|ies)|alliance|coalition|movement|union|front|league|bloc|list|democrats|greens|socialists|liberals"
    r"|conservatives|communists|nationalists|republicans)\b",
    re.IGNORECASE,
)


def are_parties(cells: Sequence[Cell], context: PageContext | None = None) -> bool:
    """Whether most of the cells that name somebody name parties; totals and groups say nothing."""
    named = [cell for cell in cells if cell.text.strip() and not is_group(cell.text) and not line_of_words(cell.text)]
    country = (context.country if context else None) or "United States"
    return sum(_is_party(cell, country, context) for cell in named) > _MOST * len(named)


def _is_party(cell: Cell, country: str, context: PageContext | None) -> bool:
    text = cell.text.strip()
    if len(text) > _LONGEST or (context is not None and context.resolve_candidate(text) is not None):
        return False
    said = (text, *(link.target for link in cell.links[:1]))
    return bool(_LETTERS.fullmatch(text)) or find_party(text, country) is not None or any(map(_WORDS.search, said))
