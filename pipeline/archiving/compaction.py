"""Many small archive files → one, with every revision kept and each text once.

The new file stands, whole, before the old ones go: killed in between, the archive holds rows twice, never none.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.archiving.files import (
    ROWS_PER_GROUP,
    SCHEMA,
    ZSTD_LEVEL,
    damage_reported,
    free_path,
    whole_file,
)

_IDENTITY = ("page_id", "rev_id", "sha1", "title", "source")


def merge_files(folder: Path) -> Path | None:
    """Merge the folder's archive files; the new file's path, or None where there is one or none. Raises DatasetError.

    Memory holds one row group of a source file and one of the new file.
    """
    old = sorted(folder.glob("*.parquet"))
    if len(old) < 2:
        return None
    path = free_path(folder, datetime.now(UTC))
    seen: set[tuple[Any, ...]] = set()
    texts: set[str] = set()
    with (
        whole_file(path) as file,
        pq.ParquetWriter(file, SCHEMA, compression="zstd", compression_level=ZSTD_LEVEL) as writer,
    ):
        pending: list[dict[str, Any]] = []
        for source in old:
            with damage_reported(source):
                reader = pq.ParquetFile(source)
                groups = (reader.read_row_group(number) for number in range(reader.metadata.num_row_groups))
                for group in groups:
                    for row in group.to_pylist():
                        identity = tuple(row[name] for name in _IDENTITY)
                        if identity in seen and (not row["has_text"] or row["sha1"] in texts):
                            continue
                        seen.add(identity)
                        if row["has_text"] and row["sha1"] in texts:
                            row |= {"has_text": False, "wikitext": None}
                        elif row["has_text"]:
                            texts.add(row["sha1"])
                        pending.append(row)
                    while len(pending) >= ROWS_PER_GROUP:
                        writer.write_table(pa.Table.from_pylist(pending[:ROWS_PER_GROUP], schema=SCHEMA))
                        del pending[:ROWS_PER_GROUP]
        if pending:
            writer.write_table(pa.Table.from_pylist(pending, schema=SCHEMA))
    for source in old:
        source.unlink()
    return path
