"""What a refresh came to, in figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import pyarrow.parquet as pq

from output.folder import Release
from pipeline.steps.gather import Gathered


@dataclass(frozen=True)
class Summary:
    """What a refresh came to. `changed` False: nothing new, `version` is the one that stands."""

    version: str
    changed: bool
    path: str
    pages: int
    fetched: int
    rows: Mapping[str, int]
    quarantined: int
    findings: Mapping[str, int]  # by severity, resolved and waived ones left out
    new_errors: int  # findings of severity error that are new in this version
    seconds: float
    problems: tuple[str, ...] = field(default=())  # what the source could not give, in words
    alerts: tuple[str, ...] = field(default=())  # what came of sending them, a line a channel

    def as_json(self) -> dict[str, Any]:
        """A plain mapping."""
        return asdict(self)


def summary_of(release: Release, changed: bool, gathered: Gathered, seconds: float, alerts: tuple[str, ...]) -> Summary:
    """The summary of a run that ended with this release, `changed`: published by it. Reads figures, no tables."""
    findings = pq.read_table(release.parquet_path("findings"), columns=["severity", "status"])
    counts = findings.group_by(["severity", "status"]).aggregate([([], "count_all")]).to_pylist()
    found = {(row["severity"], row["status"]): row["count_all"] for row in counts}
    severities = ("error", "warning", "info")
    rows = {name: pq.read_metadata(release.parquet_path(name)).num_rows for name in release.table_names}
    return Summary(
        version=release.version,
        changed=changed,
        path=str(release.path),
        pages=rows["pages"],
        fetched=gathered.fetched,
        rows=rows,
        quarantined=rows["quarantine"],
        findings={name: found.get((name, "new"), 0) + found.get((name, "ongoing"), 0) for name in severities},
        new_errors=changed * found.get(("error", "new"), 0),
        seconds=round(seconds, 2),
        problems=tuple(problem.in_words for problem in gathered.problems),
        alerts=alerts,
    )
