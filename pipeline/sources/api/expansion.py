"""Asking the wiki itself what templates make of a piece of wikitext: `action=expandtemplates`, many in one request.

Only for templates that the registry does not know, and only where a user asks for it (`--expand`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.archiving.expansions import Expansion
from pipeline.errors import SourceError
from pipeline.sources.api.answers import batches, chunks, exists, final_title
from pipeline.sources.api.client import ActionApi
from pipeline.sources.decoding import without_surrogates

# A request's text is at most an article's size ($wgMaxArticleSize, 2 MB); expansion is limited as well, so stay below.
TEXTS_PER_REQUEST = 200
CHARACTERS_PER_REQUEST = 100_000
_CALL = re.compile(r"(?<!\{)\{\{(?!\{)\s*+([^{}|<>\[\]#\n]{1,255})(?=[|}\n])")


def expand_templates(api: ActionApi, texts: Iterable[str]) -> Iterator[Expansion]:
    """The expansion of each text, each once. Raises SourceError.

    A text that breaks out of its place (an unclosed brace, nowiki or comment swallows its neighbours) is asked alone.
    """
    for group in _groups(dict.fromkeys(texts)):
        expanded = _expanded(api, group)
        revisions = _template_revisions(api, {name for text in group for name in templates_called(text)})
        for text, result in zip(group, expanded, strict=True):
            called = tuple(revisions[name] for name in templates_called(text) if name in revisions)
            yield Expansion(api.url, text, without_surrogates(result), called)


def templates_called(wikitext: str) -> list[str]:
    """The names of the templates that the text calls, in order, each once; not what those call in turn."""
    names = (" ".join(name.replace("_", " ").split()) for name in _CALL.findall(wikitext))
    return list(dict.fromkeys(name for name in names if name))


def _groups(texts: Iterable[str]) -> Iterator[list[str]]:
    group: list[str] = []
    size = 0
    for text in texts:
        if group and (len(group) >= TEXTS_PER_REQUEST or size + len(text) > CHARACTERS_PER_REQUEST):
            yield group
            group, size = [], 0
        group.append(text)
        size += len(text)
    if group:
        yield group


def _expanded(api: ActionApi, texts: Sequence[str]) -> list[str]:
    """One result per text; a group whose separators do not come back in order is asked again in halves."""
    if len(texts) == 1:
        return [_ask(api, texts[0])]
    number = 0
    while any(f"canvass-{number}-" in text for text in texts):
        number += 1
    # A line of its own, so that a template that begins a table or a list starts a line as it does in a cell.
    marks = [f"\ncanvass-{number}-{place}-mark\n" for place in range(1, len(texts))]
    joined = texts[0] + "".join(mark + text for mark, text in zip(marks, texts[1:], strict=True))
    results: list[str] = []
    rest = _ask(api, joined)
    for mark in marks:
        result, found, rest = rest.partition(mark)
        if not found:
            middle = len(texts) // 2
            return _expanded(api, texts[:middle]) + _expanded(api, texts[middle:])
        results.append(result)
    return [*results, rest]


def _ask(api: ActionApi, text: str) -> str:
    answer = api.get(action="expandtemplates", prop="wikitext", text=text)
    result = answer.get("expandtemplates", {}).get("wikitext")
    if not isinstance(result, str):
        raise SourceError("the wiki did not expand the templates it was asked for", where=api.url)
    return result


def _template_revisions(api: ActionApi, names: set[str]) -> dict[str, str]:
    """name → "Template:Name@rev_id" for the templates that exist, redirects followed."""
    found: dict[str, str] = {}
    for chunk in chunks(sorted(names), 50):
        titles = {f"Template:{name}" if ":" not in name else name.removeprefix(":"): name for name in chunk}
        asked = "|".join(titles)
        for query in batches(api.get, action="query", prop="revisions", rvprop="ids", titles=asked, redirects=1):
            pages = {page.get("title"): page for page in query.get("pages", []) if exists(page)}
            for title, name in titles.items():
                page = pages.get(final_title(title, query))
                if page and page.get("revisions"):
                    found[name] = f"{page['title']}@{page['revisions'][0]['revid']}"
    return found
