"""What a wiki made of templates that the registry does not know, kept beside the revisions.

With these answers at hand parsing stays a pure function and a version can be verified without network. A file is
written per asking, whole or not at all, and never changed; an answer asked for again takes the place of the older one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.archiving.files import damage_reported, free_path, whole_file

_SCHEMA = pa.schema(
    [
        pa.field("wiki", pa.string(), nullable=False),
        pa.field("wikitext", pa.string(), nullable=False),
        pa.field("expanded", pa.string(), nullable=False),
        pa.field("templates", pa.list_(pa.string()), nullable=False),
        pa.field("fetched_at", pa.timestamp("us", tz="UTC"), nullable=False),
    ]
)


class Expansion(NamedTuple):
    wiki: str  # the API's URL
    wikitext: str  # as it stands on a page, with template calls
    expanded: str  # wikitext without any
    templates: tuple[str, ...]  # "Template:Name@rev_id" of the templates called, as they were


class Expansions:
    """The answers of a dataset. Opening reads them all; raises DatasetError on damage."""

    def __init__(self, dataset: Path) -> None:
        self.folder = Path(dataset) / "archive" / "expansions"
        self._answers: dict[str, Expansion] = {}
        for path in sorted(self.folder.glob("*.parquet")):
            with damage_reported(path):
                rows = pq.ParquetFile(path).read(columns=["wiki", "wikitext", "expanded", "templates"]).to_pylist()
            for row in rows:
                self._answers[row["wikitext"]] = Expansion(**row | {"templates": tuple(row["templates"])})

    def __contains__(self, wikitext: str) -> bool:
        return wikitext in self._answers

    def get(self, wikitext: str) -> Expansion | None:
        """The wiki's answer for a piece of wikitext, None where it was not asked."""
        return self._answers.get(wikitext)

    def expand(self, wikitext: str) -> str:
        """The expanded wikitext, or the wikitext itself where the wiki was not asked: what `read_page` takes."""
        answer = self._answers.get(wikitext)
        return wikitext if answer is None else answer.expanded

    def add(self, expansions: Iterable[Expansion]) -> int:
        """Keep answers; how many were new or other than before. Raises DatasetError where they cannot be written."""
        fresh = [answer for answer in expansions if self._answers.get(answer.wikitext) != answer]
        if fresh:
            now = datetime.now(UTC)
            rows = [answer._asdict() | {"templates": list(answer.templates), "fetched_at": now} for answer in fresh]
            with whole_file(free_path(self.folder, now)) as file:
                pq.write_table(pa.Table.from_pylist(rows, schema=_SCHEMA), file, compression="zstd")
            self._answers.update((answer.wikitext, answer) for answer in fresh)
        return len(fresh)
