"""Members and mayors over names with their votes: `! colspan=3 | Mayor` over `! Candidate !! Party !! Votes`.

Those were elected there; without votes of their own they may be whoever held the seat before. Reads headers alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.elections.columns.labels import Label, role_of, unit_of
from pipeline.elections.kinds.view import Column, folded

_MEMBERS: Final = re.compile(
    r"(?:new )?(?:m\.?e?p|mla|mna|deput(?:y|ies)|mayor|governor|senator|councillor|prefect|reeve)s?(?:[- ]elect)?"
)
_VOTES: Final = frozenset(("votes", "pct"))
MEMBER: Final = Label("winner", None, None, (), ())


def members_over_names(columns: Sequence[Column]) -> frozenset[int]:
    """The columns under a word for a member that stands over a candidate's name and his votes."""
    under: dict[int, list[Column]] = {}
    for column in columns:
        cells = column.cells
        if len(cells) > 1 and cells[0].colspan > 1 and _MEMBERS.fullmatch(folded(cells[0].text)):
            under.setdefault(id(cells[0]), []).append(column)
    found: set[int] = set()
    for own in under.values():
        words = [column.cells[-1].text for column in own]
        if any(role_of(text) == "candidate" for text in words) and any(unit_of(text) in _VOTES for text in words):
            found.update(column.index for column in own)
    return frozenset(found)
