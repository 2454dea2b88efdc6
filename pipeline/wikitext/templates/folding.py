"""Parts of a page that fold under a title: `{{hidden|Results|…}}`, `{{collapse|…|title=…}}`. The title is left out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from pipeline.wikitext.templates.arguments import first, positional

_FIGURE: Final = re.compile(r"\s*'*[\d.,]{1,12}\s?%?'*\s*")
_TABLE: Final = ("{|", "<table", "|-")


def hidden(name: str, args: Mapping[str, str]) -> str:
    """`{{hidden|Results by county|…}}`: what folds; of `{{hidden|7%|Lee 5%<br>Roe 2%}}` in a poll the figure that
    stands."""
    content = first(args, "2", "content", "text")
    title = args.get("1", "")
    if _FIGURE.fullmatch(title) and len(content) < 500:
        return title
    return _parted(content)


def collapse(name: str, args: Mapping[str, str]) -> str:
    """`{{collapse|…|title=…}}`."""
    return f"\n{args.get('1', args.get('text', ''))}\n"


def folded_list(name: str, args: Mapping[str, str]) -> str:
    """`{{collapsible list|title=…|a|b}}`: its items, of which one may be a whole table."""
    items = [item.strip() for item in positional(args) if item.strip()]
    if any(_has_table(item) for item in items):
        return "\n" + "\n".join(items) + "\n"
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>" if items else ""


def _parted(content: str) -> str:
    """The content, a table in it on lines of its own."""
    return f"\n{content}\n" if _has_table(content) else content


def _has_table(content: str) -> bool:
    return any(mark in content for mark in _TABLE)
