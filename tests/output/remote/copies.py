"""What tests of stores share."""

from __future__ import annotations

SECRET = "wJalrXUtnFEMI-not-a-real-key"


def files_of(dataset):
    """{path: bytes} of what a copy has to have."""
    skipped = {"latest", ".lock", "canvass.prom", "cache"}
    return {
        path.relative_to(dataset).as_posix(): path.read_bytes()
        for path in dataset.rglob("*")
        if path.is_file() and path.relative_to(dataset).parts[0] not in skipped
    }
