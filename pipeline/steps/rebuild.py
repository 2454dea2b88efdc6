"""Pages of a version read again from the archive by the code at hand: for `verify`, and to tell edits from code.

Only the archive is asked, never a source. A page keeps the title, the source and the hold that the version gave it:
those came from the source and from decisions of their day, not from the revision.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import polars as pl

from output.assembling import assemble
from output.verification import Verification
from output.verification import verify as compare
from pipeline.archive import Archive, RevisionKey
from pipeline.errors import DatasetError
from pipeline.parsing.version import PARSER_VERSION
from pipeline.revision import Revision
from pipeline.settings import Settings
from pipeline.steps.engine import Engine, PlainEngine, Progress, Silence
from pipeline.steps.expand import kept_answers
from pipeline.steps.read import read
from schemas import SCHEMA_VERSION

if TYPE_CHECKING:
    from output.folder import Release

_HOLD = ("held_rev_id", "held_reason")


class _AsPublished(Archive):
    """The archive, whose revisions have the title, source and links of a version: a moved page has others by now."""

    def __init__(self, dataset: Path, pages: pl.DataFrame) -> None:
        super().__init__(dataset)
        self._pages: Mapping[int, dict[str, Any]] = {row["page_id"]: row for row in pages.to_dicts()}

    def read(self, keys: Iterable[RevisionKey | tuple[int, int, str]]) -> Iterator[Revision]:
        """The revisions, each as its page is in the version."""
        for revision in super().read(keys):
            row = self._pages[revision.page_id]
            yield revision._replace(
                title=row["title"], source=row["source"], url=row["url"], history_url=row["history_url"]
            )


def verify(
    release: Release,
    dataset: Path,
    settings: Settings,
    engine: Engine | None = None,
    progress: Progress | None = None,
) -> Verification:
    """Builds a version again and compares.

    Raises DatasetError where the archive lacks a revision or the release cannot be read.
    """
    engine, progress = engine or PlainEngine(), progress or Silence()
    pages = release.table("pages")
    archive = _AsPublished(dataset, pages)
    keys = _keys(pages)
    missing = [key for key in keys if not archive.has(key)]
    if missing:
        page_id, rev_id, _ = missing[0]
        raise DatasetError(
            f"the archive lacks {len(missing)} of the {pages.height} revisions of version {release.version}",
            where=f"first: page {page_id}, revision {rev_id}",
            remedy="Put the dataset's archive folder back, or verify where it is",
        )
    reading = read(archive, keys, settings, engine, progress, kept_answers(dataset, release))
    progress.begin("compare")

    def work() -> Verification:
        with TemporaryDirectory(prefix="canvass-") as folder:
            files = assemble((_with_holds(window, pages) for window in reading.windows()), Path(folder))
            return compare(release, files, PARSER_VERSION)

    return engine.run("verify", release.version, work)


def reparsed(
    before: Release,
    revisions: Iterable[tuple[int, int, str]],
    dataset: Path,
    settings: Settings,
    engine: Engine,
    progress: Progress,
) -> Mapping[str, pl.DataFrame] | None:
    """The last version's revisions of pages that another revision replaces now, read by the code at hand.

    None where the code is the one that made the last version, or no page was edited: there is nothing to tell apart.
    Revisions that the archive lacks are left out; what changed on their pages keeps the cause "both".
    """
    if (before.parser_version, before.schema_version) == (PARSER_VERSION, SCHEMA_VERSION):
        return None
    now = {page_id: rev_id for page_id, rev_id, _ in revisions}
    pages = before.table("pages")
    replaced = [page_id for page_id, rev_id, _ in _keys(pages) if now.get(page_id, rev_id) != rev_id]
    edited = pages.filter(pl.col("page_id").is_in(replaced))
    archive = _AsPublished(dataset, edited)
    keys = [key for key in _keys(edited) if archive.has(key)]
    if not keys:
        return None
    progress.say(f"reading {len(keys)} replaced revisions with the new code, to tell its changes from the edits")
    answers = kept_answers(dataset, before)
    return _with_holds(read(archive, keys, settings, engine, progress, answers).tables, edited)


def _keys(pages: pl.DataFrame) -> list[tuple[int, int, str]]:
    return sorted(pages.select("page_id", "rev_id", "rev_sha1").iter_rows())


def _with_holds(tables: Mapping[str, pl.DataFrame], pages: pl.DataFrame) -> Mapping[str, pl.DataFrame]:
    if "pages" not in tables:
        return tables
    read_anew, held = tables["pages"], pages.select("page_id", *_HOLD)
    joined = read_anew.drop(_HOLD).join(held, on="page_id", how="left", maintain_order="left")
    return {**tables, "pages": joined.select(read_anew.columns)}
