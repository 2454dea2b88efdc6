"""Who holds a seat: the name of a representative's cell, and nobody where it says that the seat is vacant or new."""

from __future__ import annotations

import re
from typing import Final

from pipeline.elections.words.names import read_name
from pipeline.wikitext.remembering import remembered

_CONGRESS: Final = re.compile(r"\s*\((?:[^()]*\bCongress(?:es)?\b[^()]*|\d{1,3}(?:st|nd|rd|th)(?:[,–-].{0,12})?)\)")
_NOBODY: Final = re.compile(
    r"\(?(?:none|nobody|previous incumbent|incumbent (?:died|resigned)"
    r"|vacan(?:t|cy)|new(?:ly created)? (?:seat|district|constituency|riding)"
    r"|(?:seat|district|constituency|riding) (?:created|established|did not exist)|open(?: seat)?)\b.*",
    re.IGNORECASE,
)


@remembered
def seat_holder(text: str) -> str | None:
    """A representative's name alone, without the Congress he sat in: `[[Kenny Hulshof]] (110th Congress)`.

    None for `None (district created)`, `Vacant`.
    """
    if _NOBODY.fullmatch(text.strip(" '")):
        return None
    return read_name(_CONGRESS.sub("", text), pairs=False).name or None
