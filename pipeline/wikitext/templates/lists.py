"""Lists made by templates: one item a parameter, or a bullet list inside one parameter."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.wikitext.templates.arguments import positional


def item_list(name: str, args: Mapping[str, str]) -> str:
    """`{{ubl|a|b}}`, `{{hlist|a|b}}`: an html list, which may stand in the middle of a line like the real ones."""
    items = "".join(f"<li>{item.strip()}</li>" for item in positional(args) if item.strip())
    return f"<ul>{items}</ul>" if items else ""


def plainlist(name: str, args: Mapping[str, str]) -> str:
    """`{{plainlist|* a\\n* b}}`: its bullets on lines of their own; `{{plainlist}}` … `{{endplainlist}}`: nothing."""
    content = args.get("1", "").strip()
    return f"\n{content}\n" if content else ""
