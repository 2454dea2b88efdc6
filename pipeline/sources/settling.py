"""Which revision of a page's history to take: the newest, the one of a moment, or the newest that has settled. Pure.

A revision has settled when it is as old as asked for and nobody has reverted it. Reverted means: MediaWiki tagged it
`mw-reverted`, or a later revision brought back the very text that stood before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from pipeline.revision import RevisionRef

REVERTED_TAG = "mw-reverted"
# How far back MediaWiki itself looks for the text that an edit brings back ($wgManualRevertSearchRadius).
REVERT_RADIUS = 15


def settled(history: Sequence[RevisionRef], moment: datetime, settle: timedelta) -> RevisionRef | None:
    """The revision of `history` (newest first, times given) to take as of `moment`; None where none qualifies.

    Later revisions neither qualify nor revert; tags are those of today, as MediaWiki keeps no history of them.
    """
    past = [ref for ref in history if ref.timestamp is not None and ref.timestamp <= moment]
    if not settle:
        return past[0] if past else None
    for place, ref in enumerate(past):
        old_enough = ref.timestamp is not None and ref.timestamp <= moment - settle
        if old_enough and not is_reverted(past, place):
            return ref
    return None


def is_reverted(history: Sequence[RevisionRef], place: int) -> bool:
    """Whether a later revision in `history` (newest first) undid the one at `place`."""
    ref = history[place]
    if REVERTED_TAG in ref.tags:
        return True
    for later in range(max(0, place - REVERT_RADIUS), place):
        brought_back = history[later].sha1
        before = history[place + 1 : later + 1 + REVERT_RADIUS]
        if brought_back and brought_back != ref.sha1 and any(old.sha1 == brought_back for old in before):
            return True
    return False
