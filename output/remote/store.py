"""A prefix of an object store, by fsspec: reading, writing, copying objects; every fault as a DatasetError.

Who we are to the store is a matter of the environment (AWS_ACCESS_KEY_ID, AWS_PROFILE, AWS_ENDPOINT_URL, a role of the
machine); a URL that holds a password is refused, for URLs end up in logs.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import fsspec

from pipeline.errors import DatasetError, UsageError

Json = dict[str, Any]


def is_url(dataset: str) -> bool:
    """Whether a dataset's place is an object store's URL rather than a folder."""
    return "://" in dataset


class Store:
    """The objects below a URL. Paths are relative, with slashes. Raises UsageError for a URL that cannot be one."""

    def __init__(self, url: str) -> None:
        place = urlsplit(url)
        if "@" in place.netloc:
            raise UsageError(
                "the store's URL holds a user or a password",
                where=f"{place.scheme}://{place.hostname}",
                remedy="Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, in the environment",
            )
        self.url = url.rstrip("/")
        try:
            # Our own instance: another one of this process may hold other credentials or an old listing.
            self._files, root = fsspec.core.url_to_fs(self.url, skip_instance_cache=True, use_listings_cache=False)
        except ImportError as error:
            raise UsageError(
                f"{place.scheme}:// needs a library: {error}", remedy="pip install canvass[s3] for s3://"
            ) from error
        except ValueError as error:
            raise UsageError(f"fsspec knows no store {place.scheme}://", where=self.url) from error
        self._root = str(root).rstrip("/")

    def sizes(self) -> dict[str, int]:
        """Every object below the URL with its size in bytes."""
        with self._faults("listed"):
            try:
                found = self._files.find(self._root, detail=True)
            except FileNotFoundError:
                return {}
        return {path.removeprefix(self._root).lstrip("/"): int(info["size"]) for path, info in found.items()}

    def read_json(self, path: str) -> Json | None:
        """A small JSON object; None where there is none. DatasetError where it is no JSON."""
        with self._faults("read", path):
            try:
                content = self._files.cat_file(self._full(path))
            except FileNotFoundError:
                return None
        try:
            value = json.loads(content)
            if not isinstance(value, dict):
                raise ValueError("no JSON object")
        except ValueError as error:
            raise DatasetError(f"{path} in the store is damaged: {error}", where=self.url) from error
        return value

    def read_tagged(self, path: str) -> tuple[Json | None, str | None]:
        """As `read_json`, and the tag (ETag) of just that content, None where the store has none."""
        before = self._tag(path)
        while True:
            value = self.read_json(path)
            tag = self._tag(path)
            if tag == before:
                return value, tag
            before = tag

    def write_json(self, path: str, value: Json) -> None:
        """Write a small JSON object, at once."""
        with self._faults("written", path):
            self._make_room(path)
            self._files.pipe_file(self._full(path), _as_bytes(value))

    @property
    def writes_conditionally(self) -> bool:
        """Whether the store's interface knows conditional writes (that a server heeds them is another matter)."""
        return "s3" in self._files.protocol

    def replace_json(self, path: str, value: Json, tag: str | None) -> bool:
        """Write a small JSON object if that of `tag` is still there (None: if there is none); False where it is not.

        Where the store cannot write conditionally it is looked at just before.
        """
        if not self.writes_conditionally:
            if self._tag(path) != tag:
                return False
            self.write_json(path, value)
            return True
        condition = {"mode": "create"} if tag is None else {"IfMatch": tag}
        with self._faults("written", path):
            try:
                self._files.pipe_file(self._full(path), _as_bytes(value), **condition)
            except OSError as error:
                if not _is_refusal(error):
                    raise
                # Of a try whose answer was lost, the next one finds its own work there.
                return self.read_json(path) == value
        return True

    def upload(self, file: Path, path: str) -> None:
        """Copy a file there."""
        with self._faults("written", path):
            self._make_room(path)
            self._files.put_file(str(file), self._full(path))

    def download(self, path: str, file: Path) -> None:
        """Copy an object here."""
        with self._faults("read", path):
            self._files.get_file(self._full(path), str(file))

    def copy(self, source: str, path: str) -> None:
        """Copy an object to another, within the store."""
        with self._faults("written", path):
            self._make_room(path)
            self._files.cp_file(self._full(source), self._full(path))

    def remove(self, path: str) -> None:
        """Remove an object; none is no fault."""
        with self._faults("removed", path):
            try:
                self._files.rm_file(self._full(path))
            except FileNotFoundError:
                return

    def pieces(self, path: str, size: int = 2**20) -> Iterator[bytes]:
        """An object's bytes."""
        with self._faults("read", path), self._files.open(self._full(path), "rb") as file:
            read: Callable[[int], bytes] = file.read
            while piece := read(size):
                yield piece

    def _tag(self, path: str) -> str | None:
        with self._faults("read", path):
            try:
                info = self._files.info(self._full(path))
            except FileNotFoundError:
                return None
        return str(info.get("ETag") or info.get("etag") or info.get("mtime") or info["size"])

    def _full(self, path: str) -> str:
        return f"{self._root}/{path}"

    def _make_room(self, path: str) -> None:
        if "file" in self._files.protocol:  # the one "store" that has folders, which have to be there
            Path(self._full(path)).parent.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def _faults(self, done: str, path: str = "") -> Iterator[None]:
        try:
            yield
        except (DatasetError, GeneratorExit):
            raise
        except Exception as error:  # every store's library has faults of its own
            if isinstance(error, FileNotFoundError) and done != "written":
                raise
            what = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise DatasetError(
                f"the store cannot be {done}: {what}",
                where=f"{self.url}/{path}".rstrip("/"),
                remedy="Check the address, and the credentials in the environment; run again",
            ) from error


def _as_bytes(value: Json) -> bytes:
    return (json.dumps(value, indent=1, sort_keys=True) + "\n").encode()


def _is_refusal(error: BaseException) -> bool:
    """Whether a store's answer says that the condition of a write did not hold, or that another was just at it.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
    """
    answer = getattr(error.__cause__, "response", None) or {}
    code = answer.get("Error", {}).get("Code")
    return code in ("PreconditionFailed", "ConditionalRequestConflict", "NoSuchKey")
