"""Findings that someone has looked at and waived: DATASET/waivers.yaml, kept small so that it is reviewed like code.

0f3a9c1d2b4e5f60:
  reason: as certified by the state
  until: 2027-01-31        # last day; absent: for good
  finding: Essex …         # what it was about, for the reader
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from pipeline.errors import UsageError
from pipeline.syncing import write_synced

FILE = "waivers.yaml"


class Waiver(NamedTuple):
    """Why a finding is waived, until when (None: for good), and its message when it was."""

    reason: str
    until: date | None = None
    finding: str = ""


def read_waivers(dataset: Path) -> dict[str, Waiver]:
    """The waivers by finding_id; none where there is no file. Raises UsageError for a file that breaks the form."""
    path = dataset / FILE
    if not path.is_file():
        return {}
    try:
        entries: Any = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        return {str(finding_id): _waiver(entry) for finding_id, entry in entries.items()}
    except (yaml.YAMLError, AttributeError, TypeError, ValueError) as error:
        raise UsageError(f"waivers cannot be read: {error}", where=str(path), remedy="Each needs a reason") from error


def lasting(waivers: Mapping[str, Waiver], today: date) -> list[str]:
    """The finding_ids that are waived on that day, its last day included."""
    return [key for key, waiver in waivers.items() if waiver.until is None or today <= waiver.until]


def _waiver(entry: dict[str, Any]) -> Waiver:
    waiver = Waiver(**entry)
    if not str(waiver.reason).strip():
        raise ValueError("a waiver without a reason")
    if waiver.until is not None and not isinstance(waiver.until, date):
        raise ValueError(f"until is no date: {waiver.until!r}")
    return waiver


def write_waiver(dataset: Path, finding_id: str, waiver: Waiver) -> Path:
    """Add or replace one; the file's path. Raises UsageError for no reason, or where the file cannot be read."""
    if not waiver.reason.strip():
        raise UsageError("a waiver needs a reason", remedy="Say why it is no fault, or who mends it")
    if isinstance(waiver.until, datetime):
        waiver = waiver._replace(until=waiver.until.date())
    waivers = read_waivers(dataset) | {finding_id: waiver}
    content = {
        key: {name: value for name, value in value._asdict().items() if value} for key, value in sorted(waivers.items())
    }
    path = dataset / FILE
    write_synced(path, yaml.safe_dump(content, allow_unicode=True, sort_keys=False))
    return path
