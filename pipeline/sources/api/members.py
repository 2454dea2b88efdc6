"""The pages of a wiki that a scope reaches through categories and templates, found by asking its API."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from pipeline.sources.api.answers import batches
from pipeline.sources.api.client import ActionApi
from pipeline.sources.base import SourceProblem
from pipeline.sources.scopes import Scope

ARTICLES, CATEGORIES = 0, 14  # namespaces
# Wikipedia's category tree has loops and leads anywhere; a search that opens more than this has lost its way.
MAX_CATEGORIES = 2_000


def member_pages(api: ActionApi, scope: Scope, problems: list[SourceProblem]) -> dict[int, str]:
    """page_id → title of the articles that embed the scope's templates or stand in its categories.

    Titles that `only` excludes are left out. Stops at the scope's `limit` with a problem of kind "limit".
    """
    pages: dict[int, str] = {}
    for page_id, title in _all_members(api, scope, problems):
        if not scope.allows(title):
            continue
        pages[page_id] = title
        if len(pages) >= scope.settings.limit:
            text = f"scope {scope.name} reaches more than {len(pages):,} pages; raise its limit or narrow it"
            problems.append(SourceProblem("limit", "", text))
            break
    return pages


def _all_members(api: ActionApi, scope: Scope, problems: list[SourceProblem]) -> Iterator[tuple[int, str]]:
    for template in scope.templates:
        yield from _embedding(api, template)
    yield from _in_categories(api, scope, problems)


def _embedding(api: ActionApi, template: str) -> Iterator[tuple[int, str]]:
    listing = batches(
        api.get, action="query", list="embeddedin", eititle=f"Template:{template}", einamespace=ARTICLES, eilimit="max"
    )
    for batch in listing:
        for page in batch.get("embeddedin", []):
            yield page["pageid"], page["title"]


def _in_categories(api: ActionApi, scope: Scope, problems: list[SourceProblem]) -> Iterator[tuple[int, str]]:
    """Breadth first, each category once, no deeper than the scope says."""
    waiting = deque((f"Category:{name}", 0) for name in scope.categories)
    seen = {category for category, _ in waiting}
    while waiting:
        category, depth = waiting.popleft()
        listing = batches(
            api.get, action="query", list="categorymembers", cmtitle=category, cmtype="page|subcat",
            cmnamespace=f"{ARTICLES}|{CATEGORIES}", cmlimit="max",
        )  # fmt: skip
        for batch in listing:
            for member in batch.get("categorymembers", []):
                if member["ns"] != CATEGORIES:
                    yield member["pageid"], member["title"]
                elif depth < scope.settings.category_depth and member["title"] not in seen:
                    if len(seen) >= MAX_CATEGORIES:
                        text = f"more than {MAX_CATEGORIES:,} categories below {', '.join(scope.categories)}"
                        problems.append(SourceProblem("limit", category, f"{text}; lower category_depth"))
                        return
                    seen.add(member["title"])
                    waiting.append((member["title"], depth + 1))
