"""One archive file: a Parquet table of revisions, written whole or not at all, never changed afterwards.

A text that the archive holds already is not stored again: `wikitext` is NULL then, and `sha1` says which it is.
"""

from __future__ import annotations

import contextlib
import itertools
import os
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import DatasetError
from pipeline.revision import Revision
from pipeline.syncing import sync

SCHEMA = pa.schema(
    [
        pa.field("page_id", pa.int64(), nullable=False),
        pa.field("rev_id", pa.int64(), nullable=False),
        pa.field("title", pa.string(), nullable=False),
        pa.field("timestamp", pa.timestamp("us", tz="UTC")),
        pa.field("sha1", pa.string(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
        pa.field("url", pa.string(), nullable=False),
        pa.field("history_url", pa.string(), nullable=False),
        pa.field("tags", pa.list_(pa.string()), nullable=False),
        pa.field("problem", pa.string()),
        pa.field("fetched_at", pa.timestamp("us", tz="UTC"), nullable=False),
        pa.field("has_text", pa.bool_(), nullable=False),
        pa.field("wikitext", pa.string()),
    ]
)
_ALL_BUT_TEXT = [name for name in SCHEMA.names if name != "wikitext"]
# Small row groups, so that reading a few revisions of a file unpacks little more than those.
ROWS_PER_GROUP = 64
ZSTD_LEVEL = 9
_TEMPORARY = ".writing"


class StoredRevision(NamedTuple):
    """A row of the index: a revision without its text, and where the row stands."""

    revision: Revision  # wikitext is ""
    fetched_at: datetime
    has_text: bool
    path: Path
    row: int


def write_file(path: Path, rows: Sequence[tuple[Revision, datetime, bool]]) -> None:
    """Write (revision, fetched_at, with its text?) to `path`, whole or not at all. Raises DatasetError."""
    columns = {
        "fetched_at": [fetched_at for _, fetched_at, _ in rows],
        "has_text": [with_text for _, _, with_text in rows],
        "wikitext": [revision.wikitext if with_text else None for revision, _, with_text in rows],
        "tags": [list(revision.tags) for revision, _, _ in rows],
    }
    plain = [name for name in SCHEMA.names if name not in columns]
    columns |= {name: [getattr(revision, name) for revision, _, _ in rows] for name in plain}
    table = pa.table({name: columns[name] for name in SCHEMA.names}, schema=SCHEMA)
    with whole_file(path) as file:
        pq.write_table(table, file, compression="zstd", compression_level=ZSTD_LEVEL, row_group_size=ROWS_PER_GROUP)


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write that takes its name only when it is whole and on disk. Raises DatasetError."""
    temporary = path.with_name(path.name + _TEMPORARY)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        sync(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise DatasetError(
            f"the archive cannot be written: {error.strerror or error}",
            where=str(path),
            remedy="Make room or give write access, then run again; what the archive holds is not fetched again",
        ) from error


def free_path(folder: Path, now: datetime) -> Path:
    """A name for a new file, later in sorting order than those written before it."""
    stamp = now.strftime("%Y%m%dT%H%M%S.%fZ")
    numbered = (folder / f"revisions-{stamp}-{number:03}.parquet" for number in itertools.count())
    return next(path for path in numbered if not path.exists())


def read_index(path: Path) -> list[StoredRevision]:
    """Every row of a file without its text. Raises DatasetError where the file is damaged."""
    with damage_reported(path):
        rows = pq.ParquetFile(path).read(columns=_ALL_BUT_TEXT).to_pylist()
    return [
        StoredRevision(_revision(row), row["fetched_at"].replace(tzinfo=UTC), row["has_text"], path, number)
        for number, row in enumerate(rows)
    ]


def read_texts(path: Path, rows: Sequence[int]) -> Iterator[tuple[int, str]]:
    """(row, text) of the wanted rows that have one, one row group in memory at a time. Raises DatasetError."""
    wanted = set(rows)
    with damage_reported(path):
        file = pq.ParquetFile(path)
        first = 0
        for group in range(file.metadata.num_row_groups):
            count = file.metadata.row_group(group).num_rows
            here = sorted(wanted & set(range(first, first + count)))
            if here:
                texts = file.read_row_group(group, columns=["wikitext"])["wikitext"]
                for row in here:
                    yield row, texts[row - first].as_py()
            first += count


def remove_leftovers(folder: Path) -> None:
    """Remove what a killed run was writing. Only for who holds the dataset's lock."""
    for leftover in folder.glob(f"*{_TEMPORARY}"):
        leftover.unlink(missing_ok=True)


def damaged(path: Path, why: object) -> DatasetError:
    """The error for a file that does not hold what was written to it, with what to do."""
    return DatasetError(
        f"an archive file is damaged: {str(why).splitlines()[0] if str(why) else type(why).__name__}",
        where=str(path),
        remedy="Restore it from a backup, or move it away and run refresh: the revisions it held are fetched again",
    )


@contextlib.contextmanager
def damage_reported(path: Path) -> Iterator[None]:
    try:
        yield
    except PermissionError as error:  # nothing is wrong with the file, and moving it away would be
        raise DatasetError(
            "an archive file cannot be read: no permission",
            where=str(path),
            remedy="Is it another user's? Give read access, then run again",
        ) from error
    except (pa.ArrowException, OSError, KeyError) as error:
        raise damaged(path, error) from error


def _revision(row: dict[str, Any]) -> Revision:
    moment = row["timestamp"]
    return Revision(
        page_id=row["page_id"],
        title=row["title"],
        rev_id=row["rev_id"],
        timestamp=moment.replace(tzinfo=UTC) if moment else None,
        sha1=row["sha1"],
        wikitext="",
        source=row["source"],
        url=row["url"],
        history_url=row["history_url"],
        tags=tuple(row["tags"]),
        problem=row["problem"],
    )
