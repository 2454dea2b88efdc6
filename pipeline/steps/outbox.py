"""DATASET/outbox.json: up to which version each channel has been told. What is after that is still to be sent.

The message itself needs no file: it follows from the findings of the versions, which are written with the release and
never change. So a run that dies between publishing and sending leaves nothing half done; the next one sees a version
that a channel was not told of.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from pipeline.syncing import write_synced

FILE = "outbox.json"


@dataclass
class Entry:
    """`told`: the version a channel heard of last, None: of none; `sending`: the one being sent to it just now."""

    told: str | None
    sending: str | None = None


class Outbox:
    """The entries by channel key. Every change is on disk before the next step is taken. Only under the lock."""

    def __init__(self, dataset: Path) -> None:
        self._path = dataset / FILE
        self.was_damaged = False
        self._entries = self._read()

    def _read(self) -> dict[str, Entry]:
        try:
            content = json.loads(self._path.read_text(encoding="utf-8"))
            return {str(key): Entry(**entry) for key, entry in content.items()}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError, AttributeError):
            self.was_damaged = True
            return {}

    def _write(self) -> None:
        content = {key: asdict(entry) for key, entry in sorted(self._entries.items())}
        write_synced(self._path, json.dumps(content, indent=1) + "\n")

    def __getitem__(self, key: str) -> Entry:
        return self._entries[key]

    @property
    def entries(self) -> Mapping[str, Entry]:
        """Every channel's entry, by its key."""
        return self._entries

    def open_for(self, keys: Iterable[str], version: str | None) -> None:
        """A channel that is new hears of what comes after `version`, the latest now."""
        missing = [key for key in keys if key not in self._entries]
        if missing:
            self._entries |= {key: Entry(version) for key in missing}
            self._write()

    def begin(self, key: str, version: str) -> None:
        """The message about the version goes out now."""
        self._entries[key].sending = version
        self._write()

    def end(self, key: str, told: str | None) -> None:
        """It went out (`told`: its version), or it did not (`told`: the version before)."""
        self._entries[key] = Entry(told)
        self._write()
