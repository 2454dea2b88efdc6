"""Whether `(I)` behind a name is a party: where others of the table have letters, `Ann Lee (R)`.

Elsewhere it marks the incumbent. Looks at the words alone; who uses it says what an independent's line becomes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

INDEPENDENT: Final = "(I)"
_LETTERS: Final = re.compile(r"\([A-HJ-Z]{1,3}\)")  # not (IND), (LIB): beside them (I) would be written otherwise


def has_independents(texts: Iterable[str]) -> bool:
    """Whether one of these names ends with `(I)` and another with a party's letters."""
    behind = {text.rpartition(" ")[2] for text in texts if " " in text}
    return INDEPENDENT in behind and any(map(_LETTERS.fullmatch, behind))
