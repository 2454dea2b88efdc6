"""The errors that end a run or a command, each with its exit code and what to do about it.

Faults of a single page are never errors: they become its `parse_status`, a finding or a quarantined row.
"""

from __future__ import annotations


class CanvassError(Exception):
    """Something that a user has to know: what happened, where, what to do. Shown as one line."""

    exit_code = 4

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        super().__init__(what)

    def __str__(self) -> str:
        place = f" ({self.where})" if self.where else ""
        mend = f". {self.remedy}" if self.remedy else ""
        return f"{self.what}{place}{mend}"


class UsageError(CanvassError):
    """A wrong option, setting or name."""

    exit_code = 2


class SourceError(CanvassError):
    """The source could not be read at all."""

    exit_code = 3


class DatasetError(CanvassError):
    """The dataset folder is locked, damaged or not writable."""

    exit_code = 4


class FaultError(CanvassError):
    """canvass itself is at fault: its code, or a data file beside the code."""

    exit_code = 70  # EX_SOFTWARE of sysexits.h
