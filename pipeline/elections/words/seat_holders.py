"""Who holds a seat: the name of a representative's cell, and nobody where it says that the seat is vacant or new."""

from __future__ import annotations

import re
from typing import Final

from pipeline.elections.words.names import join_lines, read_name
from pipeline.elections.words.parties import find_party
from pipeline.wikitext.model import Cell
from pipeline.wikitext.remembering import remembered

_CONGRESS: Final = re.compile(r"\s*\((?:[^()]*\bCongress(?:es)?\b[^()]*|\d{1,3}(?:st|nd|rd|th)(?:[,–-].{0,12})?)\)")
_WHOLE: Final = re.compile(r"[^\W\d][\w.'’-]*(?: [\w.'’-]+){0,2} [^\W\d]\w[\w'’-]+")  # a first and a last name
_COUNTRY: Final = "United States"  # whose tables by district have a column of representatives
_NAME_AND_NOTE: Final = 2  # lines
_NOBODY: Final = re.compile(
    r"\(?(?:none|nobody|previous incumbent|incumbent (?:died|resigned)"
    r"|vacan(?:t|cy)|new(?:ly created)? (?:seat|district|constituency|riding|electorate|division|ward)"
    r"|(?:seat|district|constituency|riding|electorate|division|ward) (?:created|established|did not exist)"
    r"|open(?: seat)?)\b.*",
    re.IGNORECASE,
)


def holder_in(cell: Cell, *, ends_small: bool) -> str | None:
    """Who holds the seat by a cell, several where each line links to one, without a party below the name.

    `[[Ann Lee]] (118th Congress)<br>[[Bo Roe]] (119th Congress)` is Ann Lee / Bo Roe. `ends_small`: the second of
    two lines is in small print, as the old name of a district is: `[[Lisa MacLeod]]<br>{{small|Nepean—Carleton}}`.
    """
    if len(cell.lines) < 2:
        return seat_holder(cell.text)
    lines = [_CONGRESS.sub("", line).strip() for line in cell.lines]
    if ends_small and len(lines) == _NAME_AND_NOTE and lines[0]:
        return seat_holder(lines[0])
    said = [line for line in lines if line and find_party(line, _COUNTRY) is None]
    labels = {link.label.strip() for link in cell.links}
    if len(said) > 1 and (all(line in labels for line in said) or (not labels and all(map(_WHOLE.fullmatch, said)))):
        return " / ".join(said)
    return seat_holder(join_lines(said))


@remembered
def seat_holder(text: str) -> str | None:
    """A representative's name alone, without the Congress he sat in: `[[Kenny Hulshof]] (110th Congress)`.

    None for `None (district created)`, `Vacant`.
    """
    if _NOBODY.fullmatch(text.strip(" '")):
        return None
    return read_name(_CONGRESS.sub("", text), pairs=False).name or None
