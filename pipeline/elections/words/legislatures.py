"""Cells that say that the people did not vote: `| colspan=3 | no popular vote`, `appointed by the legislature`.

Nobody has figures in such a row, so it gives no candidates at all, where a dash gives one whose figures are not known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_NOT_BY_VOTE: Final = re.compile(
    r"\bno (?:popular )?(?:votes?|election)\b|\blegislat(?:ure|ors?)\b|\b(?:appointed|chosen|selected) by\b"
    r"|\bdid not (?:vote|participate|cho+se)\b|\bseceded\b",
    re.IGNORECASE,
)
_SHORTEST, _LONGEST = 7, 200  # characters


def says_no_vote(texts: Sequence[str], *cols: int | None) -> bool:
    """Whether one of a choice's cells in a row says that the legislature chose."""
    said = [texts[col] for col in cols if col is not None and col < len(texts)]
    return any(_SHORTEST <= len(text) <= _LONGEST and _NOT_BY_VOTE.search(text) is not None for text in said)
