"""Which pages of a wiki a scope means today, each with its newest revision: by title, by membership, along series,
and what became of those of the last version. Asks the API for ids alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from pipeline.revision import RevisionRef
from pipeline.sources.api.answers import JsonObject, batches, chunks, exists, final_title, newest_ref, why_no_page
from pipeline.sources.api.client import ActionApi
from pipeline.sources.api.members import member_pages
from pipeline.sources.base import ProblemKind, SourceProblem
from pipeline.sources.scopes import Scope
from pipeline.sources.series import neighbours

NEWEST_IDS = {"action": "query", "prop": "info|revisions", "rvprop": "ids|timestamp|slotsha1|tags", "rvslots": "main"}


class ScopeSearch:
    """One search; `texts_of` gives the wikitext of revisions, for walking along a series."""

    def __init__(
        self,
        api: ActionApi,
        scope: Scope,
        titles_per_request: int,
        known_pages: Mapping[int, str],
        problems: list[SourceProblem],
        texts_of: Callable[[Iterable[RevisionRef]], Iterator[str]],
    ) -> None:
        self._api = api
        self._scope = scope
        self._batch = titles_per_request
        self._known_pages = known_pages
        self._problems = problems
        self._texts_of = texts_of
        self._known_titles = set(known_pages.values())
        self._seen: set[int] = set()

    def pages(self) -> Iterator[JsonObject]:
        """Every page in scope once, as the API describes it with its newest revision."""
        yield from self._by_title(self._scope.explicit_titles, named=True)
        yield from self._by_title(self._scope.pattern_titles, named=False)
        if self._scope.templates or self._scope.categories:
            members = member_pages(self._api, self._scope, self._problems)
            yield from self._by_id([page_id for page_id in members if page_id not in self._seen])
        if self._scope.series:
            yield from self._along_series()
        yield from self._what_became_of_known_pages()

    def _by_title(self, titles: Iterable[str], named: bool) -> Iterator[JsonObject]:
        """The pages of these titles, redirects followed; a `named` title without a page is a problem.

        Not that of a page of the last version: what became of it, deleted or redirected to nothing, is told by its id.
        """
        for chunk in chunks(self._askable(titles), self._batch):
            for query in batches(self._api.get, **NEWEST_IDS, titles="|".join(chunk), redirects=1):
                pages = {page["title"]: page for page in query.get("pages", []) if "title" in page}
                for asked in chunk:
                    title = final_title(asked, query)
                    page = pages.get(title)
                    if page and exists(page):
                        yield from self._first_time(page)
                    elif why := why_no_page(title, query):
                        self._report("invalid", asked, why)
                    elif named and asked not in self._known_titles:
                        moved = f" (redirected to {title!r})" if title != asked else ""
                        self._report("missing", asked, f"the wiki has no page {asked!r}{moved}")

    def _askable(self, titles: Iterable[str]) -> Iterator[str]:
        """The titles without the characters that part the titles of a request; no title may hold them."""
        for title in titles:
            if "|" in title or "\x1f" in title:
                self._report("invalid", title, f"{title!r} is no valid title: it holds a | or a separator")
            else:
                yield title

    def _by_id(self, page_ids: Iterable[int]) -> Iterator[JsonObject]:
        for chunk in chunks(page_ids, self._batch):
            for query in batches(self._api.get, **NEWEST_IDS, pageids="|".join(map(str, chunk))):
                for page in query.get("pages", []):
                    if exists(page):
                        yield from self._first_time(page)

    def _first_time(self, page: JsonObject) -> Iterator[JsonObject]:
        if page["pageid"] not in self._seen:
            self._seen.add(page["pageid"])
            yield page

    def _along_series(self) -> Iterator[JsonObject]:
        """The articles that the series starts from, then their previous and next elections, until none is new."""
        asked: set[str] = set()
        frontier: list[str] = list(self._scope.series)
        while frontier:
            if len(asked) > self._scope.settings.limit:
                text = f"scope {self._scope.name} follows more than {len(asked):,} elections; raise its limit"
                self._report("limit", frontier[0], text)
                return
            pages = list(self._by_title(frontier, named=not asked))
            asked.update(frontier)
            yield from pages
            texts = self._texts_of(ref for page in pages if (ref := newest_ref(page)))
            found = [title for text in texts for title in neighbours(text)]
            frontier = [title for title in dict.fromkeys(found) if title not in asked and self._scope.allows(title)]

    def _what_became_of_known_pages(self) -> Iterator[JsonObject]:
        """Pages of the last version that the scope did not reach: moved ones are followed, the others reported."""
        gone = {page_id: title for page_id, title in self._known_pages.items() if page_id not in self._seen}
        for chunk in chunks((page_id for page_id in gone if page_id > 0), self._batch):
            for query in batches(self._api.get, **NEWEST_IDS, pageids="|".join(map(str, chunk))):
                for page in query.get("pages", []):
                    page_id = page["pageid"]
                    old = gone[page_id]
                    if not exists(page):
                        self._report("deleted", old, f"page {page_id}, {old!r}, has been deleted", page_id)
                    elif page.get("redirect"):
                        newest = newest_ref(page)
                        text = f"page {page_id}, {old!r}, is a redirect now"
                        self._report("redirect", old, text, page_id, newest.rev_id if newest else None)
                    elif page["title"] != old and old in self._scope.titles:
                        yield from self._first_time(page)
                    else:
                        text = f"page {page_id}, {page['title']!r}, is no longer in scope {self._scope.name}"
                        self._report("left_scope", old, text, page_id)

    def _report(
        self, kind: ProblemKind, title: str, message: str, page_id: int | None = None, rev_id: int | None = None
    ) -> None:
        self._problems.append(SourceProblem(kind, title, message, page_id, rev_id))
