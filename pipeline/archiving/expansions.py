"""What a wiki made of templates that the registry does not know, kept beside the revisions.

With these answers at hand parsing stays a pure function and a version can be verified without network. A file is
written per asking, whole or not at all, and never changed; an answer asked for again takes the place of the older one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.archiving.files import damage_reported, free_path, whole_file
from pipeline.errors import DatasetError

_SCHEMA = pa.schema(
    [
        pa.field("wiki", pa.string(), nullable=False),
        pa.field("wikitext", pa.string(), nullable=False),
        pa.field("expanded", pa.string(), nullable=False),
        pa.field("templates", pa.list_(pa.string()), nullable=False),
        pa.field("fetched_at", pa.timestamp("us", tz="UTC"), nullable=False),
    ]
)

# What a page shows where it fails: [[:Template:No such]], <strong class="error">, <span class="scribunto-error">
_FAILED = re.compile(r"\[\[:Template:|class=\"[^\"]*error")


class Expansion(NamedTuple):
    wiki: str  # the API's URL
    wikitext: str  # as it stands on a page, with template calls
    expanded: str  # wikitext without any
    templates: tuple[str, ...]  # "Template:Name@rev_id" of the templates called, as they were


class Expansions:
    """The answers of a dataset. Opening reads them all; raises DatasetError on damage."""

    def __init__(self, dataset: Path, until: str | None = None) -> None:
        """`until`: the last file to read, by name, for the answers as they were then."""
        self.folder = Path(dataset) / "archive" / "expansions"
        self._answers: dict[str, Expansion] = {}
        paths = [path for path in sorted(self.folder.glob("*.parquet")) if until is None or path.name <= until]
        self.newest = paths[-1].name if paths else ""  # the last file of answers
        if until and self.newest != until:
            raise DatasetError(
                f"the archive lacks the wiki's answers in {until}",
                where=str(self.folder),
                remedy="Put the folder back: the version was built with them",
            )
        for path in paths:
            with damage_reported(path):
                rows = pq.ParquetFile(path).read(columns=["wiki", "wikitext", "expanded", "templates"]).to_pylist()
            for row in rows:
                self._answers[row["wikitext"]] = Expansion(**row | {"templates": tuple(row["templates"])})

    def __contains__(self, wikitext: str) -> bool:
        return wikitext in self._answers

    def get(self, wikitext: str) -> Expansion | None:
        """The wiki's answer for a piece of wikitext, None where it was not asked."""
        return self._answers.get(wikitext)

    def usable(self) -> dict[str, str]:
        """call as written → wikitext, where the wiki knew the template and made something of it.

        A red link to a template that does not exist, or a Lua error, is no value.
        """
        return {
            wikitext: answer.expanded
            for wikitext, answer in self._answers.items()
            if answer.templates and not _FAILED.search(answer.expanded)
        }

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
            path = free_path(self.folder, now)
            with whole_file(path) as file:
                pq.write_table(pa.Table.from_pylist(rows, schema=_SCHEMA), file, compression="zstd")
            self.newest = path.name
            self._answers.update((answer.wikitext, answer) for answer in fresh)
        return len(fresh)
