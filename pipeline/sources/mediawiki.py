"""Pages from a wiki's Action API: Wikipedia, or any MediaWiki by the URL of its api.php.

`newest` asks for revision ids alone, 50 titles a request, so that a refresh without changes costs little; `fetch` asks
for the text of the revisions wanted. A page is followed by its id through moves, deletions and restores.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from pipeline.errors import SourceError
from pipeline.revision import Revision, RevisionRef, sha1_of
from pipeline.sources.api.answers import JsonObject, batches, chunks, newest_ref, revision_ref, why_no_text
from pipeline.sources.api.client import ActionApi
from pipeline.sources.api.search import NEWEST_IDS, ScopeSearch
from pipeline.sources.base import ProblemKind, SourceProblem
from pipeline.sources.decoding import without_surrogates
from pipeline.sources.links import revision_links
from pipeline.sources.scopes import Scope
from pipeline.sources.settling import REVERT_RADIUS, REVERTED_TAG, settled

_TEXTS = {"action": "query", "prop": "revisions", "rvprop": "ids|timestamp|slotsha1|tags|content", "rvslots": "main"}
# Revisions asked for at a time where a page's history has to be read; few need more.
_HISTORY_STEP = 20


class MediaWikiSource:
    """The pages of a scope on one wiki, as they are, as they were at a moment, or as they have settled."""

    def __init__(
        self,
        api: ActionApi,
        name: str,
        scope: Scope,
        *,
        titles_per_request: int = 50,
        as_of: datetime | None = None,
        settle: timedelta | None = None,
        known_pages: Mapping[int, str] | None = None,
        text_of: Callable[[RevisionRef], str | None] = lambda _ref: None,
    ) -> None:
        self.api = api
        self.name = name
        self.scope = scope
        self.problems: list[SourceProblem] = []
        self._batch = titles_per_request
        self._as_of = as_of
        self._settle = settle or timedelta()
        self._known_pages = known_pages or {}
        self._text_of = text_of  # what the archive holds, so that walking a series fetches nothing twice

    def newest(self) -> Iterator[RevisionRef]:
        """The revision to take of every page in scope. Raises SourceError, also where the scope reaches no page."""
        self.problems.clear()
        search = ScopeSearch(self.api, self.scope, self._batch, self._known_pages, self.problems, self._texts_of)
        found = 0
        for page in search.pages():
            ref = self._chosen(page)
            found += 1
            if ref is not None:
                yield ref
        if not found:
            raise SourceError(
                f"the wiki has no page of scope {self.scope.name}",
                where=self.api.url,
                remedy="Choose another with --scope, or define one in canvass.toml",
            )

    def fetch(self, refs: Iterable[RevisionRef]) -> Iterator[Revision]:
        """The revisions of `refs`, their SHA-1 verified; what is wrong is asked for once more. Raises SourceError."""
        for chunk in chunks(refs, self._batch):
            good, wrong = self._ask_for_texts(chunk)
            if wrong:
                mended, wrong = self._ask_for_texts(wrong)
                good += mended
            for ref in wrong:
                text = f"the text of revision {ref.rev_id} does not have the SHA-1 that the wiki states; it is left out"
                self._report("sha1", ref.title, text, ref.page_id, ref.rev_id)
            yield from good

    def _chosen(self, page: JsonObject) -> RevisionRef | None:
        """The page's newest revision, or, where a moment or a settle time is asked for, the one of its history."""
        newest = newest_ref(page)
        if newest is None:
            self._report("hidden", page["title"], "the newest revision cannot be seen", page["pageid"])
            return None
        if self._as_of is None and not self._settle:
            return newest
        moment = self._as_of or datetime.now(UTC)
        # Most pages have not been touched for long: they need no request of their own.
        old_enough = newest.timestamp is not None and newest.timestamp <= moment - self._settle
        if old_enough and REVERTED_TAG not in newest.tags:
            return newest
        history: list[RevisionRef] = []
        limit = _HISTORY_STEP if self._settle else 1
        when: dict[str, str | int] = {"rvstart": _iso(moment), "rvdir": "older", "rvlimit": limit}
        for query in batches(self.api.get, **NEWEST_IDS, **when, pageids=newest.page_id):
            for described in query.get("pages", []):
                history += [revision_ref(described, revision) for revision in described.get("revisions", [])]
            ref = settled(history, moment, self._settle)
            # A revert shows only where the revisions before it are known as well.
            if ref is not None and (not self._settle or history.index(ref) + REVERT_RADIUS < len(history)):
                return ref
        ref = settled(history, moment, self._settle)
        if ref is not None:
            return ref
        text = f"no revision of {newest.title!r} was there, or had settled, at {_iso(moment)}"
        self._report("no_revision", newest.title, text, newest.page_id)
        return None

    def _ask_for_texts(self, refs: Sequence[RevisionRef]) -> tuple[list[Revision], list[RevisionRef]]:
        """The revisions, and the refs whose text had another SHA-1 than stated. Others are reported."""
        wanted = {ref.rev_id: ref for ref in refs}
        good: list[Revision] = []
        wrong: list[RevisionRef] = []
        for query in batches(self.api.get, **_TEXTS, revids="|".join(map(str, wanted))):
            for page in query.get("pages", []):
                for revision in page.get("revisions", []):
                    ref = wanted.pop(revision["revid"], None)
                    if ref is None:
                        continue
                    slot = revision.get("slots", {}).get("main", {})
                    if why := why_no_text(revision):
                        self._report("hidden", ref.title, why, ref.page_id, ref.rev_id)
                    elif sha1_of(slot["content"]) not in (slot.get("sha1"), ref.sha1):
                        wrong.append(ref)
                    else:
                        good.append(self._revision(ref, slot["content"]))
        for ref in wanted.values():
            text = f"revision {ref.rev_id} is gone since the pages were listed; it was deleted in between"
            self._report("deleted", ref.title, text, ref.page_id, ref.rev_id)
        return good, wrong

    def _texts_of(self, refs: Iterable[RevisionRef]) -> Iterator[str]:
        unknown = []
        for ref in refs:
            text = self._text_of(ref)
            if text is None:
                unknown.append(ref)
            else:
                yield text
        for chunk in chunks(unknown, self._batch):
            yield from (revision.wikitext for revision in self._ask_for_texts(chunk)[0])

    def _revision(self, ref: RevisionRef, content: str) -> Revision:
        wikitext = without_surrogates(content)
        script = f"{self.api.url.removesuffix('api.php')}index.php"
        return Revision(
            page_id=ref.page_id,
            title=ref.title,
            rev_id=ref.rev_id,
            timestamp=ref.timestamp,
            sha1=sha1_of(wikitext),
            wikitext=wikitext,
            source=self.name,
            **revision_links(script, ref.title, ref.rev_id)._asdict(),
            tags=ref.tags,
            problem=None if wikitext == content else "lone surrogates in the text were replaced by U+FFFD",
        )

    def _report(
        self, kind: ProblemKind, title: str, message: str, page_id: int | None = None, rev_id: int | None = None
    ) -> None:
        self.problems.append(SourceProblem(kind, title, message, page_id, rev_id))


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
