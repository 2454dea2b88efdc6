"""What a report takes from that of the version before: the page of every article that would show the same.

`report/pages.jsonl` has a line for each page, in order of page_id: the digest of all that its text follows from, the
text's own SHA-256, and its line in the index. Only a hint: where it or a page is missing, damaged or of other code,
the page is made anew, and the bytes are the same.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, NamedTuple, Self

import output.findings
import output.report
import pipeline.elections
from output.hashing import sha256_of
from output.staging import share_file
from pipeline.parsing.version import digest_of

LIST = "pages.jsonl"
# Charts and maps come out of packages of data; DuckDB hashes the rows.
_LIBRARIES = ("duckdb", "jinja2", "markupsafe", "plotly-geo", "pyshp", "vl-convert-python")


class PageLine(NamedTuple):
    """A page that was written. `made_of`: see `made_of`. `listed`: its line in the index."""

    page_id: int
    made_of: str
    sha256: str
    needs_charts: bool
    listed: dict[str, Any]


class ListWriter:
    """Writes the list into a report's folder; its last line is a seal of those before, so that a cut one is told."""

    def __init__(self, folder: Path) -> None:
        self._file = (folder / LIST).open("wb")
        self._digest = hashlib.sha256()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, fault: type[BaseException] | None, *_: object) -> None:
        if fault is None:
            self._file.write(_seal(self._digest))
        self._file.close()

    def add(self, line: PageLine) -> None:
        """The next page, in order of page_id."""
        text = json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        self._digest.update(text)
        self._file.write(text)


def made_of(rows: str) -> str:
    """What the text of a page follows from: its rows (`reading.Source.digests`), and the code of the report."""
    return hashlib.sha256(f"{rows} {_code()}".encode()).hexdigest()


@cache
def _code() -> str:
    folders = [*map(Path, output.report.__path__), *map(Path, pipeline.elections.__path__)]
    libraries = " ".join(f"{name} {_installed(name)}" for name in _LIBRARIES)
    return f"{digest_of([*folders, Path(output.findings.__file__)])} {libraries}"


def _installed(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "none"


class PagesBefore:
    """The pages of a report before, taken in order of page_id; none where there is no such report."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder or Path()
        self._lines = _lines(folder / LIST) if folder else iter(())
        self._next = next(self._lines, None)

    def take(self, page_id: int, made_of: str, file: str, to: Path) -> PageLine | None:
        """The line of a page that is made of the same, its file then shared as `to`; else None."""
        while self._next is not None and self._next.page_id < page_id:
            self._next = next(self._lines, None)
        line = self._next
        if line is None or (line.page_id, line.made_of) != (page_id, made_of):
            return None
        page = self._folder / file
        try:
            is_whole = sha256_of(page) == line.sha256
        except OSError:
            return None
        return line if is_whole and share_file(page, to) else None


def _lines(path: Path) -> Iterator[PageLine]:
    """The lines of a list; none of one that is not whole, which its last line tells."""
    try:
        if not _is_whole(path):
            return
        with path.open(encoding="utf-8") as file:
            for text in file:
                if text.startswith("["):
                    yield PageLine(*json.loads(text))
    except (OSError, ValueError, TypeError):
        return


def _is_whole(path: Path) -> bool:
    digest, last = hashlib.sha256(), b""
    with path.open("rb") as file:
        for line in file:
            digest.update(last)
            last = line
    return last == _seal(digest)


def _seal(digest: hashlib._Hash) -> bytes:
    return f'"{digest.hexdigest()}"\n'.encode()
