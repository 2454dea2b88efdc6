"""Flag templates: the country or state is shown with a link, its flag is not."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.wikitext.templates.arguments import first
from pipeline.wikitext.templates.data_files import data_file


def flag_link(name: str, args: Mapping[str, str]) -> str:
    """`{{flag|France}}`: [[France]]; `name=` is shown instead; a listed code is written out, another stays."""
    written = args.get("1", "").strip()
    country = data_file("country_codes.yaml")["countries"].get(written, written)
    shown = first(args, "name") or country
    if not country:
        return shown
    return f"[[{country}]]" if shown == country else f"[[{country}|{shown}]]"
