"""Alerts of a refresh: the findings' files of a release, and what each channel is told of after it.

A channel that cannot be reached never fails a run: the failure is told, and the message goes out with the next run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from heapq import nsmallest
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from output.findings import all_by_id, faults_of, faulty_pages
from output.folder import Release, published, version_order
from output.sql import connect
from pipeline.memory import DUCKDB_LIMITS
from pipeline.quality.alerts.channels import AppriseChannel, Channel, SendError
from pipeline.quality.alerts.feed import atom_feed, findings_json
from pipeline.quality.alerts.message import message
from pipeline.quality.alerts.news import SEVERITIES, News, VersionFindings, news, row_link
from pipeline.quality.editors import editors_parts, faulty_articles, of_articles, worst_first
from pipeline.settings import AlertSettings
from pipeline.steps.outbox import Outbox

FEED = "findings.atom"
LISTING = "findings.json"
EDITORS = "EDITORS.md"
_BATCH = 10_000  # rows
_PAGE = ["page_id", "title", "rev_id", "url"]


class Alerts:
    """The alerts of one run; made under the dataset's lock before anything is published."""

    def __init__(
        self, dataset: Path, settings: AlertSettings, before: Release | None, more: Sequence[Channel] = ()
    ) -> None:
        self._dataset, self._severity = dataset, settings.severity
        urls = dict.fromkeys(settings.urls)
        self._channels = (*(AppriseChannel(url, number) for number, url in enumerate(urls, start=1)), *more)
        self._outbox = Outbox(dataset)
        self._outbox.open_for((channel.key for channel in self._channels), before.version if before else None)

    def deliver(self, latest: Release, say: Callable[[str], None]) -> tuple[str, ...]:
        """Send what is still to be sent, one message to each channel; what came of it, a line each."""
        lines: list[str] = []
        if self._outbox.was_damaged:
            lines.append("outbox.json could not be read; what was not sent before this run will not be")
        for channel in self._channels:
            try:
                told = self._tell(channel, latest)
            except Exception as error:  # whatever alerts meet, what is published stands, and so does the exit code
                told = [f"{channel.name} failed ({type(error).__name__}); the next run tries again"]
            lines += told
        for line in lines:
            say(line)
        return tuple(lines)

    def _tell(self, channel: Channel, latest: Release) -> list[str]:
        entry, lines = self._outbox[channel.key], []
        if entry.sending:
            # Whether it arrived cannot be known; twice would be worse, for the findings and the feed have it.
            lines = [f"{channel.name}: a run died while it sent {entry.sending}; it may not have arrived, see {FEED}"]
            self._outbox.end(channel.key, entry.sending)
            entry = self._outbox[channel.key]
        if entry.told is not None and version_order(latest.version) <= version_order(entry.told):
            return lines
        found = news_since(self._dataset, latest, entry.told, self._severity)
        if not found:
            self._outbox.end(channel.key, latest.version)
            return lines
        self._outbox.begin(channel.key, latest.version)
        try:
            channel.send(message(found, f"canvass findings --dataset {self._dataset}"))
        except Exception as error:
            self._outbox.end(channel.key, entry.told)
            why = error if isinstance(error, SendError) else type(error).__name__
            return [*lines, f"{channel.name} failed: {why}; the next run tries again"]
        self._outbox.end(channel.key, latest.version)
        return [*lines, f"{channel.name}: sent"]


def news_since(dataset: Path, latest: Release, since: str | None, severity: str) -> News:
    """What the versions after `since` (None: all) brought. Pruned ones are left out: what they resolved is not told."""
    after = version_order(since) if since else ()
    until = version_order(latest.version)
    between = [Release(latest.path.parent / v) for v in published(dataset) if after < version_order(v) <= until]
    known = pq.read_table(latest.parquet_path("versions"), columns=["version"])["version"].to_pylist()
    untold = {version for version in known if version_order(version) > after}
    return news(version_findings(latest), list(map(version_findings, between)), untold, since, severity)


class _Rows:
    """The rows of a Parquet file, each time anew, a few in memory."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        with pq.ParquetFile(self._path) as file:
            for batch in file.iter_batches(_BATCH):
                yield from batch.to_pylist()


def version_findings(release: Release) -> VersionFindings:
    """A release's findings, with what is needed to tell of them."""
    pages = pq.read_table(release.parquet_path("pages"), columns=_PAGE).to_pylist()
    checks = pq.read_table(release.parquet_path("checks"), columns=["check_id", "description"]).to_pylist()
    return VersionFindings(
        release.version,
        _Rows(release.parquet_path("findings")),
        {page["page_id"]: page for page in pages},
        {check["check_id"]: check["description"] for check in checks},
    )


def artifact_rows(release: Path, severity: str, most: int = 200) -> list[dict[str, str]]:
    """A release's findings for a table on a screen: what is new first, then what was resolved, then what stands."""
    version = version_findings(Release(release))
    mildest, order = SEVERITIES.index(severity), ("new", "resolved", "ongoing")
    rows = (row for row in version.findings if row["status"] in order and SEVERITIES.index(row["severity"]) <= mildest)
    first = nsmallest(
        most, rows, lambda row: (order.index(row["status"]), SEVERITIES.index(row["severity"]), row["finding_id"])
    )
    return [
        {
            "status": row["status"],
            "severity": row["severity"],
            "check": row["check_id"],
            "page": version.pages.get(row["page_id"], {}).get("title") or "",
            "message": row["message"],
            "link": row_link(row["url"], row["record_key"]),
        }
        for row in first
    ]


def write_feeds(staged: Release, before: Release | None, severity: str) -> None:
    """Writes the findings' files into a release that is being made; `before`: the one it follows.

    `findings.json`, `findings.atom`, and `EDITORS.md`: errors and warnings by article, for those who edit it. Memory
    holds some thousands of findings.
    """
    previous = before.version if before else None
    with connect(staged, DUCKDB_LIMITS) as connection:
        rows = all_by_id(connection)
        _write(staged.path / LISTING, findings_json(rows, staged.version, previous, staged.created_at))
        pages = sorted(faulty_pages(connection, of_articles()), key=lambda page: worst_first(*page))
        articles = (article for faults in faults_of(connection, pages) for article in faulty_articles(faults))
        counts = {"error": sum(page.error for page in pages), "warning": sum(page.warning for page in pages), "info": 0}
        _write(staged.path / EDITORS, editors_parts(articles, staged.version, len(pages), counts))
    first = pq.read_table(staged.parquet_path("versions")).to_pylist()[0]
    version = version_findings(staged)
    found = news(version, [version], {version.version}, previous, severity)
    dataset_id = f"{first['version']} {first['created_at']} {first['content_hash']}"
    _write(staged.path / FEED, [atom_feed(found, staged.created_at, dataset_id, _feed_of(before))])


def _write(path: Path, parts: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(parts)


def _feed_of(release: Release | None) -> str | None:
    path: Any = release and release.path / FEED
    return path.read_text(encoding="utf-8") if path and path.is_file() else None
