"""What a refresh came to, in figures."""

from __future__ import annotations

from collections import Counter
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
    findings = pq.read_table(release.parquet_path("findings"), columns=["severity", "status"]).to_pylist()
    lasting = Counter(row["severity"] for row in findings if row["status"] in ("new", "ongoing"))
    rows = {name: pq.read_metadata(release.parquet_path(name)).num_rows for name in release.table_names}
    return Summary(
        version=release.version,
        changed=changed,
        path=str(release.path),
        pages=rows["pages"],
        fetched=gathered.fetched,
        rows=rows,
        quarantined=rows["quarantine"],
        findings={severity: lasting[severity] for severity in ("error", "warning", "info")},
        new_errors=changed * sum(row == {"severity": "error", "status": "new"} for row in findings),
        seconds=round(seconds, 2),
        problems=tuple(problem.in_words for problem in gathered.problems),
        alerts=alerts,
    )
