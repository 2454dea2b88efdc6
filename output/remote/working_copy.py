"""A refresh whose dataset is a store's URL: fetched into a folder of this machine's cache, refreshed, sent back.

The folder stays for the next time, so that only what is new goes over the wire; it may be deleted at any moment.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs

from output.folder import published
from output.remote.manifest import LATEST
from output.remote.store import Store, is_url


@contextmanager
def working_copy(dataset: str | Path, say: Callable[[str], None] = lambda _: None) -> Iterator[Path]:
    """The folder itself; for a URL its copy here, which goes back when the block ends well.

    Raises DatasetError, UsageError as upload and download do.
    """
    if not is_url(str(dataset)):
        yield Path(dataset)
        return
    from output.remote.copying import download, upload  # not for the many runs that have a folder

    store = Store(str(dataset))
    folder = copy_of(store.url)
    pointed = store.read_json(LATEST)
    if pointed is not None and _is_ahead(folder, str(pointed.get("version"))):
        say(f"{folder} has what the last run could not send; it goes on from there")
    elif pointed is not None:
        got = download(store, folder, say=say)
        say(f"{store.url}: version {got.version}, {got.sent:,} files fetched to {folder}")
    yield folder
    done = upload(folder, store, say=say)
    say(f"{store.url}: version {done.version}, {done.sent:,} files sent, {done.copied:,} copied there")


def _is_ahead(folder: Path, theirs: str) -> bool:
    """Whether the copy has the store's version and a later one: the run that published it could not send it."""
    here = published(folder)
    return theirs in here and here[-1] != theirs


def copy_of(url: str) -> Path:
    """Where this machine keeps its copy of a store's dataset."""
    name = re.sub(r"[^A-Za-z0-9.-]+", "-", url.rsplit("/", 1)[-1]).strip(".-") or "dataset"
    digest = hashlib.sha256(url.encode()).hexdigest()[:8]
    return platformdirs.user_cache_path("canvass") / "datasets" / f"{name}-{digest}"
