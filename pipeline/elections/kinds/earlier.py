"""Whether a table is of an election before the page's, as its title or a heading says; looks at no figure."""

from __future__ import annotations

import re
from typing import Final

from pipeline.elections.kinds.view import TableView, folded
from pipeline.elections.words.dates import YEAR

_EARLIER: Final = re.compile(
    r"(?:the )?(?:previous|prior|past|earlier|last) (?:\w+ )?(?:elections?|results?|votes?|returns?)(?: by .*| in .*)?"
    r"|(?:\w+ )?notional (?:\d{4} )?(?:\w+ )?(?:results?|elections?)(?: .*)?"
    r"|(?:results? (?:of|from|in) )?(?:the )?(?P<year>1[6-9]\d\d|20\d\d)"
    r"(?: (?:presidential |general |gubernatorial |senate )?(?:elections?|results?|votes?|returns?))*"
    r"(?: by .*| in .*)?"
)


def earlier_election(view: TableView) -> str | None:
    """The title or heading that says the table is of an election before the page's; None where none does.

    `==Previous result by county==` and `===2008===` on the page of 2012.
    """
    years = {int(year) for year in YEAR.findall(view.page_title)}
    for words in (*view.titles, *reversed(view.path)):
        match = _EARLIER.fullmatch(folded(words))
        if match and len(years) == 1 and (match["year"] is None or int(match["year"]) < min(years)):
            return words
    return None
