"""Rows of `findings` and versions made of them."""

from __future__ import annotations

import json

from pipeline.quality.alerts.news import VersionFindings

TITLE = "2004 United States presidential election in Massachusetts"
PERMALINK = "https://en.wikipedia.org/w/index.php?title=X&oldid="
MEANS = {"area_pct": "A percentage is the votes over the total.", "area_sum": "The candidates sum to the total."}


def finding(name, status="new", first="2026.11.23-1", **fields):
    """A row; `first`: first_seen_version."""
    key = {"table_no": 3, "row_no": 6, "area": "Essex"}
    return {
        "finding_id": name,
        "check_id": "area_pct",
        "severity": "error",
        "page_id": 1,
        "election_id": TITLE,
        "table_name": "areas",
        "record_key": json.dumps(key),
        "column_name": "pct",
        "observed": "1.41",
        "expected": "1.22",
        "message": f"{name}: stated with 1.41 %; the votes are 1.22 %",
        "url": f"{PERMALINK}17#By_county_(all)",
        "first_seen_version": first,
        "status": status,
    } | fields


def version(name, *findings):
    """A version with one page."""
    page = {"page_id": 1, "title": TITLE, "rev_id": 17, "url": f"{PERMALINK}17"}
    return VersionFindings(name, findings, {1: page}, MEANS)
