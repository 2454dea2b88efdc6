"""A refresh's summary in words."""

from __future__ import annotations

from pipeline.parsing.page_records import ELECTION_TABLES
from pipeline.steps.summary import Summary


def summary_lines(summary: Summary) -> list[str]:
    """What a person wants to know at the end of a run: version, rows, quarantine, findings, path, seconds."""
    if summary.changed:
        first = f"published version {summary.version}"
    else:
        first = f"nothing changed: version {summary.version} stands"
    found = summary.findings
    return [
        first,
        f"  pages        {summary.pages:>9,}  ({summary.fetched:,} fetched)",
        *(f"  {name:<12} {count:>9,}" for name, count in summary.rows.items() if count and name in _TOLD),
        f"  quarantined  {summary.quarantined:>9,}",
        f"  findings     {sum(found.values()):>9,}  ({found['error']} errors, {found['warning']} warnings, "
        f"{found['info']} notes; {summary.new_errors} errors are new)",
        f"  path         {summary.path}",
        *(f"  alerts       {line}" for line in summary.alerts),
        f"  seconds      {summary.seconds:>9,.1f}",
    ]


_TOLD = {*ELECTION_TABLES, "page_tables", "cells"}
