"""Flag templates: the country or state is shown with a link, its flag is not."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.wikitext.templates.arguments import first


def flag_link(name: str, args: Mapping[str, str]) -> str:
    """`{{flag|France}}`: [[France]]; `name=` is shown instead; a code such as FRA stays a code, linked to it."""
    country = args.get("1", "").strip()
    shown = first(args, "name") or country
    if not country:
        return shown
    return f"[[{country}]]" if shown == country else f"[[{country}|{shown}]]"
