"""Fetching from a real MediaWiki on loopback: 1,000 pages, then again where nothing changed; then whole refreshes.

    python -m benchmarks.fetch [PAGES] [--keep-limit]

Prints seconds, requests, bytes received and peak memory of each. The rate limit is lifted (loopback), unless
--keep-limit is given. Needs ../shared/mediawiki and what it needs.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from pipeline.archive import Archive
from pipeline.settings import ScopeSettings, Settings
from pipeline.sources.api.client import ActionApi
from pipeline.sources.mediawiki import MediaWikiSource
from pipeline.sources.scopes import Scope
from pipeline.steps.refresh import Request, refresh

SHARED = Path(__file__).parents[1].parent / "shared" / "mediawiki"


def main() -> int:
    """Runs the benchmark; 1 where no MediaWiki can be started."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="?", type=int, default=1000)
    parser.add_argument("--keep-limit", action="store_true")
    arguments = parser.parse_args()
    work = Path(tempfile.gettempdir()) / "canvass-mediawiki-benchmark"
    if not (SHARED / "mediawiki-up").is_file():
        print("fetch: ../shared/mediawiki is not there, skipped", file=sys.stderr)
        return 1
    url = _steer(work, "up").strip()
    try:
        with tempfile.TemporaryDirectory() as folder:
            pages = Path(folder) / "pages"
            subprocess.run([sys.executable, SHARED / "make_sample.py", pages, str(arguments.pages)], check=True)
            _steer(work, "load", str(pages))
            _measure(url, arguments, Path(folder))
    finally:
        _steer(work, "down")
    return 0


def _measure(url: str, arguments: argparse.Namespace, folder: Path) -> None:
    limit = {} if arguments.keep_limit else {"requests_per_minute": 1e6}
    settings = Settings.model_validate(limit)
    # Every article of the wiki, by the infobox that all of them have, then by title as a refresh of known pages does.
    search = MediaWikiSource(
        ActionApi(url, settings), url, Scope("all", ScopeSettings(templates=("Infobox election",)))
    )
    titles = tuple(ref.title for ref in search.newest())
    known = ScopeSettings(titles=titles)
    scope = Scope("known", known)
    for name in ("first fetch", "no change"):
        source = MediaWikiSource(ActionApi(url, settings), url, scope)
        start = time.perf_counter()
        archive = Archive(folder / "dataset")
        added = archive.add(source.fetch(archive.missing(source.newest(), source.name)))
        seconds = time.perf_counter() - start
        traffic = source.api.traffic
        memory = psutil.Process().memory_info().rss / 1e6
        size = sum(path.stat().st_size for path in archive.folder.iterdir())
        print(
            f"{name:12} {len(titles):6,} pages {seconds:7.2f} s {traffic.requests:5} requests {traffic.retries} retries"
            f" {traffic.bytes:12,} bytes {added.revisions:6,} new, memory {memory:5.0f} MB, archive {size:,} bytes"
        )
    # From the first page to the published version, in a dataset of its own.
    settings = Settings.model_validate(limit | {"scopes": {"known": known}, "scope": "known"})
    for name in ("refresh", "unchanged"):
        start = time.perf_counter()
        summary = refresh(Request(settings, url, folder / "refreshed"))
        seconds = time.perf_counter() - start
        print(f"{name:12} {summary.pages:6,} pages {seconds:7.2f} s {sum(summary.rows.values()):9,} rows")


def _steer(work: Path, *arguments: str) -> str:
    return subprocess.run(
        [SHARED / "mediawiki-up", work, *arguments], capture_output=True, text=True, check=True
    ).stdout


if __name__ == "__main__":
    sys.exit(main())
