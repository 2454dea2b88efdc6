"""From one election's article to its neighbours: what `previous_election` and `next_election` of its infobox name.

Only what a scope's `series` needs in order to walk on; the typed reading of an infobox is `pipeline.elections`.
"""

from __future__ import annotations

import re

from pipeline.sources.scopes import canonical_title

# | previous_election = 2000 United States presidential election in Massachusetts
# | next_election = [[2008 United States presidential election in Massachusetts|2008]]
# |previous_election=2000 … |previous_year=2000     (several on one line)
_NEIGHBOUR = re.compile(r"\|[ \t]*(?:previous|next)_election[ \t]*=[ \t]*(?:\[\[([^\[\]|#\n]+)|([^\[\]{}<>|#\n]+))")


def neighbours(wikitext: str) -> list[str]:
    """The titles of the previous and next elections that the page's infoboxes name, in order, each once."""
    found = (canonical_title(linked or plain) for linked, plain in _NEIGHBOUR.findall(wikitext))
    return list(dict.fromkeys(title for title in found if title))
