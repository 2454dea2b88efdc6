"""From what a user writes after `--source` to the source that it means."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from pipeline.errors import SourceError, UsageError
from pipeline.revision import RevisionRef
from pipeline.settings import Settings
from pipeline.sources.api.client import ActionApi
from pipeline.sources.base import Source
from pipeline.sources.dump import DumpProgress, DumpSource
from pipeline.sources.folder import FolderSource
from pipeline.sources.mediawiki import MediaWikiSource
from pipeline.sources.sample import SampleSource
from pipeline.sources.scopes import Scope

WIKIPEDIA = "https://en.wikipedia.org/w/api.php"

# enwiki-20260101-pages-articles.xml.bz2, and the parts of it: …-multistream1.xml-p1p41242.bz2
_DUMP_NAME = re.compile(r"\.xml(-p\d+p\d+)?(\.bz2|\.gz|\.zst)?$", re.IGNORECASE)


def open_source(
    text: str,
    settings: Settings,
    scope: str | None = None,
    as_of: datetime | None = None,
    settle: timedelta | None = None,
    known_pages: Mapping[int, str] | None = None,
    text_of: Callable[[RevisionRef], str | None] = lambda _ref: None,
    progress: Callable[[DumpProgress], None] = lambda _progress: None,
) -> Source:
    """The source that `text` names: sample, wikipedia, an Action API URL, a folder, or a dump file.

    `scope` defaults to the settings'; a folder and the sample are read whole. `as_of` (UTC) takes each page's revision
    of that moment, `settle` the newest one that has stood for so long. `known_pages` (page_id → title) are those of
    the last version: they are followed through moves, and what became of them is reported. `text_of` gives the text of
    a revision that is at hand already, so that following a series of elections fetches nothing twice; `progress` hears
    how far the reading of a dump is.
    Raises UsageError for a source or scope that does not exist, SourceError for one that cannot be opened.
    """
    path = Path(text)
    if text == "sample" or path.is_dir():
        if as_of or settle:
            raise UsageError(f"source {text!r} has no history", remedy="--as-of and --settle need a wiki's API")
        return SampleSource() if text == "sample" else FolderSource(path)
    chosen = scope or settings.scope
    members = Scope(chosen, settings.scope_named(chosen))
    settle = settle if settle is not None else timedelta(hours=settings.settle_hours)
    if _DUMP_NAME.search(path.name) and path.is_file():
        return DumpSource(
            path,
            members,
            as_of=as_of,
            settle=settle,
            known_pages=known_pages,
            max_page_bytes=int(settings.page_megabytes * 2**20),
            processes=settings.processes,
            progress=progress,
        )
    if text == "wikipedia" or urlsplit(text).scheme in ("http", "https"):
        url = WIKIPEDIA if text == "wikipedia" else text
        return MediaWikiSource(
            ActionApi(url, settings),
            text,
            members,
            titles_per_request=settings.titles_per_request,
            as_of=as_of,
            settle=settle,
            known_pages=known_pages,
            text_of=text_of,
        )
    raise SourceError(f"there is no folder or file {text!r}", remedy=_REMEDY)


_REMEDY = "A source is sample, wikipedia, an API's URL, a folder of *.wikitext files or a dump (.xml, .bz2, .gz, .zst)"
