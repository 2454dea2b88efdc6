"""What every place that pages come from has in common: a name, the newest revisions, their text, what went wrong.

Fetching never stops for one page: a page that is missing, unreadable or not what it says becomes a
`SourceProblem`, and the others go on. Only a source that cannot be read at all raises `SourceError`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple, Protocol, runtime_checkable

from pipeline.revision import Revision, RevisionRef

ProblemKind = Literal[
    "missing",  # a page that was asked for by its title does not exist
    "invalid",  # no page can have this title, or it is a special or interwiki page
    "deleted",  # a page of the last version is gone
    "redirect",  # a page of the last version has become a redirect
    "left_scope",  # a page of the last version exists, but the scope no longer reaches it
    "hidden",  # the revision's text is suppressed
    "no_revision",  # no revision at the moment asked for, or none that has settled
    "unreadable",  # the file, record or answer could not be read
    "no_utf8",  # bytes that are no UTF-8 were replaced by U+FFFD
    "empty",  # a page without text
    "sidecar",  # NAME.json beside NAME.wikitext is broken; the ids were derived instead
    "duplicate",  # two files with the same title
    "sha1",  # the text is not the one whose SHA-1 the source states
    "too_large",  # beyond what a page may measure; skipped
    "truncated",  # the source ends in the middle; what came before it is kept
    "limit",  # a guard of the scope stopped the search for members
]


class SourceProblem(NamedTuple):
    """What a source met and could not give, or gave with a reservation; becomes a finding."""

    kind: ProblemKind
    title: str  # the page, or "" where it concerns the source as a whole
    message: str  # what happened, where, what to do, in words
    page_id: int | None = None
    rev_id: int | None = None

    @property
    def in_words(self) -> str:
        """The message, with the page it is about."""
        return f"{self.title}: {self.message}" if self.title else self.message


@runtime_checkable
class Source(Protocol):
    """A place where pages come from. Reading it twice gives the same, if nothing changed in between."""

    @property
    def name(self) -> str:
        """What stands in `pages.source`: wikipedia, an API's URL, folder, sample, dump."""

    @property
    def problems(self) -> list[SourceProblem]:
        """Everything met so far; complete when the iterators are exhausted."""

    def newest(self) -> Iterator[RevisionRef]:
        """The revision to take of every page in scope, one per page. Raises SourceError."""

    def fetch(self, refs: Iterable[RevisionRef]) -> Iterator[Revision]:
        """The revisions that `refs` name, with their text, in no certain order. Raises SourceError."""
