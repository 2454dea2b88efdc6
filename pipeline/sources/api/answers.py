"""What the Action API answers, put together: continuations merged, titles mapped back. Pure, no network.

https://www.mediawiki.org/wiki/API:Continue and API:Query#Resolving_redirects. All with formatversion=2.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from pipeline.errors import SourceError
from pipeline.revision import RevisionRef
from pipeline.sources.decoding import without_surrogates

JsonObject = dict[str, Any]
T = TypeVar("T")


def chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of `size`, the last one maybe shorter: what one request may ask for."""
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


def batches(ask: Callable[..., JsonObject], **params: str | int) -> Iterator[JsonObject]:
    """The `query` objects of a query and all its continuations, one per complete batch, pages merged whole."""
    more: JsonObject = {}
    parts: list[JsonObject] = []
    while True:
        answer = ask(**{**params, **more})
        parts.append(answer.get("query", {}))
        following = answer.get("continue")
        if "batchcomplete" in answer or not following:
            yield merged(parts)
            parts = []
        if not following:
            return
        if following == more:
            raise SourceError(f"the wiki answers the same continuation twice: {following}")
        more = following


def merged(parts: Iterable[JsonObject]) -> JsonObject:
    """One `query` object out of several: lists are joined, pages of one id or title become one page."""
    whole: JsonObject = {}
    for part in parts:
        for key, value in part.items():
            if key == "pages":
                pages = whole.setdefault("pages", {})
                for page in value:
                    identity = page.get("pageid") or page.get("title")
                    pages[identity] = _joined(pages.get(identity, {}), page)
            elif isinstance(value, list):
                whole.setdefault(key, []).extend(item for item in value if item not in whole[key])
            else:
                whole[key] = {**whole.get(key, {}), **value} if isinstance(value, dict) else value
    if "pages" in whole:
        whole["pages"] = list(whole["pages"].values())
    return whole


def _joined(page: JsonObject, more: JsonObject) -> JsonObject:
    joined = {**page, **more}
    for key, value in page.items():
        if isinstance(value, list) and isinstance(more.get(key), list):
            joined[key] = value + more[key]
    return joined


def final_title(asked: str, query: JsonObject) -> str:
    """The title under which the answer has the page that was asked for: normalised, then redirected to its end."""
    steps: dict[str, str] = {step["from"]: step["to"] for step in query.get("normalized", [])}
    title = steps.get(asked, asked)
    redirects = {step["from"]: step["to"] for step in query.get("redirects", [])}
    seen = set()
    while title in redirects and title not in seen:
        seen.add(title)
        title = redirects[title]
    return title


def why_no_page(title: str, query: JsonObject) -> str | None:
    """Why a title can have no page, in words: interwiki, special, or not valid. None where it can."""
    for link in query.get("interwiki", []):
        if link["title"] == title:
            return f"{title!r} is a page of another wiki ({link['iw']})"
    for page in query.get("pages", []):
        if page.get("title") == title:
            if page.get("invalid"):
                return f"{title!r} is no valid title: {page.get('invalidreason', 'no reason given')}"
            if page.get("special"):
                return f"{title!r} is a special page, which has no revisions"
    return None


def exists(page: JsonObject) -> bool:
    """Whether a page's description is that of a page, rather than of a title or id without one."""
    return "pageid" in page and not page.get("missing")


def newest_ref(page: JsonObject) -> RevisionRef | None:
    """The newest revision that a page's description tells of."""
    revisions = page.get("revisions")
    return revision_ref(page, revisions[0]) if revisions else None


def revision_ref(page: JsonObject, revision: JsonObject) -> RevisionRef:
    """A revision as described within its page by `rvprop=ids|timestamp|slotsha1|tags`."""
    return RevisionRef(
        page_id=page["pageid"],
        title=without_surrogates(page["title"]),
        rev_id=revision["revid"],
        timestamp=datetime.fromisoformat(revision["timestamp"]) if "timestamp" in revision else None,
        sha1=revision.get("slots", {}).get("main", {}).get("sha1"),
        tags=tuple(sorted(revision.get("tags", ()))),
    )


def why_no_text(revision: JsonObject) -> str | None:
    """Why a revision that was asked for with `content` has no wikitext, in words. None where it has."""
    slot = revision.get("slots", {}).get("main", {})
    if revision.get("texthidden") or slot.get("texthidden") or revision.get("suppressed"):
        return f"the text of revision {revision['revid']} is hidden from the public"
    if slot.get("contentmodel", "wikitext") != "wikitext":
        return f"revision {revision['revid']} is {slot['contentmodel']}, not wikitext"
    if "content" not in slot:
        return f"revision {revision['revid']} came without its text"
    return None
