"""From a source to the archive: which revision of which page belongs to the next version.

A page that the source could not give this time keeps the revision of the last version; one that is gone from the
source leaves the version, and both are told. Fetching adds to the archive as it goes, so that a run that dies has
nothing to fetch twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple, TypeVar

from pipeline.archive import Archive
from pipeline.errors import SourceError
from pipeline.revision import RevisionRef
from pipeline.sources.base import Source, SourceProblem
from pipeline.steps.engine import Engine, Progress

FETCH_BATCH = 200  # pages per fetching task
# On top of the source's own, per request; for a connection that breaks for minutes. Listing is not tried again: a
# server that is not there at the beginning is told of at once.
FETCH_RETRIES = 2

# What a source says of a page that it could not give, though the page may well be there.
UNAVAILABLE = {"unreadable", "hidden", "no_revision", "too_large", "truncated", "sha1", "limit"}

T = TypeVar("T")


class LastPage(NamedTuple):
    """A page of the last version."""

    title: str
    rev_id: int
    sha1: str
    held_rev_id: int | None = None  # the newer revision that was held back, and why
    held_reason: str | None = None


class Gathered(NamedTuple):
    """The revisions of the next version, sorted, and what was met on the way."""

    revisions: tuple[tuple[int, int, str], ...]  # (page_id, rev_id, sha1), all in the archive
    fetched: int
    problems: tuple[SourceProblem, ...]


def gather(
    source: Source, archive: Archive, last: Mapping[int, LastPage], engine: Engine, progress: Progress
) -> Gathered:
    """List the source, fetch what the archive lacks, keep what could not be had. Raises SourceError, DatasetError."""
    progress.begin("list")
    refs = engine.run("list", source.name, lambda: list(source.newest()))
    missing = archive.missing(refs, source.name)
    progress.begin("fetch", len(missing))
    fetched = 0
    batches = list(in_batches(missing, FETCH_BATCH))
    for number, batch in enumerate(batches, start=1):
        fetched += engine.run(
            "fetch",
            f"batch {number} of {len(batches)}",
            lambda batch=batch: archive.add(source.fetch(archive.missing(batch, source.name))).revisions,  # type: ignore[misc]
            retries=FETCH_RETRIES,
        )
        progress.advance(len(batch))
    gathered = _chosen(refs, archive, last, fetched, list(source.problems))
    if not gathered.revisions:
        why = "; ".join(problem.message for problem in gathered.problems[:3])
        raise SourceError("the source gave no page at all", where=source.name, remedy=why or "Look at its scope")
    return gathered


def _chosen(
    refs: Sequence[RevisionRef],
    archive: Archive,
    last: Mapping[int, LastPage],
    fetched: int,
    problems: list[SourceProblem],
) -> Gathered:
    known = archive.known()
    chosen: dict[int, tuple[int, int, str]] = {}
    for ref in refs:
        sha1 = ref.sha1 or known.get((ref.page_id, ref.rev_id))
        if sha1 is not None and (ref.page_id, ref.rev_id) in known:
            chosen[ref.page_id] = (ref.page_id, ref.rev_id, sha1)
    listed = {ref.page_id for ref in refs}
    told = {p.page_id for p in problems} | {p.title for p in problems}
    unavailable = {p.page_id for p in problems if p.kind in UNAVAILABLE and p.page_id is not None}
    unavailable_titles = {p.title for p in problems if p.kind in UNAVAILABLE}
    for page_id, page in last.items():
        if page_id in chosen:
            continue
        # "" stands for the source as a whole: where it ended early, absence says nothing of a page.
        is_kept = page_id in listed | unavailable or unavailable_titles & {page.title, ""}
        if is_kept and (page_id, page.rev_id) in known:
            chosen[page_id] = (page_id, page.rev_id, page.sha1)
            problems.append(_kept(page_id, page))
        elif page_id not in told and page.title not in told:
            problems.append(
                SourceProblem("deleted", page.title, "the page is no longer in the source", page_id, page.rev_id)
            )
    return Gathered(tuple(sorted(chosen.values())), fetched, tuple(problems))


def _kept(page_id: int, page: LastPage) -> SourceProblem:
    message = f"the source could not give the page this time; revision {page.rev_id} of the last version stays"
    return SourceProblem("unreadable", page.title, message, page_id, page.rev_id)


def in_batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of `size`, the last one shorter."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
