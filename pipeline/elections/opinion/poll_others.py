"""Whose share a poll's cell holds where it names somebody else than its column does.

`4.5%<br />{{small|[[Olivier Faure|Faure]] (PS)}}` below Glucksmann: asked with another candidate of the party in his
place. Never gives such a share to the one who heads the column.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.elections.words.names import is_group, name_tokens
from pipeline.elections.words.numbers import LONGEST
from pipeline.elections.words.parties import find_party
from pipeline.elections.words.plausible_names import is_name
from pipeline.wikitext.model import Cell

_BEHIND: Final = re.compile(r"\s*\([^()]*\)$")  # Faure (PS)
_NAME: Final = re.compile(r"[^\W\d_a-z][^\W\d_]+(?:[ .'’-]+[^\W\d_]+){0,3}")


def named_instead(cell: Cell, choice: str) -> str | None:
    """The one whom the line below a share names in place of the column's choice; None where it names nobody else.

    "" where it may be a name, and nobody says whose.
    """
    if len(cell.lines) != 2 or len(cell.text) > LONGEST or any(sign in cell.lines[1] for sign in "%0123456789"):
        return None
    words = _BEHIND.sub("", cell.lines[1].strip()).strip("() *†")
    if not words or set(name_tokens(words)) & set(name_tokens(choice)):
        return None
    if any(link.label.strip() == words for link in cell.links):
        of_person = find_party(choice) is None and find_party(words) is not None
        return None if of_person or not is_name(words) else words  # the party of the choice, say
    if is_group(choice) or words.isupper() or find_party(words) is not None or not _NAME.fullmatch(words):
        return None
    return "" if is_name(words) else None
