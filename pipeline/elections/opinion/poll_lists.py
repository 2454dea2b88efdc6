"""Polls whose choices are listed in a cell: `Clinton 47%, Obama 30%, Unsure 5%`, `| Donald Trump<br />37%`.

Tables of early primaries have a column "Highlights" of such lists, or the columns 1st, 2nd, 3rd. A cell of which any
part is something else is not read at all.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from pipeline.elections.words.names import read_name
from pipeline.elections.words.numbers import read_percent
from pipeline.elections.words.plausible_names import is_name
from pipeline.wikitext.model import Cell

_ITEM: Final = re.compile(r"(?P<name>[^\W\d_][^\d%,;:]{1,60}?)\s*[:–-]?\s*\(?(?P<pct>\d{1,3}(?:\.\d+)?)\s*%\)?")
_SHARE: Final = re.compile(r"\(?\d{1,3}(?:\.\d+)?\s*%\)?")
_PARTS: Final = re.compile(r"\s*[,;]\s+(?:and\s+)?")
_LONGEST: Final = 600  # characters of a list


class ListedShare(NamedTuple):
    """A choice and its share in percent."""

    choice: str
    pct: float


def listed_shares(cell: Cell) -> tuple[ListedShare, ...]:
    """The choices that a cell lists; () if it is no such list, to the last part."""
    if "%" not in cell.text or len(cell.text) > _LONGEST:
        return ()
    return _listed(cell.lines)


@lru_cache(maxsize=4096)
def _listed(lines: tuple[str, ...]) -> tuple[ListedShare, ...]:
    found: list[ListedShare] = []
    for line in _whole_lines(lines):
        for part in _PARTS.split(line.strip(" ,;.")):
            match = _ITEM.fullmatch(part)
            pct = read_percent(match["pct"]) if match else None
            name = read_name(match["name"], pairs=False).name if match else ""
            if pct is None or pct > 100 or not is_name(name):
                return ()
            found.append(ListedShare(name, pct))
    return tuple(found)


def _whole_lines(lines: tuple[str, ...]) -> list[str]:
    """The lines, a share alone on a line joined to the name above it."""
    whole: list[str] = []
    for line in lines:
        if whole and _SHARE.fullmatch(line.strip()) and "%" not in whole[-1]:
            whole[-1] = f"{whole[-1]} {line}"
        elif line.strip():
            whole.append(line)
    return whole
