"""The dataset's folder: is `latest` whole, does the archive hold it, what was left over, how did the last runs end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from output.folder import latest, published, releases_folder
from output.staging import is_locked, unpublished
from output.versions import pins
from pipeline.archive import Archive
from pipeline.errors import DatasetError
from pipeline.quality.waivers import lasting, read_waivers
from pipeline.steps.doctor.sign import Sign, examined
from pipeline.steps.run_log import DONE, last_done, read_runs
from pipeline.syncing import STAGING

MANY_FILES = 300  # of the archive; opening it reads each one's index
LONG_AGO = timedelta(days=8)  # a weekly schedule that has missed its day


def examine_dataset(dataset: Path) -> Iterator[Sign]:
    """All signs of the dataset's folder."""
    looks = (newest, archive, leftovers, runs, waivers)
    yield from examined("dataset", (partial(look, dataset) for look in looks))


def newest(dataset: Path) -> Iterator[Sign]:
    """Whether `latest` is a whole version; reads all its files."""
    try:
        release = latest(dataset)
    except DatasetError as error:
        yield Sign("dataset", "latest", "fault", error.what, error.remedy)
        return
    if release is None:
        yield Sign("dataset", "latest", "warning", f"nothing is published in {dataset} yet", "Run `canvass refresh`")
        return
    damage = release.damage()
    others = [version for version in published(dataset) if version != release.path.name]
    if damage:
        remedy = "Restore the version from a backup, or `canvass verify` and publish anew with `canvass refresh`"
        yield Sign("dataset", "latest", "fault", f"version {release.path.name} is damaged: {'; '.join(damage)}", remedy)
    elif release.created_at > datetime.now(UTC) + timedelta(minutes=5):
        what = f"version {release.version} was published at {release.created_at:%Y-%m-%d %H:%M} UTC, in the future"
        yield Sign("dataset", "latest", "warning", what, "Set this machine's clock")
    else:
        what = f"version {release.version} is whole; {len(others)} older (`canvass versions` checks them all)"
        yield Sign("dataset", "latest", "ok", what)
    pins(dataset)


def archive(dataset: Path) -> Iterator[Sign]:
    """Whether the archive can be read and holds the revisions of the latest version."""
    kept = Archive(dataset)
    size = kept.size()
    release = latest(dataset)
    if release is not None:
        missing = _missing(kept, release.parquet_path("pages"))
        if missing:
            what = f"the archive lacks {missing:,} revisions of version {release.path.name}"
            yield Sign(
                "dataset", "archive", "fault", what, "Put the archive's files back; the next refresh fetches anew"
            )
            return
    what = ", ".join(f"{count:,} {name}" for name, count in size._asdict().items())
    if size.files > MANY_FILES:
        yield Sign("dataset", "archive", "warning", what, "Put them into one: `canvass archive --compact`")
    else:
        yield Sign("dataset", "archive", "ok", what)


def leftovers(dataset: Path) -> Iterator[Sign]:
    """What a killed run left, and whether a run is at work."""
    if is_locked(dataset):
        yield Sign("dataset", "lock", "ok", "a run is at work just now")
        return
    left = [path.name for path in (*releases_folder(dataset).glob(f"{STAGING}*"), *dataset.glob(f"{STAGING}*"))]
    left += [version for version in (unpublished(dataset),) if version is not None]
    if left:
        what = f"a run that did not end left {', '.join(sorted(left))}"
        yield Sign("dataset", "leftovers", "warning", what, "The next `canvass refresh` removes it")
    else:
        yield Sign("dataset", "leftovers", "ok", "none, and no run is at work")


def runs(dataset: Path) -> Iterator[Sign]:
    """How the last runs ended."""
    known = [run for run in read_runs(dataset) if run.outcome != "running"]
    if not known:
        yield Sign("dataset", "runs", "ok", "none is remembered")
        return
    last, good = known[-1], last_done(known)
    if last.outcome not in DONE:
        since = f"the last that ended well: {good.started[:16]} UTC" if good else "none has ended well"
        what = f"the last run ({last.started[:16]} UTC) {last.outcome}: {last.error or 'no word'}; {since}"
        yield Sign("dataset", "runs", "warning", what, "`canvass runs` lists them; run `canvass refresh` again")
    elif datetime.now(UTC) - datetime.fromisoformat(last.started) > LONG_AGO:
        what = f"the last run was at {last.started[:16]} UTC"
        yield Sign("dataset", "runs", "warning", what, "Is the schedule still there? See docs/operations.md")
    else:
        yield Sign("dataset", "runs", "ok", f"the last one at {last.started[:16]} UTC: {last.outcome}")


def waivers(dataset: Path) -> Iterator[Sign]:
    """Whether waivers.yaml can be read, and what has ended."""
    known = read_waivers(dataset)
    ended = len(known) - len(lasting(known, date.today()))
    if ended:
        what = f"{ended} of {len(known)} waivers have ended"
        yield Sign("dataset", "waivers", "warning", what, "Take them out of waivers.yaml, or waive anew")
    else:
        yield Sign("dataset", "waivers", "ok", f"{len(known)} waivers")


def _missing(kept: Archive, pages: Path) -> int:
    try:
        rows = pq.read_table(pages, columns=["page_id", "rev_id"]).to_pylist()
    except (OSError, pa.ArrowException):
        return 0  # told of above
    known = kept.known()
    return sum((row["page_id"], row["rev_id"]) not in known for row in rows)
