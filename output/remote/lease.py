"""One upload to a store at a time, as far as a store allows: an object that is written only if nobody else's is there.

    URL/upload.lock     who uploads, and until when; gone when the upload ends. A killed one's ends by itself.

Needs conditional writes (S3's If-None-Match and If-Match, which most stores that speak S3 have). On other stores
nothing is locked, and what is left is the look at latest.json before it is written.
"""

from __future__ import annotations

import hashlib
import socket
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from output.remote.store import Json, Store
from pipeline.errors import DatasetError

LOCK = "upload.lock"
LASTS = timedelta(hours=1)  # longer than the largest file takes; renewed between files


@contextmanager
def lease(store: Store, dataset: Path) -> Iterator[Callable[[], None]]:
    """Holds the store for an upload of this folder; yields what renews it, to be called now and then.

    The folder's own upload that was killed is no obstacle: its lock on this machine has ended. DatasetError (exit code
    4) where another upload is at work, from `renew` also where one has taken over.
    """
    holder = hashlib.sha256(f"{socket.gethostname()}\0{dataset.resolve()}".encode()).hexdigest()[:12]
    held = _Held(store, holder)
    if not store.writes_conditionally or not held.take():
        yield lambda: None
        return
    try:
        yield held.renew
    finally:
        held.end()


class _Held:
    """The lock of one upload."""

    def __init__(self, store: Store, holder: str) -> None:
        self._store, self._holder, self._upload = store, holder, uuid.uuid4().hex
        self._until = datetime.min.replace(tzinfo=UTC)

    def take(self) -> bool:
        """False where the store does as if it wrote conditionally and does not. DatasetError where another has it."""
        found, tag = self._store.read_tagged(LOCK)
        if found is not None and found.get("holder") != self._holder and not _is_over(found):
            raise self._taken(found)
        self._write(tag)
        if self._store.replace_json(LOCK, {"probe": self._upload}, None):  # one is there, so this has to be refused
            self._store.remove(LOCK)
            return False
        return True

    def renew(self) -> None:
        """Hold it for as long again, if half the time is over."""
        if datetime.now(UTC) < self._until - LASTS / 2:
            return
        found, tag = self._store.read_tagged(LOCK)
        if found is None or found.get("upload") != self._upload:
            raise self._taken(found)
        self._write(tag)

    def end(self) -> None:
        """Let others upload."""
        found, _ = self._store.read_tagged(LOCK)
        if found is not None and found.get("upload") == self._upload:
            self._store.remove(LOCK)

    def _write(self, tag: str | None) -> None:
        self._until = datetime.now(UTC) + LASTS
        if not self._store.replace_json(LOCK, self._content(), tag):
            raise self._taken(self._store.read_json(LOCK))

    def _content(self) -> Json:
        return {"holder": self._holder, "upload": self._upload, "until": self._until.isoformat(timespec="seconds")}

    def _taken(self, found: Json | None) -> DatasetError:
        until = f", until {found.get('until')} at most" if found is not None else ""
        return DatasetError(
            f"another upload to the store is at work{until}",
            where=f"{self._store.url}/{LOCK}",
            remedy="Wait for it to end, then run again; if it was killed, that object may be removed",
        )


def _is_over(found: Json) -> bool:
    try:
        return datetime.fromisoformat(str(found["until"])) < datetime.now(UTC)
    except (KeyError, ValueError, TypeError):
        return True
