"""Held revisions that someone has accepted: DATASET/accepted.yaml, kept small so that it is reviewed like code.

- page: 2004 United States presidential election in Massachusetts
  page_id: 1234567
  revision: 1200000017
  instead_of: 1200000001   # what the version had when it was accepted
  sha1: 2fd4e1c67a2d28fc…   # of the text that was looked at; absent where it was never fetched
  reason: as certified on 2026-11-20
  by: M. Curie
  on: 2026-11-25
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from pipeline.errors import UsageError
from pipeline.syncing import write_synced

FILE = "accepted.yaml"


class Acceptance(NamedTuple):
    """One page's revision that is taken whatever the rules hold against it."""

    page: str
    page_id: int
    revision: int
    instead_of: int | None = None
    sha1: str | None = None
    reason: str | None = None
    by: str | None = None
    on: date | None = None

    def is_of(self, page_id: int, rev_id: int, sha1: str | None) -> bool:
        """Whether that revision was accepted, with that text."""
        return (self.page_id, self.revision) == (page_id, rev_id) and (sha1 is None or self.sha1 in (None, sha1))


def read_accepted(dataset: Path) -> list[Acceptance]:
    """The acceptances in the file's order; none where there is no file. Raises UsageError for a broken one."""
    path = dataset / FILE
    if not path.is_file():
        return []
    try:
        entries: Any = yaml.safe_load(path.read_text(encoding="utf-8")) or []
        return [_acceptance(entry) for entry in entries]
    except (yaml.YAMLError, AttributeError, TypeError, ValueError) as error:
        raise UsageError(
            f"accepted revisions cannot be read: {error}",
            where=str(path),
            remedy="Each is a mapping with page, page_id and revision: see docs/holds.md",
        ) from error


def write_acceptance(dataset: Path, acceptance: Acceptance) -> tuple[Path, bool]:
    """Add one; the file's path, and whether it is new: the same revision again is the same acceptance.

    Raises UsageError where the file cannot be read.
    """
    accepted = read_accepted(dataset)
    path = dataset / FILE
    if any(known.is_of(acceptance.page_id, acceptance.revision, acceptance.sha1) for known in accepted):
        return path, False
    content = [
        _entry(known) for known in sorted([*accepted, acceptance], key=lambda a: (a.page, a.page_id, a.revision))
    ]
    write_synced(path, yaml.safe_dump(content, allow_unicode=True, sort_keys=False))
    return path, True


def successor(accepted: Iterable[Acceptance], page_id: int, rev_id: int) -> Acceptance | None:
    """The revision last accepted in place of that one."""
    found = [a for a in accepted if (a.page_id, a.instead_of) == (page_id, rev_id) and a.revision != rev_id]
    return max(found, key=lambda a: (a.on or date.min, a.revision)) if found else None


def _entry(acceptance: Acceptance) -> dict[str, Any]:
    return {name: value for name, value in acceptance._asdict().items() if value is not None}


def _acceptance(entry: dict[Any, Any]) -> Acceptance:
    # YAML 1.1 reads the key `on` as true; it is written with quotes, but people write it by hand.
    acceptance = Acceptance(**{("on" if name is True else name): value for name, value in entry.items()})
    if not isinstance(acceptance.page_id, int) or not isinstance(acceptance.revision, int):
        raise ValueError(f"page_id and revision are numbers: {entry!r}")
    if acceptance.on is not None and not isinstance(acceptance.on, date):
        raise ValueError(f"on is no date: {acceptance.on!r}")
    return acceptance
