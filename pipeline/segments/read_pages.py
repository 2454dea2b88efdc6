"""The validated rows of some pages, and what was met on each: what reading makes and segments hold.

Every frame tells the page of each row, so that a page's rows can be taken alone. Nothing here depends on which pages
were read together.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import polars as pl

from pipeline.revision import Revision
from schemas import DATA_TABLES, TABLES

PAGE = "__page__"
"""The column that tells a row's page in tables whose own columns do not."""
MET = "coverage"
"""The frame of what each page adds to the table `coverage`."""
_MET_COLUMNS = {
    "page_id": pl.Int64(),
    "construct": pl.String(),
    "name": pl.String(),
    "occurrences": pl.Int64(),
    "outcome": pl.String(),
    "reason": pl.String(),
}
# Faults of the surroundings, not of the page: another time, or on another machine, it may be read.
PASSING = {"time_limit", "worker_died", "out_of_memory"}


class PageEntry(NamedTuple):
    """A page that was read, less its rows."""

    page_id: int
    digest: str  # of the revision, see `revision_digest`
    title: str
    problems: tuple[tuple[str, str], ...] = ()  # (kind, message)
    unsettled: tuple[str, ...] = ()  # unknown calls that `--expand` would ask the wiki for
    asked: tuple[str, ...] | None = None  # unknown calls that an answer was looked for, by digest; None: not looked for
    answered: str = ""  # a digest of the answers that were found

    @property
    def lasts(self) -> bool:
        """Whether reading it again would give the same."""
        return not any(kind in PASSING for kind, _ in self.problems)


@dataclass
class ReadPages:
    """Some pages: an entry each, and a frame per table of `FRAMES`. Picklable, for it may come from another machine."""

    entries: list[PageEntry]
    frames: dict[str, pl.DataFrame]

    def only(self, page_ids: Collection[int]) -> dict[str, pl.DataFrame]:
        """The frames with the rows of these pages alone."""
        if len(page_ids) == len(self.entries):
            return self.frames
        wanted = pl.Series(list(page_ids), dtype=pl.Int64).implode()
        return {name: frame.filter(pl.col(page_column(name)).is_in(wanted)) for name, frame in self.frames.items()}


def revision_digest(revision: Revision) -> str:
    """A digest of all that a page's rows follow from, besides the code: the text's SHA-1, and what goes with it."""
    parts = revision._replace(wikitext="", tags=())
    return hashlib.sha256(repr(tuple(parts)).encode("utf-8", "surrogatepass")).hexdigest()[:32]


class KnownAnswers:
    """A wiki's answers by the digest of their call: whether a page's rows were made with just these."""

    def __init__(self, answers: Mapping[str, str] | None) -> None:
        self._answers = None if answers is None else {call_digest(call): answers[call] for call in answers}

    def used_for(self, asked: Sequence[str] | None) -> str:
        """A digest of the answers to these calls (by digest), "" where there is none."""
        used = [(call, self._answers[call]) for call in asked or () if self._answers and call in self._answers]
        return hashlib.sha256(repr(used).encode("utf-8", "surrogatepass")).hexdigest()[:32] if used else ""

    def are_those_of(self, entry: PageEntry) -> bool:
        """Whether reading the page with these answers would give the same rows. What was read without any does not tell
        which calls it would have asked for."""
        is_told = self._answers is None or entry.asked is not None
        return is_told and self.used_for(entry.asked) == entry.answered


def call_digest(call: str) -> str:
    """A call as written, in sixteen hex digits."""
    return hashlib.sha256(call.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def page_column(name: str) -> str:
    """The column that tells the page in a frame of that name."""
    return "page_id" if name not in _WITHOUT_PAGE else PAGE


def empty_frame(name: str) -> pl.DataFrame:
    """A frame of that name without rows."""
    if name == MET:
        return pl.DataFrame(schema=_MET_COLUMNS)
    frame = TABLES[name].empty()
    return frame.with_columns(pl.lit(None, dtype=pl.Int64).alias(PAGE)) if name in _WITHOUT_PAGE else frame


def joined(parts: Sequence[Mapping[str, pl.DataFrame]]) -> dict[str, pl.DataFrame]:
    """Frames of several lots of pages, one below the other."""
    if len(parts) == 1:
        return dict(parts[0])
    return {name: pl.concat([part[name] for part in parts]) for name in FRAMES}


def met_frame(records: Iterable[Any]) -> pl.DataFrame:
    """The frame `MET` from the pages' own `CoverageRecord`s."""
    return pl.DataFrame([tuple(record) for record in records], schema=_MET_COLUMNS, orient="row")


def met_by_construct(met: pl.DataFrame) -> pl.DataFrame:
    """A frame `MET` summed over its pages: rows of the table `coverage`."""
    pages, occurrences = pl.col("page_id").n_unique().cast(pl.Int64).alias("pages"), pl.col("occurrences").sum()
    return met.group_by(_COVERAGE_KEY).agg(pages, occurrences)


def coverage_of(lots: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """The table `coverage` from what `met_by_construct` gave for lots of different pages."""
    together = pl.concat([met_by_construct(empty_frame(MET)), *lots])
    totals = together.group_by(_COVERAGE_KEY).agg(pl.col("pages").sum(), pl.col("occurrences").sum())
    return totals.select(TABLES["coverage"].column_names).sort(_COVERAGE_KEY)


FRAMES: tuple[str, ...] = DATA_TABLES
"""The frames of a lot of pages: the data tables, `coverage` being what each page adds to it."""
_WITHOUT_PAGE = {name for name in FRAMES if "page_id" not in TABLES[name].column_names and name != MET} | {"quarantine"}
_COVERAGE_KEY = list(TABLES["coverage"].primary_key)
