"""A folder of `*.wikitext` files as a source.

The file's name is the title: percent-decoded (so `%2F` is a slash), `_` for a space, in the composed form (NFC) that
MediaWiki gives every title, so that a copy made on a Mac names the same pages. `._NAME` is such a Mac's own file beside
NAME and no page. `NAME.json` beside
`NAME.wikitext` may give `page_id`, `rev_id` and `timestamp`; without it the ids are negative, derived from title
and content. Only the folder itself is read, never its subfolders, and nothing is ever written.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from unicodedata import normalize
from urllib.parse import unquote

from pipeline.errors import SourceError
from pipeline.revision import Revision, RevisionRef, sha1_of, stable_id
from pipeline.sources.base import ProblemKind, SourceProblem
from pipeline.sources.decoding import decode_page, without_surrogates
from pipeline.sources.local_file import TooLargeError, read_local
from pipeline.sources.sidecar import Sidecar, read_sidecar

SUFFIX = ".wikitext"
# A whole article is at most 2 MB on Wikipedia ($wgMaxArticleSize); a file beyond this is something else.
MAX_FILE_BYTES = 32 * 2**20


def title_of(file_name: str) -> str:
    """The page's title from its file's name: `2004_Foo%2FBar.wikitext` → `2004 Foo/Bar`."""
    stem = file_name.removesuffix(SUFFIX)
    return normalize("NFC", " ".join(unquote(stem, errors="replace").replace("_", " ").split()))


def _is_page(file_name: str) -> bool:
    return file_name.endswith(SUFFIX) and not file_name.startswith("._")


class FolderSource:
    """Pages from files. `newest` reads each file for its SHA-1, `fetch` reads again those that are wanted."""

    def __init__(self, folder: Path, name: str = "folder") -> None:
        self.folder = folder
        self.name = name
        self.problems: list[SourceProblem] = []
        self._files: dict[tuple[int, int], Path] = {}

    def newest(self) -> Iterator[RevisionRef]:
        """One ref per readable page, sorted by title. Raises SourceError where there is no folder or no page in it."""
        self.problems.clear()
        self._files.clear()
        seen: dict[str, Path] = {}
        page_ids: set[int] = set()
        for path in self._page_files():
            title = title_of(path.name)
            if title != without_surrogates(title):
                name = os.fsencode(path.name).decode("utf-8", "backslashreplace")
                self._report("invalid", without_surrogates(title), f"the file's name is no UTF-8; rename it: {name}")
                continue
            if title in seen:
                text = f"{path.name} has the same title as {seen[title].name} and is left out; rename one of them"
                self._report("duplicate", title, text)
                continue
            seen[title] = path
            revision = self._read(path, title)
            if revision is None:
                continue
            page_id, rev_id = revision.page_id, revision.rev_id
            if page_id in page_ids:
                text = f"{path.name}: another file's sidecar gives page_id {page_id} as well; ids are derived instead"
                page_id, rev_id = stable_id(title), stable_id(title, revision.sha1)
                self._report("sidecar", title, text, page_id, rev_id)
            page_ids.add(page_id)
            self._files[page_id, rev_id] = path
            yield RevisionRef(page_id, title, rev_id, revision.timestamp, revision.sha1, revision.tags)

    def fetch(self, refs: Iterable[RevisionRef]) -> Iterator[Revision]:
        """The pages of `refs`. One whose file vanished or changed since `newest` becomes a problem."""
        for ref in refs:
            path = self._files.get((ref.page_id, ref.rev_id))
            revision = self._read(path, ref.title, report=False) if path else None
            if revision is None or revision.sha1 != ref.sha1:
                text = (
                    f"the file of revision {ref.rev_id} is gone or has changed since the folder was listed; run again"
                )
                self._report("unreadable", ref.title, text, ref.page_id, ref.rev_id)
            else:
                yield revision._replace(page_id=ref.page_id, rev_id=ref.rev_id)

    def _page_files(self) -> list[Path]:
        try:
            files = [path for path in self.folder.iterdir() if _is_page(path.name)]
        except OSError as error:
            raise SourceError(
                f"the source folder cannot be read: {error.strerror}",
                where=str(self.folder),
                remedy="Name a folder with *.wikitext files, a dump, an API URL, wikipedia or sample",
            ) from error
        if not files:
            raise SourceError(
                f"no *{SUFFIX} file in the source folder",
                where=str(self.folder),
                remedy="A file's name is the page's title, its content the page's wikitext",
            )
        return sorted(files, key=lambda path: (title_of(path.name), path.name))

    def _read(self, path: Path, title: str, report: bool = True) -> Revision | None:
        def note(kind: ProblemKind, message: str, page_id: int | None = None, rev_id: int | None = None) -> None:
            if report:
                self._report(kind, title, message, page_id, rev_id)

        if not title:
            note("invalid", f"{path.name} gives no title")
            return None
        try:
            page = decode_page(read_local(path, MAX_FILE_BYTES))
        except TooLargeError as error:
            note("too_large", f"{path.name} has {error}; a page may have {MAX_FILE_BYTES:,}")
            return None
        except OSError as error:
            note("unreadable", f"{path.name} cannot be read: {error.strerror}")
            return None
        try:
            sidecar = read_sidecar(path.with_name(path.name.removesuffix(SUFFIX) + ".json"))
        except ValueError as error:
            note("sidecar", f"{error}; ids are derived from title and content instead")
            sidecar = Sidecar()
        digest = sha1_of(page.wikitext)
        page_id = sidecar.page_id if sidecar.page_id is not None else stable_id(title)
        rev_id = sidecar.rev_id if sidecar.rev_id is not None else stable_id(title, digest)
        if page.problem:
            note("no_utf8", f"{path.name}: {page.problem}", page_id, rev_id)
        if not page.wikitext.strip():
            note("empty", f"{path.name} has no text", page_id, rev_id)
        return Revision(
            page_id=page_id,
            title=title,
            rev_id=rev_id,
            timestamp=sidecar.timestamp,
            sha1=digest,
            wikitext=page.wikitext,
            source=self.name,
            url=sidecar.url,
            history_url=sidecar.history_url,
            problem=page.problem,
        )

    def _report(
        self, kind: ProblemKind, title: str, message: str, page_id: int | None = None, rev_id: int | None = None
    ) -> None:
        self.problems.append(SourceProblem(kind, title, message, page_id, rev_id))
