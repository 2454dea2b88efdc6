"""Whole sources read into tables, as a refresh reads them, without a version being published."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import polars as pl

from pipeline.archive import Archive
from pipeline.settings import Settings
from pipeline.sources.opening import open_source
from pipeline.steps.engine import PlainEngine, Silence
from pipeline.steps.gather import gather
from pipeline.steps.read import read


class PagesRead(NamedTuple):
    """The tables of a source, and what reading and fetching met."""

    tables: dict[str, pl.DataFrame]
    problems: list[tuple[Any, ...]]
    source_problems: list[tuple[Any, ...]]


@cache
def read_source(source: str) -> PagesRead:
    """The tables of the sample or of a folder."""
    settings = Settings()
    with TemporaryDirectory() as folder:
        archive = Archive(Path(folder))
        opened = open_source(source, settings, scope=None, as_of=None, settle=None, known_pages={})
        gathered = gather(opened, archive, {}, PlainEngine(), Silence())
        reading = read(archive, gathered.revisions, settings, PlainEngine(), Silence())
    met = [(problem.page_id, problem.title, problem.kind, problem.message) for problem in gathered.problems]
    return PagesRead(reading.tables, [tuple(problem) for problem in reading.problems], met)
