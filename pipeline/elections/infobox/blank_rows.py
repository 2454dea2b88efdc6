"""Rows that a box names itself: `1blank = Seats won` over `1data1 = 45`, `1data2 = 34`.

Only what a column of the dataset is made for is told here; the field itself is read like any other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from pipeline.elections.infobox.values import words
from pipeline.wikitext.model import InfoboxField

_ROWS: Final = range(1, 10)
_LONGEST: Final = 60  # characters of a row's name
_SAID: Final = {
    "seats": re.compile(r"(?:total )?(?:seats?|mandates?)(?: won| obtained| gained)?", re.IGNORECASE),
    "popular_vote": re.compile(r"(?:total |popular )?votes?(?: received| won)?", re.IGNORECASE),
    "electoral_vote": re.compile(r"(?:presidential )?elector(?:s|al votes?)(?: won)?", re.IGNORECASE),
    "running_mate": re.compile(r"running mate|vice[- ]presidential (?:candidate|nominee)", re.IGNORECASE),
}


def named_rows(fields: Mapping[str, InfoboxField]) -> dict[str, str]:
    """Column → the beginning of the fields with its values, `1data`, of the first row that is called so."""
    found: dict[str, str] = {}
    for number in _ROWS:
        called = words(fields.get(f"{number}blank"))
        if called is None or len(called) > _LONGEST:
            continue
        for column, said in _SAID.items():
            if said.fullmatch(called.strip(" :")):
                found.setdefault(column, f"{number}data")
    return found
