"""Whether canvass itself failed on so many pages that a version without them must not take the place of the last.

A registry that somebody broke, a code that does not fit: each page then comes back without results, and is no better
known for it. Faults of a few pages are findings (`page_failed`, `table_unread`), and the version is published.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from pipeline.errors import FaultError

if TYPE_CHECKING:
    from pipeline.steps.read import PageProblem

FAULTS: Final = frozenset(("parser_fault", "election_fault", "table_unread", "list_unread", "infobox_unread"))
_LEAST: Final = 2  # pages: what fails on one alone is that page


def check_faults(problems: Iterable[PageProblem], pages: int, most: float, stands: str | None) -> None:
    """Raises FaultError where more than a share `most` of the pages failed; `stands`: the version that stays."""
    failed = {problem.page_id: problem for problem in problems if problem.kind in FAULTS}
    if len(failed) < _LEAST or len(failed) <= most * pages:
        return
    first = next(iter(failed.values()))
    kept = f"version {stands} stays" if stands else "nothing is published"
    raise FaultError(
        f"canvass itself failed on {len(failed):,} of {pages:,} pages, so {kept}; the first: {first.message}",
        where=first.title,
        remedy="Undo the last change of canvass or of its registries, or report it; to publish all the same, set "
        "most_faults = 1.0 in canvass.toml",
    )
