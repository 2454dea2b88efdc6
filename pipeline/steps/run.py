"""One refresh: what was asked for, and what its steps work with once the dataset's lock is held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from output.folder import Release
from pipeline.archive import Archive
from pipeline.archiving.expansions import Expansions
from pipeline.settings import Settings
from pipeline.sources.base import Source
from pipeline.steps.engine import Engine, Progress
from pipeline.steps.gather import LastPage


@dataclass(frozen=True)
class Request:
    """What to refresh, from where, into which dataset."""

    settings: Settings
    source: str
    dataset: Path
    scope: str | None = None
    as_of: datetime | None = None
    settle: timedelta | None = None
    expand: bool = False  # ask the wiki for templates that the registry does not know


@dataclass(frozen=True)
class Run:
    """A request being carried out, under the dataset's lock. The steps take what they need from it."""

    request: Request
    engine: Engine
    progress: Progress
    before: Release | None  # the latest version as the run found it
    last: Mapping[int, LastPage]  # its pages, by id
    archive: Archive
    source: Source
    expansions: Expansions | None  # the wiki's answers; None where the request does not ask for them

    @property
    def settings(self) -> Settings:
        """Those of the request."""
        return self.request.settings

    @property
    def dataset(self) -> Path:
        """The folder that the run writes to."""
        return self.request.dataset

    @property
    def newest_answers(self) -> str | None:
        """The last file of the wiki's answers, "" before the first; None where the request does not ask for them."""
        return self.expansions.newest if self.expansions is not None else None
