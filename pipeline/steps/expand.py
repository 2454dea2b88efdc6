"""`--expand`: what the wiki itself makes of templates that the registry does not know, asked for once and kept.

The answers lie in the archive, each with its templates' revisions. A version names the last file of answers that it was
built with, so that it can be built again without network.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from output.folder import Release
from pipeline.archive import Archive
from pipeline.archiving.expansions import Expansions
from pipeline.errors import UsageError
from pipeline.settings import Settings
from pipeline.sources.api.client import ActionApi
from pipeline.sources.api.expansion import expand_templates
from pipeline.sources.base import Source
from pipeline.sources.mediawiki import MediaWikiSource
from pipeline.steps.engine import Engine, Progress

if TYPE_CHECKING:
    from pipeline.steps.read import Reading

PROVENANCE = "expansions"  # where datapackage.json names the last file of answers
ROUNDS = 3  # an answer may show what a table is, and so which further calls matter


def api_of(source: Source) -> ActionApi:
    """The API to ask. Raises UsageError where the source is no wiki."""
    if not isinstance(source, MediaWikiSource):
        raise UsageError(f"source {source.name!r} cannot expand templates", remedy="--expand needs a wiki's API")
    return source.api


def kept_answers(dataset: Path, release: Release) -> Mapping[str, str] | None:
    """The answers that a version was built with, None where it was built without. Raises DatasetError."""
    last = release.package["provenance"].get("run", {}).get(PROVENANCE, "")
    return Expansions(dataset, until=last).usable() if last else None


def read_expanded(
    archive: Archive,
    keys: Sequence[tuple[int, int, str]],
    settings: Settings,
    engine: Engine,
    progress: Progress,
    api: ActionApi,
    expansions: Expansions,
    cache: Path | None = None,
) -> Reading:
    """As `read`, once the wiki was asked for the calls that matter and are not kept.

    Raises SourceError, DatasetError; what was answered before stays kept.
    """
    from pipeline.steps.read import read  # here, so that a run that finds nothing new does not wait for polars

    for _ in range(ROUNDS):
        reading = read(archive, keys, settings, engine, progress, expansions.usable(), cache)
        calls = [call for call in reading.unsettled if call not in expansions]
        if not calls:
            break
        progress.begin("expand")
        progress.note(f"{len(calls):,} calls")
        engine.run("expand", f"{len(calls)} calls", lambda calls=calls: expansions.add(expand_templates(api, calls)))  # type: ignore[misc]
    else:
        reading = read(archive, keys, settings, engine, progress, expansions.usable(), cache)
    return reading
