"""From the archive to validated rows: parse what was not read before, part off the rows that break a schema.

Rows go to segments on disk as they are made and come back by windows of pages, so that memory holds a few hundred
pages, whatever their number; and where the segments are kept (DATASET/cache), the next run parses only what changed.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property, partial
from importlib.metadata import version
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import polars as pl

import schemas
from pipeline import segments
from pipeline.archive import Archive
from pipeline.parse import PageRecords, parse_revisions
from pipeline.parsing.version import PARSER_VERSION, digest_of
from pipeline.revision import Revision
from pipeline.segments.read_pages import (
    MET,
    PAGE,
    KnownAnswers,
    PageEntry,
    ReadPages,
    call_digest,
    coverage_of,
    met_by_construct,
    met_frame,
    revision_digest,
)
from pipeline.segments.store import MOST_PIECES, Segments
from pipeline.settings import Settings
from pipeline.steps.engine import Engine, Progress
from pipeline.steps.gather import in_batches
from pipeline.wikitext.answers import is_unknown
from pipeline.wikitext.model import Problem
from schemas import DATA_TABLES, SCHEMA_VERSION
from schemas.frames import frame_of
from schemas.validate import validate

PARSE_BATCH = 200  # pages per parsing task: enough rows to validate at once, few enough to hold in memory
CACHE = "cache"  # in the dataset's folder
LICENCE = "CC BY-SA 4.0"

Window = Mapping[str, pl.DataFrame]


class PageProblem(NamedTuple):
    """What was met on a page while it was read."""

    page_id: int
    title: str
    kind: str
    message: str


class Reading:
    """The rows of the next version by windows of pages, and what was met on each page."""

    def __init__(self, rows: Segments, places: Mapping[int, Path], *, keep: bool, owner: object = None) -> None:
        self._rows, self._keep = rows, keep
        self._places = dict(sorted(places.items()))
        self._owner = owner  # of the folder, which lives as long as this reading

    def windows(self) -> Iterator[Window]:
        """The data tables of a few pages at a time, in the order of page_id; last `coverage`, which is of all pages.

        Rows are validated; that keys are unique and parents there is made sure of by `output/assembling.py`.
        """
        pages = iter(list(self._places.items()))
        met: list[pl.DataFrame] = []
        while window := dict(islice(pages, PARSE_BATCH)):
            read = self._rows.rows(window)
            if self._keep and len(set(window.values())) > MOST_PIECES:
                self._places |= dict.fromkeys(window, self._rows.add(read))
            met.append(met_by_construct(read.frames[MET]))
            yield {name: frame.drop(PAGE, strict=False) for name, frame in read.frames.items() if name != MET}
        self._rows.let_go()
        yield {"coverage": coverage_of(met)}

    def tidy(self) -> None:
        """Remove from the cache what this reading did not need."""
        if self._keep:
            self._rows.tidy(set(self._places.values()))

    @cached_property
    def entries(self) -> tuple[PageEntry, ...]:
        """What was met on each page."""
        paths = set(self._places.values())
        here = (e for path in paths for e in self._rows.entries(path) if self._places.get(e.page_id) == path)
        return tuple(sorted(here))

    @cached_property
    def problems(self) -> list[PageProblem]:
        """Of all pages."""
        return [PageProblem(entry.page_id, entry.title, *met) for entry in self.entries for met in entry.problems]

    @property
    def unsettled(self) -> tuple[str, ...]:
        """Unknown calls that stand where it matters: what `--expand` asks the wiki for."""
        return tuple(dict.fromkeys(chain.from_iterable(entry.unsettled for entry in self.entries)))

    @cached_property
    def tables(self) -> dict[str, pl.DataFrame]:
        """All rows at once, for few pages."""
        windows = list(self.windows())
        return {name: pl.concat([window[name] for window in windows if name in window]) for name in DATA_TABLES}


def read(
    archive: Archive,
    keys: Sequence[tuple[int, int, str]],
    settings: Settings,
    engine: Engine,
    progress: Progress,
    answers: Mapping[str, str] | None = None,
    cache: Path | None = None,
) -> Reading:
    """Parse and validate the revisions, one per page; rows that break their schema are in the table `quarantine`.

    `answers`: what the wiki made of calls that the registry does not know, by the call as written; None where it is not
    to be asked. Only pages that asked for one that is new are parsed again. `cache`: the folder of what was read
    before, which takes what is read now; None: everything is parsed, and nothing kept.
    """
    if answers is not None:  # a rule that the registry has learned since comes before the wiki's answer
        answers = {call: answer for call, answer in answers.items() if is_unknown(call)}
    keep = cache is not None
    owner = None if keep else TemporaryDirectory(prefix="canvass-")
    rows = Segments(cache or Path(owner.name if owner else ""), reading_version(), answers)
    places = rows.holding(archive.without_text(keys)) if keep else {}
    fresh = [key for key in keys if key[0] not in places]
    progress.begin("parse", len(fresh))
    batches = list(in_batches(fresh, PARSE_BATCH))
    pieces = (
        (
            f"batch {number} of {len(batches)}",
            partial(read_batch, tuple(archive.read(batch)), settings.processes, settings.page_seconds, answers),
        )
        for number, batch in enumerate(batches, start=1)
    )
    for batch, done in zip(batches, engine.run_all("parse", pieces), strict=True):
        places |= dict.fromkeys((entry.page_id for entry in done.entries), rows.add(done))
        progress.advance(len(batch))
    return Reading(rows, places, keep=keep, owner=owner)


def reading_version() -> str:
    """A digest of all that a page's rows follow from besides its revision and answers: code, schemas, libraries."""
    parts = [PARSER_VERSION, SCHEMA_VERSION, *_code()]
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


@cache
def _code() -> tuple[str, str, str]:
    """What this process makes rows with, besides the parser: a digest of its own code, two libraries' versions."""
    code = digest_of([*map(Path, schemas.__path__), *map(Path, segments.__path__), Path(__file__)])
    return code, version("polars"), version("pandera")


def read_batch(
    revisions: Sequence[Revision], processes: int, page_seconds: float, answers: Mapping[str, str] | None
) -> ReadPages:
    """Parse and validate some revisions: a pure function, here or on another machine."""
    records: dict[str, list[Any]] = defaultdict(list)
    entries: list[PageEntry] = []
    candidates_of: dict[int, int] = {}  # page_id → how many rows of `candidates` are its
    rev_ids: dict[int, int] = {}
    known = KnownAnswers(answers)
    for revision, page in parse_revisions(revisions, processes or None, page_seconds, answers=answers):
        if revision.problem:
            page.problems.append(Problem("no_utf8", revision.problem, 0))
            page.status = "partial" if page.status == "ok" else page.status
        records["pages"].append(_page_row(revision, page))
        for name, rows in page.tables():
            records[name] += rows
        met = tuple((problem.kind, problem.message) for problem in page.problems)
        asked = None if page.asked is None else tuple(map(call_digest, page.asked))
        digest, answered = revision_digest(revision), known.used_for(asked)
        entries.append(PageEntry(page.page_id, digest, page.title, met, tuple(page.unsettled), asked, answered))
        candidates_of[page.page_id] = len(page.candidates)
        rev_ids[page.page_id] = revision.rev_id
    return ReadPages(entries, _frames(records, rev_ids, candidates_of))


def _frames(
    records: Mapping[str, list[Any]], rev_ids: Mapping[int, int], candidates_of: Mapping[int, int]
) -> dict[str, pl.DataFrame]:
    frames: dict[str, pl.DataFrame] = {}
    rejected: list[pl.DataFrame] = []
    for name in DATA_TABLES:
        if name in (MET, "quarantine"):
            continue
        frame = frame_of(name, records.get(name, ()))
        if name == "candidates":
            frames[name], bad = _valid_candidates(frame, candidates_of)
        else:
            frames[name], bad = validate(name, frame, rev_ids, unique=False)
            bad = bad.with_columns(pl.col("page_id").alias(PAGE))
        rejected.append(bad)
    frames["quarantine"] = pl.concat(rejected)
    frames[MET] = met_frame(records.get("coverage", ()))
    return frames


def _valid_candidates(frame: pl.DataFrame, candidates_of: Mapping[int, int]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """As `validate`, each row with its page, which the table itself does not tell; page by page where rows are bad."""
    counts = {page_id: count for page_id, count in candidates_of.items() if count}
    valid, bad = validate("candidates", frame, unique=False)
    if bad.is_empty():
        pages = [page_id for page_id, count in counts.items() for _ in range(count)]
        return valid.with_columns(pl.Series(PAGE, pages, dtype=pl.Int64)), _of_page(None, bad)
    parts, at = [], 0
    for page_id, count in counts.items():
        parted = validate("candidates", frame[at : at + count], unique=False)
        parts.append((_of_page(page_id, parted.valid), _of_page(page_id, parted.quarantined)))
        at += count
    return pl.concat([valid for valid, _ in parts]), pl.concat([bad for _, bad in parts])


def _of_page(page_id: int | None, frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(pl.lit(page_id, dtype=pl.Int64).alias(PAGE))


def _page_row(revision: Revision, page: PageRecords) -> dict[str, Any]:
    return {
        "page_id": revision.page_id,
        "title": revision.title,
        "url": revision.url,
        "history_url": revision.history_url,
        "rev_id": revision.rev_id,
        "rev_timestamp": revision.timestamp,
        "rev_sha1": revision.sha1,
        "wikitext_bytes": len(revision.wikitext.encode("utf-8", "surrogatepass")),
        "source": revision.source,
        "licence": LICENCE,
        "parse_status": page.status,
        "held_rev_id": None,
        "held_reason": None,
    }
