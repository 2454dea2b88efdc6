"""The chamber of a state's legislature whose districts a table is by: told by the page's title or by letters, `HD-1`.

Reads no figure and no header.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.wikitext.model import Cell
from pipeline.wikitext.remembering import remembered

LONGEST_TITLE: Final = 255  # Manual:Page table: a title's column has 255 bytes

_LOWER: Final = re.compile(
    r"(?<!States )\b(?:House of (?:Representatives|Delegates)|(?:State|General) Assembly|State House) elections?\b"
)
_UPPER: Final = re.compile(r"(?<!States )\b(?:State )?Senate elections?\b")
_LETTERED: Final = {
    "HD": "state_house_district",
    "LD": "state_house_district",
    "AD": "state_house_district",
    "SD": "state_senate_district",
}
_NUMBERED: Final = re.compile(r"[HLAS]D[ –-]?\d{1,3}[A-Z]?")
_FEWEST: Final = 2  # of a column's cells


def chamber_lettered(cells: Sequence[Cell]) -> str | None:
    """The kind of district whose letters stand before all numbers: `HD-1`, `SD 2`; among other states' SD is one."""
    texts = [cell.text.strip() for cell in cells if cell.text.strip()]
    if len(texts) < _FEWEST or texts[0][:2] not in _LETTERED or not all(map(_NUMBERED.fullmatch, texts)):
        return None
    letters = {text[:2] for text in texts}
    return _LETTERED[letters.pop()] if len(letters) == 1 else None


@remembered
def chamber_of(title: str) -> str | None:
    """The kind of district of a page about one chamber of a state's legislature, by its title."""
    if len(title) > LONGEST_TITLE or "United States" in title:
        return None
    return "state_house_district" if _LOWER.search(title) else "state_senate_district" if _UPPER.search(title) else None
