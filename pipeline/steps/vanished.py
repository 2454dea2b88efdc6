"""Whether so many pages of the last version are gone from the source that the source, not the wiki, must be at fault.

A category that was renamed, a template that a scope follows, a folder that is being copied: the next version would lose
a state's history in an hour. A few pages that are deleted leave the version and are told (`gather.py`).
"""

from __future__ import annotations

from typing import Final

from output.folder import Release
from pipeline.errors import SourceError
from pipeline.steps.gather import Gathered
from pipeline.steps.run import Run

_LEAST: Final = 10  # pages


def check_vanished(run: Run, gathered: Gathered) -> None:
    """Raises SourceError where more than `most_vanished` of the last version's pages are gone.

    Where another source, scope or time is asked for, as many as like may go.
    """
    before = run.before
    here = {page_id for page_id, _, _ in gathered.revisions}
    gone = [page.title for page_id, page in run.last.items() if page_id not in here]
    if before is None or len(gone) < _LEAST or len(gone) <= run.settings.most_vanished * len(run.last):
        return
    if run.request.as_of is not None or not _is_of_same(before, run):
        return
    raise SourceError(
        f"{len(gone):,} of the {len(run.last):,} pages of version {before.version} are no longer in the source, so it "
        f"stays; the first: {gone[0]}",
        where=run.source.name,
        remedy="Look at the source and its scope; if they are meant to go, run once with CANVASS_MOST_VANISHED=1",
    )


def _is_of_same(before: Release, run: Run) -> bool:
    made = before.package["provenance"]
    return (made.get("source"), made.get("run", {}).get("scope", "")) == (run.source.name, run.request.scope or "")
